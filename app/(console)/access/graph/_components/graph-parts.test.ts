import { describe, expect, it } from 'vitest';
import type { AccessGraph } from '@/lib/access/graph/operations';
import { linesOf, nextNode, shownPart } from './graph-parts';
import { layOut, NODE_HEIGHT, NODE_WIDTH } from './lay-out';
import type { Relation } from './relation-words';

const node = (Kind: AccessGraph['Nodes'][number]['Kind'], Name: string) => ({
  Id: Name,
  Kind,
  Name,
  AccountId: null,
  Distance: 0,
});
const edge = (From: number, To: number, Kind: Relation, Access: 'always' | 'sometimes' = 'always') => ({
  From,
  To,
  Kind,
  Access,
  By: [],
});
const graph = {
  Nodes: [node('User', 'ana'), node('Group', 'staff'), node('Role', 'Reader'), node('Resource', 'bucket'), node('User', 'bo')],
  Edges: [
    edge(0, 1, 'member'),
    edge(0, 2, 'assume'),
    edge(2, 3, 'read'),
    edge(2, 3, 'write', 'sometimes'),
    edge(4, 1, 'member'),
    edge(0, 2, 'escalate', 'sometimes'),
  ],
};
const nothing = { kinds: new Set<never>(), relations: new Set<never>(), focus: null };

describe('the access graph', () => {
  it('hides unwanted kinds and relations and unconnected nodes, but never the focused node', () => {
    expect(shownPart(graph, nothing).nodes).toEqual([0, 1, 2, 3, 4]);
    expect(shownPart(graph, { ...nothing, relations: new Set(['member']) })).toEqual({ nodes: [0, 2, 3], edges: [1, 2, 3, 5] });
    expect(shownPart(graph, { ...nothing, kinds: new Set(['Role']), focus: 'Reader' })).toEqual({
      nodes: [0, 1, 2, 4],
      edges: [0, 4],
    });
  });

  it('draws one line between two nodes for all relations, with the most serious relation first', () => {
    expect(linesOf(graph, [1, 2, 3, 5])).toEqual([
      { from: 0, to: 2, relations: ['escalate', 'assume'], sometimes: false },
      { from: 2, to: 3, relations: ['write', 'read'], sometimes: false },
    ]);
    expect(linesOf(graph, [3])[0]?.sometimes).toBe(true);
  });

  it('moves focus along its lines with the arrow keys', () => {
    const lines = linesOf(graph, [0, 1, 2, 4]);
    const positions = new Map(layOut({ nodes: [0, 1, 2, 3, 4], lines }).map(([at, x, y]) => [at, { x, y }]));
    expect(nextNode(lines, positions, 2, 'ArrowRight')).toBe(3);
    expect(nextNode(lines, positions, 2, 'ArrowLeft')).toBe(0);
    expect(nextNode(lines, positions, 3, 'ArrowRight')).toBeNull();
    const [above, below] = [0, 4].sort((a, b) => (positions.get(a)?.y ?? 0) - (positions.get(b)?.y ?? 0)) as [number, number];
    expect(nextNode(lines, positions, above, 'ArrowDown')).toBe(below);
    expect(nextNode(lines, positions, below, 'ArrowUp')).toBe(above);
    expect(nextNode(lines, positions, above, 'ArrowUp')).toBeNull();
  });

  it('places no node over another and splits a long column into several columns', () => {
    const nodes = Array.from({ length: 400 }, (_, at) => at);
    const lines = nodes.slice(1).map((from) => ({ from, to: 0 }));
    const placed = layOut({ nodes, lines });
    expect(new Set(placed.map(([at]) => at)).size).toBe(400);
    const cells = new Set(placed.map(([, x, y]) => `${Math.floor(x / NODE_WIDTH)} ${Math.floor(y / NODE_HEIGHT)}`));
    expect(cells.size).toBe(400);
    const heights = placed.map(([, , y]) => y);
    expect(Math.max(...heights) - Math.min(...heights)).toBeLessThan(30 * 60);
  });
});
