import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DiagramAccount, DiagramUnit, Mark } from './diagram-tree';
import { allBelow, type Box, drawnAccounts, type Layout, layOut, shownAtFirst } from './lay-out';

type Shape = { named: number; unnamed: number; marks: number; below: Shape[] };

const { shape } = fc.letrec<{ shape: Shape; below: Shape[] }>((tie) => ({
  shape: fc.record(
    {
      named: fc.oneof({ weight: 4, arbitrary: fc.nat(6) }, fc.nat(60)),
      unnamed: fc.oneof({ weight: 5, arbitrary: fc.constant(0) }, fc.nat(3000)),
      marks: fc.nat(4),
      below: tie('below'),
    },
    { noNullPrototype: true },
  ),
  below: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant<Shape[]>([]),
    fc.array(tie('shape'), { maxLength: 6, depthIdentifier: 'units' }),
  ),
}));

const MARK: Mark = { kind: 'policies', type: 'TAG_POLICY', names: ['cost-center'] };

function treeOf(top: Shape): DiagramUnit {
  let next = 0;
  const unitOf = (kind: 'root' | 'unit', { named, unnamed, marks, below }: Shape): DiagramUnit => {
    const id = `${kind}-${next++}`;
    const accounts = Array.from({ length: named }, (_, index): DiagramAccount => {
      const some = Array.from({ length: index % (marks + 1) }, () => MARK);
      return { kind: 'account', id: `account-${next++}`, name: 'account', marks: some };
    });
    const units = below.map((each) => unitOf('unit', each));
    const accountCount = named + unnamed;
    return {
      kind,
      id,
      name: id,
      marks: Array.from({ length: marks }, () => MARK),
      units,
      accounts,
      accountCount,
      below: {
        units: units.reduce((sum, unit) => sum + 1 + unit.below.units, 0),
        accounts: units.reduce((sum, unit) => sum + unit.below.accounts, accountCount),
      },
    };
  };
  return unitOf('root', top);
}

/** A tree with a choice of open units and of units that show each account. */
const drawing = fc.tuple(shape, fc.infiniteStream(fc.boolean())).map(([top, choices]) => {
  const tree = treeOf(top);
  const chosen = new Map<string, [open: boolean, accounts: boolean]>();
  for (const { id } of [tree, ...allBelow(tree)]) chosen.set(id, [choices.next().value, choices.next().value]);
  return {
    tree,
    isOpen: (id: string) => chosen.get(id)?.[0] ?? true,
    showsAccounts: (id: string) => chosen.get(id)?.[1] ?? true,
  };
});

const isOver = (a: Box, b: Box) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function overlaps({ boxes }: Layout): [string, string][] {
  return boxes.flatMap((box, index) =>
    boxes.slice(index + 1).flatMap((other) => (isOver(box, other) ? [[box.node.id, other.node.id] as [string, string]] : [])),
  );
}

/** Returns the boxes that lines cross. */
function crossed({ boxes, lines }: Layout): string[] {
  const segments = lines.flatMap((line) => line.slice(1).map((to, index) => [line[index] ?? to, to] as const));
  return boxes.flatMap(({ node, x, y, width, height }) =>
    segments.some(
      ([[x1, y1], [x2, y2]]) =>
        Math.max(x1, x2) > x && Math.min(x1, x2) < x + width && Math.max(y1, y2) > y && Math.min(y1, y2) < y + height,
    )
      ? [node.id]
      : [],
  );
}

describe('layOut', () => {
  it('lays no box over another, and no line across a box', () => {
    fc.assert(
      fc.property(drawing, ({ tree, ...shown }) => {
        const layout = layOut(tree, shown);
        expect(overlaps(layout)).toEqual([]);
        expect(crossed(layout)).toEqual([]);
      }),
    );
  });

  it('draws everything inside of the picture, and below its parent', () => {
    fc.assert(
      fc.property(drawing, ({ tree, ...shown }) => {
        const { boxes, frames, lines, width, height } = layOut(tree, shown);
        for (const part of [...boxes, ...frames]) {
          expect(Math.min(part.x, part.y)).toBeGreaterThanOrEqual(0);
          expect(part.x + part.width).toBeLessThanOrEqual(width);
          expect(part.y + part.height).toBeLessThanOrEqual(height);
        }
        for (const [x, y] of lines.flat()) expect(x <= width && y <= height).toBe(true);
        const byId = new Map(boxes.map((box) => [box.node.id, box]));
        for (const { parentId, level, x, y, node } of boxes) {
          const parent = byId.get(parentId ?? '');
          if (!parent) expect(node.kind).toBe('root');
          else {
            expect(level).toBe(parent.level + 1);
            expect(y > parent.y || x > parent.x).toBe(true);
          }
        }
      }),
    );
  });

  it('shows or counts every OU and account', () => {
    fc.assert(
      fc.property(drawing, ({ tree, ...shown }) => {
        const { boxes } = layOut(tree, shown);
        const ids = boxes.map(({ node }) => node.id);
        expect(new Set(ids).size).toBe(ids.length);
        let [units, accounts] = [0, 0];
        for (const { node } of boxes) {
          if (node.kind === 'account') accounts += 1;
          else if (node.kind === 'rest') accounts += node.count;
          else {
            units += 1;
            // A closed unit counts what is below it.
            if (!shown.isOpen(node.id)) {
              units += node.below.units;
              accounts += node.below.accounts;
            }
          }
        }
        expect({ units: units - 1, accounts }).toEqual(tree.below);
      }),
    );
  });

  it('draws a picture that can be read before anything is opened', () => {
    fc.assert(
      fc.property(shape, (top) => {
        const tree = treeOf(top);
        const { open, accounts } = shownAtFirst(tree);
        const { boxes } = layOut(tree, { isOpen: (id) => open.has(id), showsAccounts: (id) => accounts.has(id) });
        expect(open.has(tree.id)).toBe(true);
        const atTop = 1 + tree.units.length + drawnAccounts(tree, false).length;
        expect(boxes.length).toBeLessThanOrEqual(Math.max(150, atTop));
      }),
    );
  });

  it('comes close to paper in landscape for an organization of many OUs', () => {
    const unit = { named: 5, unnamed: 0, marks: 1, below: [] };
    for (const count of [6, 12, 24, 48, 200]) {
      const tree = treeOf({ named: 1, unnamed: 0, marks: 1, below: Array.from({ length: count }, () => unit) });
      const { width, height } = layOut(tree, { isOpen: () => true, showsAccounts: () => true });
      expect(width / height).toBeGreaterThan(0.9);
      expect(width / height).toBeLessThan(2.6);
    }
  });

  it('lays out 1,000 accounts and 100 OUs in a few milliseconds', () => {
    const unit = { named: 10, unnamed: 0, marks: 2, below: [] };
    const tree = treeOf({ named: 0, unnamed: 0, marks: 0, below: Array.from({ length: 100 }, () => unit) });
    const started = performance.now();
    const { boxes } = layOut(tree, { isOpen: () => true, showsAccounts: () => true });
    expect(boxes.length).toBe(1_101);
    expect(performance.now() - started).toBeLessThan(100);
  });
});
