/**
 * `size` is how many children there are, where not all are here. `rest` stands after them: the row that asks for more, or says that they
 * are on the way.
 */
export type TreeItem<T> = {
  id: string;
  data: T;
  children?: readonly TreeItem<T>[];
  size?: number;
  rest?: { label: string; busy?: boolean };
};

type Placed = {
  id: string;
  parentId: string | null;
  /** 1 for the outermost. */
  level: number;
};

/** A visible row: one item, at its level, among its siblings. */
export type TreeItemRow<T> = Placed & {
  kind: 'item';
  data: T;
  /** 1-based place among siblings, and how many there are. */
  position: number;
  siblings: number;
  expandable: boolean;
  expanded: boolean;
};

/** The row after the children of an item that are here. */
export type TreeRestRow = Placed & { kind: 'rest'; parentId: string; label: string; busy: boolean };

export type TreeRow<T> = TreeItemRow<T> | TreeRestRow;

/** The rows in sight, top to bottom: those of closed items are left out. */
export function visibleRows<T>(items: readonly TreeItem<T>[], isOpen: (id: string) => boolean): TreeRow<T>[] {
  const walk = (siblings: readonly TreeItem<T>[], parent: TreeItem<T> | null, level: number): TreeRow<T>[] =>
    siblings.flatMap((item, index) => {
      const children = item.children ?? [];
      const expandable = children.length > 0 || item.rest !== undefined;
      const expanded = expandable && isOpen(item.id);
      const row: TreeItemRow<T> = {
        kind: 'item',
        id: item.id,
        data: item.data,
        parentId: parent?.id ?? null,
        level,
        position: index + 1,
        siblings: parent?.size ?? siblings.length,
        expandable,
        expanded,
      };
      if (!expanded) return [row];
      const rest = item.rest && [
        {
          kind: 'rest' as const,
          id: `${item.id} rest`,
          parentId: item.id,
          level: level + 1,
          label: item.rest.label,
          busy: item.rest.busy ?? false,
        },
      ];
      return [row, ...walk(children, item, level + 1), ...(rest ?? [])];
    });
  return walk(items, null, 1);
}

export type TreeKeyEffect =
  | { kind: 'focus'; id: string }
  | { kind: 'expand'; id: string }
  | { kind: 'collapse'; id: string }
  | null;

/** What an arrow, Home or End does on the active row. Source: WAI-ARIA Authoring Practices, treegrid with row focus. */
export function treeKey<T>(rows: readonly TreeRow<T>[], activeId: string | null, key: string): TreeKeyEffect {
  const index = rows.findIndex((row) => row.id === activeId);
  const row = rows[index];
  const focus = (target: TreeRow<T> | undefined): TreeKeyEffect =>
    target && target.id !== activeId ? { kind: 'focus', id: target.id } : null;
  switch (key) {
    case 'ArrowDown':
      return focus(rows[index + 1]);
    case 'ArrowUp':
      return focus(rows[index - 1]);
    case 'Home':
      return focus(rows[0]);
    case 'End':
      return focus(rows.at(-1));
    case 'ArrowRight':
      if (row?.kind !== 'item' || !row.expandable) return null;
      return row.expanded ? focus(rows[index + 1]) : { kind: 'expand', id: row.id };
    case 'ArrowLeft':
      if (!row) return null;
      return row.kind === 'item' && row.expanded
        ? { kind: 'collapse', id: row.id }
        : focus(rows.find((each) => each.id === row.parentId));
    default:
      return null;
  }
}

export function findItem<T>(items: readonly TreeItem<T>[], id: string): TreeItem<T> | null {
  for (const item of items) {
    const found = item.id === id ? item : findItem(item.children ?? [], id);
    if (found) return found;
  }
  return null;
}

/** Whether an item may become a child of another: not of itself, of what is under it, or of the parent it has. */
export function isMovableInto<T>(items: readonly TreeItem<T>[], id: string, targetId: string): boolean {
  const item = findItem(items, id);
  const target = findItem(items, targetId);
  if (!item || !target || findItem([item], targetId)) return false;
  return !(target.children ?? []).some((child) => child.id === id);
}
