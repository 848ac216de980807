'use client';

import {
  type ColumnDef,
  columnOrderingFeature,
  columnVisibilityFeature,
  createPaginatedRowModel,
  createSortedRowModel,
  functionalUpdate,
  type RowSelectionState,
  rowPaginationFeature,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  type Updater,
  useTable,
} from '@tanstack/react-table';
import { useMemo, useState } from 'react';
import { compareValues, type SortValue, toSortValue } from './compare-values';
import { filterRows } from './filter-query';
import type { ColumnDefinition, TableFilterProperty, TableSelection, TableSort } from './resource-table-types';
import type { TablePreferences } from './table-preferences';
import { useTablePreferences } from './table-preferences';
import { useTableState } from './table-url-state';

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  rowPaginationFeature,
  paginatedRowModel: createPaginatedRowModel(),
  rowSelectionFeature,
  columnVisibilityFeature,
  columnOrderingFeature,
});

export type ResourceTableOptions<T> = {
  /** Names the table's preferences in this browser. */
  id: string;
  columns: readonly ColumnDefinition<T>[];
  filterProperties?: readonly TableFilterProperty<T>[];
  /** Undefined while loading. */
  rows: readonly T[] | undefined;
  rowId: (row: T) => string;
  selection?: TableSelection;
  /** Rows that can't be selected. */
  isSelectable?: (row: T) => boolean;
  selectedIds?: readonly string[];
  onSelectionChange?: (ids: string[]) => void;
  urlKey?: string | false;
  defaultSort?: TableSort;
  defaultPreferences?: Partial<TablePreferences>;
};

const NO_ROWS: never[] = [];
const NO_PROPERTIES: never[] = [];

/** Everything a resource table knows: rows after filter, sort and paging, selection, preferences. Markup is elsewhere. */
export function useResourceTable<T extends object>(options: ResourceTableOptions<T>) {
  const { columns, filterProperties = NO_PROPERTIES, rows = NO_ROWS, selection = 'none', rowId } = options;
  const columnIds = useMemo(() => columns.map((column) => column.id), [columns]);
  const chosen = options.defaultPreferences;
  const defaults = useMemo<TablePreferences>(
    () => ({ pageSize: 20, columns: columnIds, density: 'comfortable', wrapLines: false, ...chosen }),
    [columnIds, chosen],
  );
  const [preferences, savePreferences] = useTablePreferences(options.id, defaults, columnIds);
  const properties = useMemo(() => withSuggestedValues(filterProperties, rows), [filterProperties, rows]);
  const state = useTableState({ urlKey: options.urlKey ?? '', properties, defaultSort: options.defaultSort ?? null });
  const filtered = useMemo(() => filterRows(rows, state.query, properties), [rows, state.query, properties]);

  const pageSize = preferences.pageSize === 'all' ? Math.max(1, filtered.length) : preferences.pageSize;
  const pageCount = Math.max(1, Math.ceil(filtered.length / pageSize));
  const page = Math.min(state.page, pageCount);
  const { rowSelection, setRowSelection, selectedRows } = useSelection(options, rows);
  const columnDefs = useMemo(() => columns.map((column) => toColumnDef(column)), [columns]);

  const table = useTable({
    features,
    columns: columnDefs,
    data: filtered as T[],
    getRowId: rowId,
    autoResetPageIndex: false,
    enableMultiRowSelection: selection === 'multi',
    enableRowSelection: (row) => selection !== 'none' && (options.isSelectable?.(row.original) ?? true),
    state: {
      sorting: state.sort ? [{ id: state.sort.column, desc: state.sort.descending }] : [],
      pagination: { pageIndex: page - 1, pageSize },
      rowSelection,
      columnOrder: preferences.columns as string[],
      columnVisibility: Object.fromEntries(columnIds.map((id) => [id, preferences.columns.includes(id)])),
    },
    onRowSelectionChange: setRowSelection,
  });

  return { table, state, properties, preferences, defaults, savePreferences, filtered, page, pageCount, selectedRows };
}

export type ResourceTableModel<T extends object> = ReturnType<typeof useResourceTable<T>>;

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

function useSelection<T extends object>({ selectedIds, onSelectionChange, rowId }: ResourceTableOptions<T>, rows: readonly T[]) {
  const [own, setOwn] = useState<RowSelectionState>({});
  const rowSelection = useMemo<RowSelectionState>(
    () => (selectedIds ? Object.fromEntries(selectedIds.map((id) => [id, true])) : own),
    [selectedIds, own],
  );
  // Rows that are gone are no longer selected, whatever the state remembers.
  const selectedRows = useMemo(() => rows.filter((row) => rowSelection[rowId(row)]), [rows, rowSelection, rowId]);
  const setRowSelection = (updater: Updater<RowSelectionState>) => {
    const next = functionalUpdate(updater, rowSelection);
    setOwn(next);
    onSelectionChange?.(Object.keys(next).filter((id) => next[id]));
  };
  return { rowSelection, setRowSelection, selectedRows };
}

const MOST_SUGGESTED = 50;

// A property that lists no values suggests those that occur, if they are few enough to be a choice.
function withSuggestedValues<T>(properties: readonly TableFilterProperty<T>[], rows: readonly T[]): TableFilterProperty<T>[] {
  return properties.map((property) => {
    if (property.values) return property;
    const seen = new Set<string>();
    for (const row of rows) {
      const value = property.value(row);
      for (const each of typeof value === 'object' && value !== null ? value : [value]) {
        if (each !== null && each !== undefined && each !== '') seen.add(String(each));
      }
      if (seen.size > MOST_SUGGESTED) break;
    }
    return { ...property, values: [...seen].slice(0, MOST_SUGGESTED).sort(compareValues) };
  });
}
