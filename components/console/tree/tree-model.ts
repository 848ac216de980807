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
  /** 1-based place among all rows there are, those of closed items included. */
  index: number;
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

/** The children that are not here; the row that stands for them is at least one. */
function missingIn<T>({ size, children = [], rest }: TreeItem<T>): number {
  return rest ? Math.max(1, (size ?? 0) - children.length) : 0;
}

/** How many rows are known to lie below an item, whether or not they are in sight. */
function knownBelow<T>(item: TreeItem<T>): number {
  return (item.children ?? []).reduce((sum, child) => sum + 1 + knownBelow(child), missingIn(item));
}

/** How many rows there are with every item open; -1, as ARIA has it for a number that is not known, while something is not here. */
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

/** What an arrow, Home, End or the asterisk does on the active row. Source: WAI-ARIA Authoring Practices, treegrid and tree view. */
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
 * The next row whose name begins with what is typed, after the last row again from the first. A single character goes on from the active
 * row to the next; with more the active row may still be the one that is meant.
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

/** Returns whether an item may become a child of another: not of itself, of what is under it, or of the parent it has. */
export function isMovableInto<T>(items: readonly TreeItem<T>[], id: string, targetId: string): boolean {
  const item = findItem(items, id);
  const target = findItem(items, targetId);
  if (!item || !target || findItem([item], targetId)) return false;
  return !(target.children ?? []).some((child) => child.id === id);
}
