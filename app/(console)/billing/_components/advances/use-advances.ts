import { keepPreviousData } from '@tanstack/react-query';
import { useRead } from '@/components/console/kit/use-read';
import { type AdvanceKind, type AdvanceUse, advanceUseQuery } from '../../queries';

/** As many as one read says each by itself. */
const MOST_IDS = 100;

/** How far what was bought was used in a month: the sums, and each of a list by its id. */
export function useAdvanceUse(kind: AdvanceKind, month: string | undefined, ids: readonly string[] | undefined) {
  const read = useRead({
    ...advanceUseQuery(kind, month, ids?.slice(0, MOST_IDS)),
    enabled: ids !== undefined,
    placeholderData: keepPreviousData,
  });
  const rows = new Map(read.data?.Rows.map((row): [string, AdvanceUse['Rows'][number]] => [row.Id, row]));
  return { read, rows };
}
