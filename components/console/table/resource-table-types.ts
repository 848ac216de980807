import type { ReactNode } from 'react';
import type { SortValue } from './compare-values';
import type { FilterProperty, FilterValue } from './filter-query';

export type ColumnDefinition<T> = {
  id: string;
  header: string;
  /** What the column holds: sorted by, and shown where there is no `cell`. */
  value: (row: T) => SortValue | readonly string[];
  cell?: (row: T) => ReactNode;
  /** True by default. */
  sortable?: boolean;
  align?: 'end';
  mono?: boolean;
  /** Pixels; a hint in an ordinary table, exact in a virtualized one. */
  width?: number;
  /** Names the row: rendered as its header, and never hidden. One per table; the first column by default. */
  rowHeader?: boolean;
};

export type TableFilterProperty<T> = FilterProperty & { value: (row: T) => FilterValue };

export type TableSort = { column: string; descending: boolean };

export type TableSelection = 'none' | 'single' | 'multi';
