import type { ReactNode } from 'react';
import type { SortValue } from '@/lib/core/list/compare-values';
import type { RowProperty } from '@/lib/core/list/filter-query';

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
  /** Of long text: takes the room that the others leave, and is cut there, so that it pushes none of them out. */
  fills?: true;
  /** Pixels; a hint in an ordinary table, exact in a virtualized one. */
  width?: number;
  /** Names the row: rendered as its header, and never hidden. One per table; the first column by default. */
  rowHeader?: boolean;
};

export type TableFilterProperty<T> = RowProperty<T>;

export type TableSort = { column: string; descending: boolean };

export type TableSelection = 'none' | 'single' | 'multi';
