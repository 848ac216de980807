'use client';

import {
  type ColumnDef,
  columnOrderingFeature,
  columnVisibilityFeature,
  createPaginatedRowModel,
  createSortedRowModel,
  rowPaginationFeature,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import { compareValues, type SortValue, toSortValue } from '@/lib/core/list/compare-values';
import type { FilterProperty } from '@/lib/core/list/filter-query';
import type { ColumnDefinition, TableSelection } from './resource-table-types';
import type { RowsSelected } from './use-row-selection';
import type { TableView } from './use-table-view';

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  rowPaginationFeature,
  paginatedRowModel: createPaginatedRowModel(),
  rowSelectionFeature,
  columnVisibilityFeature,
  columnOrderingFeature,
});

/** The rows of a table, from the browser or from the server page by page. */
export type TableRows<T> = {
  /** All rows that match the filter, or one page of them. See `are`. */
  rows: readonly T[];
  /** The extent of `rows`. With `all`, the table sorts and pages them. */
  are: 'all' | 'page';
  properties: readonly FilterProperty[];
  /** The number of rows that match the filter. `total` counts all rows and is undefined until it is known. */
  matches: number;
  total: number | undefined;
  page: number;
  pageCount: number;
  pageSize: number;
  /** True if the rows are still the previous ones while the requested ones load. */
  stale: boolean;
};

export type TableModelOptions<T> = {
  columns: readonly ColumnDefinition<T>[];
  rowId: (row: T) => string;
  selection?: TableSelection;
  /** Returns true if the row can be selected. */
  isSelectable?: (row: T) => boolean;
};

/** Returns everything that a table renders. */
export function useTableModel<T extends object>(
  { columns, rowId, selection = 'none', isSelectable }: TableModelOptions<T>,
  view: TableView,
  shown: TableRows<T>,
  { rowSelection, setRowSelection, ...selected }: RowsSelected<T>,
) {
  const { preferences, columnIds } = view;
  const { sort } = view.state;
  const columnDefs = useMemo(() => columns.map((column) => toColumnDef(column)), [columns]);
  const table = useTable({
    features,
    columns: columnDefs,
    data: shown.rows as T[],
    getRowId: rowId,
    autoResetPageIndex: false,
    enableMultiRowSelection: selection === 'multi',
    enableRowSelection: (row) => selection !== 'none' && (isSelectable?.(row.original) ?? true),
    state: {
      sorting: sort && shown.are === 'all' ? [{ id: sort.column, desc: sort.descending }] : [],
      pagination: { pageIndex: shown.are === 'all' ? shown.page - 1 : 0, pageSize: shown.pageSize },
      rowSelection,
      columnOrder: preferences.columns as string[],
      columnVisibility: Object.fromEntries(columnIds.map((id) => [id, preferences.columns.includes(id)])),
    },
    onRowSelectionChange: setRowSelection,
  });
  return { ...view, ...shown, ...selected, table };
}

export type TableModel<T extends object> = ReturnType<typeof useTableModel<T>>;

function toColumnDef<T extends object>(column: ColumnDefinition<T>): ColumnDef<typeof features, T> {
  return {
    id: column.id,
    header: column.header,
    accessorFn: (row) => toSortValue(column.value(row)),
    enableSorting: column.sortable !== false,
    sortUndefined: 'last',
    sortFn: (a, b, id) => compareValues(a.getValue<SortValue>(id), b.getValue<SortValue>(id)),
  };
}
