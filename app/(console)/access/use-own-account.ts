import { useRead } from '@/components/console/kit/use-read';
import { reachQuery } from './queries';

/** Returns the reader's account, or undefined until it is known. */
export function useOwnAccount(): string | undefined {
  return useRead(reachQuery()).data?.AccountId;
}
