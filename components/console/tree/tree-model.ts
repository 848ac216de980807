/**
 * An item of the tree. `size` is the number of children, if not all are loaded. `rest` is the row after the children that loads more, or
 * shows that they are loading.
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
  /** The level, 1 for the outermost. */
  level: number;
  /** The 1-based position among all rows, including rows below closed items. */
  index: number;
};

/** A visible row with an item. */
export type TreeItemRow<T> = Placed & {
  kind: 'item';
  data: T;
  /** The 1-based position among the siblings. `siblings` is their number. */
  position: number;
  siblings: number;
  expandable: boolean;
  expanded: boolean;
};

/** The row after the loaded children of an item. */
export type TreeRestRow = Placed & { kind: 'rest'; parentId: string; label: string; busy: boolean };

export type TreeRow<T> = TreeItemRow<T> | TreeRestRow;

/** Returns the visible rows from top to bottom, without rows below closed items. */
export function visibleRows<T>(items: readonly TreeItem<T>[], isOpen: (id: string) => boolean): TreeRow<T>[] {
  let passed = 0;
  const walk = (siblings: readonly TreeItem<T>[], parent: TreeItem<T> | null, level: number): TreeRow<T>[] =>
    siblings.flatMap((item, index) => {
      passed += 1;
      const children = item.children ?? [];
      const expandable = children.length > 0 || item.rest !== undefined;
      const expanded = expandable && isOpen(item.id);
      const row: TreeItemRow<T> = {
        kind: 'item',
        id: item.id,
        data: item.data,
        parentId: parent?.id ?? null,
        level,
        index: passed,
        position: index + 1,
        siblings: parent?.size ?? siblings.length,
        expandable,
        expanded,
      };
      if (!expanded) {
        passed += knownBelow(item);
        return [row];
      }
      const below = walk(children, item, level + 1);
      if (!item.rest) return [row, ...below];
      passed += 1;
      const rest: TreeRestRow = {
        kind: 'rest',
        id: `${item.id} rest`,
        parentId: item.id,
        level: level + 1,
        index: passed,
        label: item.rest.label,
        busy: item.rest.busy ?? false,
      };
      passed += missingIn(item) - 1;
      return [row, ...below, rest];
    });
  return walk(items, null, 1);
}

/** Returns the number of children that are not loaded, at least 1 if the item has a rest row. */
function missingIn<T>({ size, children = [], rest }: TreeItem<T>): number {
  return rest ? Math.max(1, (size ?? 0) - children.length) : 0;
}

/** Returns the number of known rows below an item, visible or not. */
function knownBelow<T>(item: TreeItem<T>): number {
  return (item.children ?? []).reduce((sum, child) => sum + 1 + knownBelow(child), missingIn(item));
}

/** Returns the number of rows with every item open; -1, ARIA's value for an unknown number, until everything is loaded. */
export function rowCount<T>(items: readonly TreeItem<T>[]): number {
  return items.some(isPartial) ? -1 : items.reduce((sum, item) => sum + 1 + knownBelow(item), 0);
}

function isPartial<T>({ rest, children = [] }: TreeItem<T>): boolean {
  return rest !== undefined || children.some(isPartial);
}

export type TreeKeyEffect =
  | { kind: 'focus'; id: string }
  | { kind: 'expand'; ids: readonly string[] }
  | { kind: 'collapse'; id: string }
  | null;

/** Returns the effect of an arrow key, Home, End or the asterisk on the active row. Source: WAI-ARIA Authoring Practices, treegrid and tree view. */
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
      return row.expanded ? focus(rows[index + 1]) : { kind: 'expand', ids: [row.id] };
    case 'ArrowLeft':
      if (!row) return null;
      return row.kind === 'item' && row.expanded
        ? { kind: 'collapse', id: row.id }
        : focus(rows.find((each) => each.id === row.parentId));
    case '*': {
      const ids = rows.flatMap((each) =>
        each.kind === 'item' && each.parentId === row?.parentId && each.expandable && !each.expanded ? [each.id] : [],
      );
      return ids.length > 0 ? { kind: 'expand', ids } : null;
    }
    default:
      return null;
  }
}

/**
 * Returns the next row whose name begins with the typed text; the search wraps around. For a single character, it starts after the active
 * row; for a longer text, it starts at the active row.
 */
export function rowByName<T>(
  rows: readonly TreeRow<T>[],
  activeId: string | null,
  typed: string,
  name: (data: T) => string,
): string | null {
  const at = rows.findIndex(({ id }) => id === activeId) + (typed.length === 1 ? 1 : 0);
  const inOrder = [...rows.slice(Math.max(0, at)), ...rows.slice(0, Math.max(0, at))];
  const start = typed.toLowerCase();
  return inOrder.find((row) => row.kind === 'item' && name(row.data).toLowerCase().startsWith(start))?.id ?? null;
}

export function findItem<T>(items: readonly TreeItem<T>[], id: string): TreeItem<T> | null {
  for (const item of items) {
    const found = item.id === id ? item : findItem(item.children ?? [], id);
    if (found) return found;
  }
  return null;
}

/** Returns true if an item may move into another: not into itself, its descendants or its current parent. */
export function isMovableInto<T>(items: readonly TreeItem<T>[], id: string, targetId: string): boolean {
  const item = findItem(items, id);
  const target = findItem(items, targetId);
  if (!item || !target || findItem([item], targetId)) return false;
  return !(target.children ?? []).some((child) => child.id === id);
}
