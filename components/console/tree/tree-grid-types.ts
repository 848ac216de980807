import type { ReactNode } from 'react';
import type { MenuEntry } from '../../ui/menu';
import type { TreeItem } from './tree-model';

export type TreeColumn<T> = { id: string; header: string; cell: (data: T) => ReactNode; align?: 'end'; mono?: boolean };

export type TreeGridProps<T> = {
  label: string;
  items: readonly TreeItem<T>[];
  /** The header of the first column, which has the icon and the name. */
  nameHeader: string;
  name: (data: T) => string;
  icon?: (data: T) => ReactNode;
  href?: (data: T) => string | undefined;
  /** The columns after the name. */
  columns: readonly TreeColumn<T>[];
  /** The kind of selection: one row by radio buttons, or several by checkboxes. */
  selection?: 'single' | 'multi';
  selectedIds?: ReadonlySet<string>;
  /** Called when the user selects or deselects a row. Without it, rows can't be selected. */
  onSelect?: (id: string, data: T, selected: boolean) => void;
  rowMenu?: (data: T) => readonly MenuEntry[];
  /**
   * Called when the user moves rows by drag, or by keyboard with M. A selected row takes all selected rows along. `whyNotMovable` and
   * `canMoveInto` are asked first. Rows that are already in the target are left out.
   */
  onMove?: (moved: readonly T[], target: T) => void;
  /** Returns why a row can't be moved, which is announced on a try; null if it can. */
  whyNotMovable?: (data: T) => string | null;
  canMoveInto?: (data: T, target: T) => boolean;
  /** The ids of highlighted rows, as those that a preview would change. */
  highlightedIds?: ReadonlySet<string>;
  isOpen: (id: string) => boolean;
  onOpenChange: (id: string, open: boolean) => void;
  /** Called when the user asks for more children of an item. */
  onMore?: (id: string) => void;
};
