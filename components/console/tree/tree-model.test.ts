import { describe, expect, it } from 'vitest';
import { isMovableInto, rowByName, rowCount, type TreeItem, treeKey, visibleRows } from './tree-model';

const leaf = (id: string): TreeItem<string> => ({ id, data: id });
const TREE: TreeItem<string>[] = [
  {
    id: 'root',
    data: 'root',
    children: [{ id: 'security', data: 'security', children: [leaf('audit'), leaf('logs')] }, leaf('management')],
  },
];
const OPEN = new Set<string>();
const without = (collapsed: ReadonlySet<string>) => (id: string) => !collapsed.has(id);
const rowsOf = (collapsed: ReadonlySet<string>) => visibleRows(TREE, without(collapsed));
const ids = (collapsed: ReadonlySet<string>) => rowsOf(collapsed).map(({ id }) => id);

describe('visibleRows', () => {
  it('lists items depth first and omits the children of collapsed items', () => {
    expect(ids(OPEN)).toEqual(['root', 'security', 'audit', 'logs', 'management']);
    expect(ids(new Set(['security']))).toEqual(['root', 'security', 'management']);
  });

  it('returns the level, the position and the number of siblings of each row', () => {
    const logs = rowsOf(OPEN).find(({ id }) => id === 'logs');
    expect(logs).toMatchObject({ level: 3, position: 2, siblings: 2, parentId: 'security', expandable: false });
  });
});

describe('treeKey', () => {
  const press = (activeId: string, key: string, collapsed = OPEN) => treeKey(rowsOf(collapsed), activeId, key);

  it.each([
    ['root', 'ArrowDown', { kind: 'focus', id: 'security' }],
    ['management', 'ArrowDown', null],
    ['root', 'ArrowUp', null],
    ['audit', 'ArrowUp', { kind: 'focus', id: 'security' }],
    ['logs', 'Home', { kind: 'focus', id: 'root' }],
    ['root', 'End', { kind: 'focus', id: 'management' }],
    ['security', 'ArrowRight', { kind: 'focus', id: 'audit' }],
    ['audit', 'ArrowRight', null],
    ['security', 'ArrowLeft', { kind: 'collapse', id: 'security' }],
    ['audit', 'ArrowLeft', { kind: 'focus', id: 'security' }],
    ['audit', 'x', null],
  ])('returns the effect at item %s for key %s', (activeId, key, effect) => {
    expect(press(activeId, key)).toEqual(effect);
  });

  it('expands a collapsed item before it moves to a child, and moves from the item to its parent', () => {
    const closed = new Set(['security']);
    expect(press('security', 'ArrowRight', closed)).toEqual({ kind: 'expand', ids: ['security'] });
    expect(press('security', 'ArrowLeft', closed)).toEqual({ kind: 'focus', id: 'root' });
  });
});

describe('visibleRows with children that are not loaded', () => {
  const some: TreeItem<string>[] = [
    {
      id: 'root',
      data: 'root',
      size: 90,
      rest: { label: 'Show more' },
      children: [leaf('a'), { ...leaf('b'), rest: { label: 'Loading', busy: true } }],
    },
  ];
  const rows = (...open: string[]) => visibleRows(some, (id) => open.includes(id));

  it('counts all siblings and adds a row that loads more', () => {
    expect(rows('root').find(({ id }) => id === 'a')).toMatchObject({ position: 1, siblings: 90 });
    expect(rows('root').at(-1)).toEqual({
      kind: 'rest',
      id: 'root rest',
      parentId: 'root',
      level: 2,
      index: 5,
      label: 'Show more',
      busy: false,
    });
  });

  it('lets an item expand before any of its children is loaded', () => {
    expect(rows('root').find(({ id }) => id === 'b')).toMatchObject({ expandable: true, expanded: false });
    expect(rows('root', 'b').map(({ id }) => id)).toEqual(['root', 'a', 'b', 'b rest', 'root rest']);
    expect(treeKey(rows('root'), 'b', 'ArrowRight')).toEqual({ kind: 'expand', ids: ['b'] });
  });

  it('makes the row that loads more reachable by keyboard and returns to the parent with ArrowLeft', () => {
    expect(treeKey(rows('root'), 'b', 'ArrowDown')).toEqual({ kind: 'focus', id: 'root rest' });
    expect(treeKey(rows('root'), 'root rest', 'ArrowRight')).toBeNull();
    expect(treeKey(rows('root'), 'root rest', 'ArrowLeft')).toEqual({ kind: 'focus', id: 'root' });
  });
});

describe('treeKey with an asterisk', () => {
  const siblings: TreeItem<string>[] = [
    { id: 'a', data: 'a', children: [leaf('a1')] },
    leaf('b'),
    { id: 'c', data: 'c', children: [leaf('c1')] },
  ];

  it('expands the collapsed siblings of the active row and the row itself', () => {
    const rows = (open: string[]) => visibleRows(siblings, (id) => open.includes(id));
    expect(treeKey(rows([]), 'b', '*')).toEqual({ kind: 'expand', ids: ['a', 'c'] });
    expect(treeKey(rows(['a']), 'a', '*')).toEqual({ kind: 'expand', ids: ['c'] });
    expect(treeKey(rows(['a']), 'a1', '*')).toBeNull();
  });
});

describe('the index of a row', () => {
  it('counts the children of collapsed items and stays the same when they are expanded', () => {
    const index = (collapsed: ReadonlySet<string>) => rowsOf(collapsed).find(({ id }) => id === 'management')?.index;
    expect([index(OPEN), index(new Set(['security']))]).toEqual([5, 5]);
    expect(rowCount(TREE)).toBe(5);
  });

  it('counts children that are not loaded, and rowCount is unknown while they may have children', () => {
    const partial = [{ ...leaf('a'), size: 30, rest: { label: 'Show more' }, children: [leaf('a1')] }, leaf('b')];
    for (const open of [true, false]) expect(visibleRows(partial, () => open).at(-1)).toMatchObject({ id: 'b', index: 32 });
    expect(rowCount(partial)).toBe(-1);
  });
});

describe('rowByName', () => {
  const find = (activeId: string, typed: string) => rowByName(rowsOf(OPEN), activeId, typed, (name) => name.toUpperCase());

  it.each([
    ['root', 's', 'security'],
    ['security', 's', 'security'],
    ['security', 'r', 'root'],
    ['logs', 'a', 'audit'],
    ['security', 'se', 'security'],
    ['root', 'x', null],
  ])('from %s finds the row for the typed text %s', (activeId, typed, id) => {
    expect(find(activeId, typed)).toBe(id);
  });
});

describe('isMovableInto', () => {
  it.each([
    ['management', 'security', true],
    ['audit', 'root', true],
    ['audit', 'security', false],
    ['security', 'security', false],
    ['root', 'security', false],
    ['gone', 'security', false],
  ])('moving %s into %s: %s', (id, target, movable) => {
    expect(isMovableInto(TREE, id, target)).toBe(movable);
  });
});
