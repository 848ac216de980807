'use client';

import { useMemo } from 'react';
import { compareValues } from '@/lib/core/list/compare-values';
import { rowTest } from '@/lib/core/list/filter-query';
import type { TableFilterProperty } from './resource-table-types';
import { type RowSelectionOptions, useRowSelection } from './use-row-selection';
import { type TableModel, type TableModelOptions, useTableModel } from './use-table-model';
import { type TableViewOptions, useTableView } from './use-table-view';

export type ResourceTableOptions<T> = TableViewOptions<T> &
  TableModelOptions<T> &
  RowSelectionOptions<T> & {
    filterProperties?: readonly TableFilterProperty<T>[];
    /** The rows; undefined while they load. */
    rows: readonly T[] | undefined;
  };

const NO_ROWS: never[] = [];
const NO_PROPERTIES: never[] = [];

/** Returns the model of a table that filters, sorts and pages its rows in the browser. */
export function useResourceTable<T extends object>(options: ResourceTableOptions<T>): TableModel<T> {
  const { filterProperties = NO_PROPERTIES, rows = NO_ROWS } = options;
  const view = useTableView(options);
  const { query } = view.state;
  const properties = useMemo(() => withSuggestedValues(filterProperties, rows), [filterProperties, rows]);
  const filtered = useMemo(() => rows.filter(rowTest(query, properties)), [rows, query, properties]);
  const pageSize = view.preferences.pageSize === 'all' ? Math.max(1, filtered.length) : view.preferences.pageSize;
  const pageCount = Math.max(1, Math.ceil(filtered.length / pageSize));
  const selected = useRowSelection(options, rows);
  return useTableModel(
    options,
    view,
    {
      rows: filtered,
      are: 'all',
      properties,
      matches: filtered.length,
      total: options.rows?.length,
      page: Math.min(view.state.page, pageCount),
      pageCount,
      pageSize,
      stale: false,
    },
    selected,
  );
}

const MOST_SUGGESTED = 50;

// A property without listed values suggests the values of the rows, if they are few.
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
