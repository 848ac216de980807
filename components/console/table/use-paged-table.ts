'use client';

import type { ListPage } from '@/lib/core/list/schema';
import { parseSort } from './table-url';
import { type RowSelectionOptions, usePagedRowSelection } from './use-row-selection';
import { type TableModel, type TableModelOptions, useTableModel } from './use-table-model';
import type { TableView, TableViewOptions } from './use-table-view';

export type PagedTableOptions<T> = Omit<TableViewOptions<T>, 'defaultSort'> &
  TableModelOptions<T> &
  RowSelectionOptions<T> & {
    view: TableView;
    /** The requested page; undefined while the first page loads. */
    page: ListPage<T> | undefined;
    /** True if `page` is still the previous page. */
    stale: boolean;
  };

const NO_ROWS: never[] = [];
const NO_PROPERTIES: never[] = [];

/** Returns the model of a table whose rows come page by page, filtered and sorted by the server. */
export function usePagedTable<T extends object>(options: PagedTableOptions<T>): TableModel<T> {
  const { view, page, stale } = options;
  const rows = page?.Rows ?? NO_ROWS;
  const matches = page?.Matches ?? 0;
  const size = view.preferences.pageSize === 'all' ? matches : view.preferences.pageSize;
  const selected = usePagedRowSelection(options, rows);
  // Without a chosen sort, the server returns the list's default order with the page.
  const sort = view.state.sort ?? parseSort(page?.Sort ?? '');
  return useTableModel(
    options,
    { ...view, state: { ...view.state, sort } },
    {
      rows,
      are: 'page',
      properties: options.filterProperties ?? NO_PROPERTIES,
      matches,
      total: page?.Total,
      page: page?.Page ?? view.state.page,
      pageCount: Math.max(1, Math.ceil(matches / Math.max(1, size))),
      pageSize: Math.max(1, rows.length),
      stale,
    },
    selected,
  );
}
