import type { AccessGraph } from '@/lib/access/graph/operations';
import { type NodeKind, RELATIONS, type Relation } from './relation-words';

/** The shown part of a graph, by positions in the response. */
type ShownPart = { nodes: readonly number[]; edges: readonly number[] };

/** Returns the part without hidden nodes and relations, and without nodes that only those lead to. */
export function shownPart(
  { Nodes, Edges }: Pick<AccessGraph, 'Nodes' | 'Edges'>,
  hidden: { kinds: ReadonlySet<NodeKind>; relations: ReadonlySet<Relation>; focus: string | null },
): ShownPart {
  const isShown = (at: number) => !hidden.kinds.has(Nodes[at]?.Kind ?? 'User');
  const edges = [...Edges.keys()].filter((at) => {
    const edge = Edges[at];
    return edge !== undefined && !hidden.relations.has(edge.Kind) && isShown(edge.From) && isShown(edge.To);
  });
  const ends = new Set(edges.flatMap((at) => [Edges[at]?.From, Edges[at]?.To]));
  const nodes = [...Nodes.keys()].filter((at) => ends.has(at) || Nodes[at]?.Id === hidden.focus);
  return { nodes, edges };
}

/** All relations between two nodes, as one line of the graph. */
export type GraphLine = {
  from: number;
  to: number;
  /** In order of importance. */
  relations: readonly Relation[];
  /** True if all of them have conditions. */
  sometimes: boolean;
};

/** Returns one line for each pair of nodes with shown edges. */
export function linesOf({ Edges }: Pick<AccessGraph, 'Edges'>, edges: readonly number[]): GraphLine[] {
  const lines = new Map<string, { from: number; to: number; relations: Set<Relation>; sometimes: boolean }>();
  for (const at of edges) {
    const edge = Edges[at];
    if (edge === undefined) continue;
    const key = `${edge.From} ${edge.To}`;
    const line = lines.get(key) ?? { from: edge.From, to: edge.To, relations: new Set<Relation>(), sometimes: true };
    line.relations.add(edge.Kind);
    line.sometimes &&= edge.Access === 'sometimes';
    lines.set(key, line);
  }
  return [...lines.values()].map(({ relations, ...line }) => ({
    ...line,
    relations: RELATIONS.filter((relation) => relations.has(relation)),
  }));
}

export type Position = { x: number; y: number };
export type ArrowKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

/**
 * Returns the node that an arrow key leads to: right and left along a line to the nearest node at its other end, up and down
 * within the column.
 * @returns null if there is none
 */
export function nextNode(
  lines: readonly GraphLine[],
  positions: ReadonlyMap<number, Position>,
  from: number,
  key: ArrowKey,
): number | null {
  const start = positions.get(from);
  if (start === undefined) return null;
  const nearest = (nodes: readonly number[]): number | null => {
    const placed = nodes.flatMap((node) => {
      const { y } = positions.get(node) ?? {};
      return node === from || y === undefined ? [] : [{ node, away: Math.abs(y - start.y) }];
    });
    return placed.sort((a, b) => a.away - b.away)[0]?.node ?? null;
  };
  if (key === 'ArrowRight') return nearest(lines.flatMap((line) => (line.from === from ? line.to : [])));
  if (key === 'ArrowLeft') return nearest(lines.flatMap((line) => (line.to === from ? line.from : [])));
  const isAhead = (y: number) => (key === 'ArrowDown' ? y > start.y : y < start.y);
  return nearest([...positions].flatMap(([node, { x, y }]) => (x === start.x && isAhead(y) ? node : [])));
}
