import type { AccessModel } from '@gatehouse/policy/analyze';
import { BoundedMap } from '../../core/cache/bounded-map';
import { giveWay } from '../../core/work/bulk';
import { escalationReport } from '../escalation/operations';
import type { GraphEdge } from './graph-edge';
import { administratorOf, bounded, GraphEdges } from './graph-edges';
import { MOST_ASSIGNED, MOST_EDGES, MOST_NODES } from './limits';

/** A graph before it is reduced to what the viewer may see. */
export type FoundGraph = {
  /** The nodes with their distance in steps from the focus, or 0 for all without a focus. */
  nodes: ReadonlyMap<string, number>;
  edges: readonly GraphEdge[];
  /** The number of examined users, roles and resources without edges. */
  alone: number;
  /** The number of nodes that were not examined because the graph was full. */
  left: number;
  /** The number of nodes with left-out edges, because they have very many or the graph was full. */
  cut: number;
};

const GRAPHS_KEPT = 20;

type Kept = { stamp: string; edges: Promise<GraphEdges>; graphs: BoundedMap<string, FoundGraph> };
const kept = new WeakMap<AccessModel, Kept>();

/**
 * Finds the graph of a model, or the part within some steps of one node. It is cached with the model.
 * @param names the names of unique ids outside the model, which change independently of it
 */
export async function findGraph(
  model: AccessModel,
  names: ReadonlyMap<string, string>,
  asked: { focus: string | undefined; steps: number },
): Promise<FoundGraph> {
  const stamp = JSON.stringify([...names]);
  const known = kept.get(model);
  const of: Kept =
    known?.stamp === stamp ? known : { stamp, edges: GraphEdges.of(model, names), graphs: new BoundedMap(GRAPHS_KEPT) };
  kept.set(model, of);
  const key = JSON.stringify(asked.focus === undefined ? [] : [asked.focus, asked.steps]);
  const found = of.graphs.get(key);
  if (found) return found;
  const edges = await of.edges.catch((error: unknown) => {
    kept.delete(model);
    throw error;
  });
  const graph = asked.focus === undefined ? await wholeGraph(model, edges) : await graphAround(edges, asked.focus, asked.steps);
  of.graphs.set(key, graph);
  return graph;
}

class Gathered {
  readonly nodes = new Map<string, number>();
  readonly cut = new Set<string>();
  private readonly edges = new Map<string, GraphEdge>();

  get isFull(): boolean {
    return this.nodes.size >= MOST_NODES || this.edges.size >= MOST_EDGES;
  }

  /** @returns false if the edge or its nodes did not fit */
  add(edge: GraphEdge, distance: number): boolean {
    const { from, to, kind, steps = [] } = edge;
    const key = JSON.stringify([from, to, kind, ...steps.map(({ method, on, value }) => [method, on, value])]);
    if (this.edges.has(key)) return true;
    const fresh = [from, to].filter((id) => !this.nodes.has(id));
    if (this.edges.size >= MOST_EDGES || this.nodes.size + fresh.length > MOST_NODES) return false;
    this.edges.set(key, edge);
    for (const id of fresh) this.nodes.set(id, distance);
    return true;
  }

  done(alone: number, left: number): FoundGraph {
    return { nodes: this.nodes, edges: [...this.edges.values()], alone, left, cut: this.cut.size };
  }
}

/** Collects escalation paths first, then what principals reach, then who reaches them, until the graph is full. */
async function wholeGraph(model: AccessModel, edges: GraphEdges): Promise<FoundGraph> {
  const { paths } = await escalationReport(model);
  const principals = model.accounts.flatMap((account) => account.principals);
  // The accounts' root users are all alike, so an organization's graph leaves them out.
  const shown = principals.filter(({ principal }) => principal.type !== 'Root' || model.accounts.length === 1);
  const there = new Set(shown.map(({ arn }) => arn));
  const seeds = new Set([
    ...paths.flatMap(({ steps }) => steps.map(({ by }) => by)),
    ...model.resources.map(({ arn }) => arn),
    ...edges.directory.assignees(),
    ...shown.filter(({ trust }) => trust !== undefined).map(({ arn }) => arn),
    ...there,
  ]);
  // Every account of an organization has an administrator role, so only those edges that say more are shown.
  const escalated = new Set(paths.map(({ accountId }) => administratorOf(accountId)));
  const isNews = ({ kind, to }: GraphEdge) => kind !== 'administrator' || model.accounts.length === 1 || escalated.has(to);
  const gathered = new Gathered();
  const without: string[] = [];
  let looked = 0;
  for (const id of seeds) {
    if (gathered.isFull) break;
    looked += 1;
    const assigned = edges.directory.assignmentsOf(id);
    const { edges: own, more } = assigned.length > 0 ? bounded(assigned, MOST_ASSIGNED) : await edges.from(id);
    const all = [...own.filter(isNews), ...(await edges.fromOutside(id))];
    if (all.length === 0) without.push(id);
    if (more) gathered.cut.add(id);
    for (const edge of all) if (!gathered.add(edge, 0)) gathered.cut.add(id);
    await giveWay();
  }
  return gathered.done(without.filter((id) => !gathered.nodes.has(id)).length, seeds.size - looked);
}

/** Collects what a node reaches in so many steps, and what reaches it. */
async function graphAround(edges: GraphEdges, focus: string, steps: number): Promise<FoundGraph> {
  const gathered = new Gathered();
  gathered.nodes.set(focus, 0);
  for (const direction of ['from', 'to'] as const) {
    const seen = new Set([focus]);
    let frontier = [focus];
    for (let distance = 1; distance <= steps; distance += 1) {
      const next: string[] = [];
      for (const id of frontier) {
        // A node that was not examined has edges that are not shown.
        if (gathered.isFull) {
          gathered.cut.add(id);
          continue;
        }
        const { edges: own, more } = await edges[direction](id);
        if (more) gathered.cut.add(id);
        for (const edge of own) {
          const other = direction === 'from' ? edge.to : edge.from;
          if (!gathered.add(edge, distance)) gathered.cut.add(id);
          else if (!seen.has(other)) next.push(other);
          seen.add(other);
        }
        await giveWay();
      }
      frontier = next;
    }
  }
  return gathered.done(0, 0);
}
