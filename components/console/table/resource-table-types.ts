import type { ReactNode } from 'react';
import type { SortValue } from '@/lib/core/list/compare-values';
import type { RowProperty } from '@/lib/core/list/filter-query';

export type ColumnDefinition<T> = {
  id: string;
  header: string;
  /** Returns the value to sort by, which is shown if there is no `cell`. */
  value: (row: T) => SortValue | readonly string[];
  cell?: (row: T) => ReactNode;
  /** True by default. */
  sortable?: boolean;
  align?: 'end';
  mono?: boolean;
  /** True if the column takes the remaining width and truncates its text there. For long texts. */
  fills?: true;
  /** The width in pixels. It is a hint in an ordinary table and exact in a virtualized one. */
  width?: number;
  /** True if the column is the row's header, which can't be hidden. A table has one; the default is the first column. */
  rowHeader?: boolean;
};

export type TableFilterProperty<T> = RowProperty<T>;

export type TableSort = { column: string; descending: boolean };

export type TableSelection = 'none' | 'single' | 'multi';
