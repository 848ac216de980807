import { callerQuery } from '@/app/(console)/organizations/queries';
import { useRead } from '@/components/console/kit/use-read';
import { oneselfOf } from './oneself';

/** Returns the signed-in user or role; null for a root user, and until it is known. */
export function useOneself() {
  const arn = useRead(callerQuery()).data?.Arn;
  return arn === undefined ? null : oneselfOf(arn);
}
