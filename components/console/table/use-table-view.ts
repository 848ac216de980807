'use client';

import { useMemo } from 'react';
import type { FilterProperty } from '@/lib/core/list/filter-query';
import type { ColumnDefinition, TableSort } from './resource-table-types';
import { PAGE_SIZES, type PageSize, type TablePreferences, useTablePreferences } from './table-preferences';
import { useTableState } from './use-table-state';

export type TableViewOptions<T> = {
  /** The name of the table's preferences in the browser's storage. */
  id: string;
  columns: readonly ColumnDefinition<T>[];
  filterProperties?: readonly FilterProperty[];
  urlKey?: string | false;
  defaultSort?: TableSort;
  defaultPreferences?: Partial<TablePreferences>;
};

const NO_PROPERTIES: never[] = [];

/** Returns the view of a table: filter, sort, page and preferences. */
export function useTableView<T>(options: TableViewOptions<T>, pageSizes: readonly PageSize[] = PAGE_SIZES) {
  const { urlKey = '', columns, filterProperties = NO_PROPERTIES, defaultPreferences, defaultSort = null } = options;
  const columnIds = useMemo(() => columns.map((column) => column.id), [columns]);
  const sortable = useMemo(() => columns.filter((column) => column.sortable !== false).map((column) => column.id), [columns]);
  const defaults = useMemo<TablePreferences>(
    () => ({ pageSize: 20, columns: columnIds, density: 'comfortable', wrapLines: false, ...defaultPreferences }),
    [columnIds, defaultPreferences],
  );
  const [preferences, savePreferences] = useTablePreferences(options.id, defaults, columnIds, pageSizes);
  const state = useTableState({ urlKey, properties: filterProperties, sortable, defaultSort });
  return { state, preferences, defaults, savePreferences, pageSizes, columnIds };
}

export type TableView = ReturnType<typeof useTableView>;
