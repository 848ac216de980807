import { useRead } from '@/components/console/kit/use-read';
import { reachQuery } from '../queries';

/** The account in which the reader acts; undefined until it is known. */
export function useOwnAccount(): string | undefined {
  return useRead(reachQuery()).data?.AccountId;
}
