import { keepPreviousData } from '@tanstack/react-query';
import { useRead } from '@/components/console/kit/use-read';
import { type AdvanceKind, type AdvanceUse, advanceUseQuery } from '../../queries';

/** The maximum number of individual results in one read. */
const MOST_IDS = 100;

/** Reads the use of purchases in a month: totals, and individual results by ID. */
export function useAdvanceUse(kind: AdvanceKind, month: string | undefined, ids: readonly string[] | undefined) {
  const read = useRead({
    ...advanceUseQuery(kind, month, ids?.slice(0, MOST_IDS)),
    enabled: ids !== undefined,
    placeholderData: keepPreviousData,
  });
  const rows = new Map(read.data?.Rows.map((row): [string, AdvanceUse['Rows'][number]] => [row.Id, row]));
  return { read, rows };
}
