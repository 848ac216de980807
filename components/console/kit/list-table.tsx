'use client';

import { keepPreviousData, type UseQueryOptions, useQueryClient } from '@tanstack/react-query';
import type { ReadKey } from '@/lib/console/read-query';
import type { ConsoleResult } from '@/lib/console/result';
import { MAX_PAGE_SIZE } from '@/lib/core/list/page-size';
import type { ListInput, ListPage } from '@/lib/core/list/schema';
import type { AllRows } from '../table/csv-button';
import { PagedTable, type PagedTableProps } from '../table/paged-table';
import { SERVED_PAGE_SIZES } from '../table/table-preferences';
import { toListInput } from '../table/table-url';
import { useTableView } from '../table/use-table-view';
import { LOST, useRead } from './use-read';

/** A read of one page of a list, as `queries.ts` names it. */
type ListQuery<T, Page extends ListPage<T>> = (
  input: ListInput,
) => UseQueryOptions<ConsoleResult<Page>, Error, ConsoleResult<Page>, ReadKey>;

export type ListTableProps<T, Page extends ListPage<T>> = Omit<PagedTableProps<T>, 'view' | 'page' | 'stale' | 'read'> & {
  query: ListQuery<T, Page>;
};

/** A list that the server searches, sorts and pages. The page of before stays until the next one is here. */
export function ListTable<T extends object, Page extends ListPage<T>>({ query, ...table }: ListTableProps<T, Page>) {
  const view = useTableView(table, SERVED_PAGE_SIZES);
  const read = useRead({ ...query(toListInput(view.state.asked, view.preferences.pageSize)), placeholderData: keepPreviousData });
  const client = useQueryClient();
  const readAll = async (): Promise<AllRows<T>> => {
    const rows: T[] = [];
    for (let page = 1, pages = 1; page <= pages; page++) {
      const one = await client
        .fetchQuery(query({ ...toListInput({ ...view.state.asked, page }, MAX_PAGE_SIZE) }))
        .catch(() => ({ ok: false as const, error: LOST }));
      if (!one.ok) return one;
      rows.push(...one.data.Rows);
      pages = Math.ceil(one.data.Matches / MAX_PAGE_SIZE);
    }
    return { ok: true, rows };
  };
  return <PagedTable readAll={readAll} {...table} view={view} page={read.data} stale={read.stale} read={read} />;
}
