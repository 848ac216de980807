export type TreeItem<T> = { id: string; data: T; children?: readonly TreeItem<T>[] };

/** A visible row: one item, at its level, among its siblings. */
export type TreeRow<T> = {
  id: string;
  data: T;
  parentId: string | null;
  /** 1 for the outermost. */
  level: number;
  /** 1-based place among siblings, and how many there are. */
  position: number;
  siblings: number;
  expandable: boolean;
  expanded: boolean;
};

/** The rows in sight, top to bottom: those of closed items are left out. */
export function visibleRows<T>(items: readonly TreeItem<T>[], collapsed: ReadonlySet<string>): TreeRow<T>[] {
  const walk = (siblings: readonly TreeItem<T>[], parentId: string | null, level: number): TreeRow<T>[] =>
    siblings.flatMap((item, index) => {
      const expandable = (item.children ?? []).length > 0;
      const expanded = expandable && !collapsed.has(item.id);
      const row: TreeRow<T> = {
        id: item.id,
        data: item.data,
        parentId,
        level,
        position: index + 1,
        siblings: siblings.length,
        expandable,
        expanded,
      };
      return [row, ...(expanded ? walk(item.children ?? [], item.id, level + 1) : [])];
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
      if (!row?.expandable) return null;
      return row.expanded ? focus(rows[index + 1]) : { kind: 'expand', id: row.id };
    case 'ArrowLeft':
      if (!row) return null;
      return row.expanded ? { kind: 'collapse', id: row.id } : focus(rows.find((each) => each.id === row.parentId));
    default:
      return null;
  }
}

/** Only the items that match, and the way to each of them. */
export function filterTree<T>(items: readonly TreeItem<T>[], matches: (data: T) => boolean): TreeItem<T>[] {
  return items.flatMap((item) => {
    const children = filterTree(item.children ?? [], matches);
    return matches(item.data) || children.length > 0 ? [{ ...item, children }] : [];
  });
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
