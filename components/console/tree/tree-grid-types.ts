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
  /** What is selected: by radio buttons one row, by checkboxes several. */
  selection?: 'single' | 'multi';
  selectedIds?: ReadonlySet<string>;
  /** A row was chosen; of several, whether it is to be selected. Without it nothing can be. */
  onSelect?: (id: string, data: T, selected: boolean) => void;
  rowMenu?: (data: T) => readonly MenuEntry[];
  /**
   * Moving by drag, and by keyboard with M: a row, and with a selected one all that are selected. Both ends are asked first; then `onMove`
   * is called with those that lie elsewhere.
   */
  onMove?: (moved: readonly T[], target: T) => void;
  /** Why a row can't be moved at all, said to whoever tries; null where it can. */
  whyNotMovable?: (data: T) => string | null;
  canMoveInto?: (data: T, target: T) => boolean;
  /** Rows to draw attention to: what a preview would change. */
  highlightedIds?: ReadonlySet<string>;
  isOpen: (id: string) => boolean;
  onOpenChange: (id: string, open: boolean) => void;
  /** The row after the children of an item that are here was asked for more. */
  onMore?: (id: string) => void;
};
