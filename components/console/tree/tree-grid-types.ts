import type { ReactNode } from 'react';
import type { MenuEntry } from '../../ui/menu';
import type { TreeItem } from './tree-model';

export type TreeColumn<T> = { id: string; header: string; cell: (data: T) => ReactNode; align?: 'end'; mono?: boolean };

export type TreeGridProps<T> = {
  label: string;
  items: readonly TreeItem<T>[];
  /** Header of the first column, which holds icon, name and indentation. */
  nameHeader: string;
  name: (data: T) => string;
  icon?: (data: T) => ReactNode;
  href?: (data: T) => string | undefined;
  /** The columns after the name. */
  columns: readonly TreeColumn<T>[];
  /** Radio buttons, one row at a time. */
  selectedId?: string | null;
  onSelect?: (id: string, data: T) => void;
  rowMenu?: (data: T) => readonly MenuEntry[];
  /** Moving by drag, and by keyboard with M. Both ends are asked first; then `onMove` is called. */
  canMove?: (data: T) => boolean;
  canMoveInto?: (data: T, target: T) => boolean;
  onMove?: (data: T, target: T) => void;
  /** Rows to draw attention to: what a preview would change. */
  highlightedIds?: ReadonlySet<string>;
  isOpen: (id: string) => boolean;
  onOpenChange: (id: string, open: boolean) => void;
  /** The row after the children of an item that are here was asked for more. */
  onMore?: (id: string) => void;
};
