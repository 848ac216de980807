import { describe, expect, it } from 'vitest';
import { filterTree, isMovableInto, type TreeItem, treeKey, visibleRows } from './tree-model';

const leaf = (id: string): TreeItem<string> => ({ id, data: id });
const TREE: TreeItem<string>[] = [
  {
    id: 'root',
    data: 'root',
    children: [{ id: 'security', data: 'security', children: [leaf('audit'), leaf('logs')] }, leaf('management')],
  },
];
const OPEN = new Set<string>();
const ids = (collapsed: ReadonlySet<string>) => visibleRows(TREE, collapsed).map(({ id }) => id);

describe('visibleRows', () => {
  it('lists items depth first and leaves out what is under a closed one', () => {
    expect(ids(OPEN)).toEqual(['root', 'security', 'audit', 'logs', 'management']);
    expect(ids(new Set(['security']))).toEqual(['root', 'security', 'management']);
  });

  it('tells level, place and number of siblings', () => {
    const logs = visibleRows(TREE, OPEN).find(({ id }) => id === 'logs');
    expect(logs).toMatchObject({ level: 3, position: 2, siblings: 2, parentId: 'security', expandable: false });
  });
});

describe('treeKey', () => {
  const press = (activeId: string, key: string, collapsed = OPEN) => treeKey(visibleRows(TREE, collapsed), activeId, key);

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
  ])('on %s, %s', (activeId, key, effect) => {
    expect(press(activeId, key)).toEqual(effect);
  });

  it('opens a closed item before entering it, and leaves it to its parent', () => {
    const closed = new Set(['security']);
    expect(press('security', 'ArrowRight', closed)).toEqual({ kind: 'expand', id: 'security' });
    expect(press('security', 'ArrowLeft', closed)).toEqual({ kind: 'focus', id: 'root' });
  });
});

it('filters to the matches and the way to each', () => {
  const found = filterTree(TREE, (name) => name === 'logs');
  expect(visibleRows(found, OPEN).map(({ id }) => id)).toEqual(['root', 'security', 'logs']);
  expect(filterTree(TREE, () => false)).toEqual([]);
});

describe('isMovableInto', () => {
  it.each([
    ['management', 'security', true],
    ['audit', 'root', true],
    ['audit', 'security', false],
    ['security', 'security', false],
    ['root', 'security', false],
    ['gone', 'security', false],
  ])('%s into %s: %s', (id, target, movable) => {
    expect(isMovableInto(TREE, id, target)).toBe(movable);
  });
});
