import { type AccessEdge, AccessEdges, type AccessModel, type EscalationReport } from '@gatehouse/policy/analyze';
import { accountPartOf } from '@gatehouse/policy/arn';
import { giveWay, grouped, takeInTurns } from '../../core/work/bulk';
import { escalationReport } from '../escalation/operations';
import { actionIndex } from '../model/action-index';
import { DirectoryEdges } from './directory-edges';
import type { GraphEdge } from './graph-edge';
import { MOST_OF_NODE } from './limits';

type NodeEdges = { edges: readonly GraphEdge[]; more: boolean };

const ADMINISTRATOR = 'administrator:';

/** Returns the id of the node that stands for full access to an account. */
export function administratorOf(accountId: string): string {
  return `${ADMINISTRATOR}${accountId}`;
}

/** @returns the account of a full-access node, null for other nodes */
export function accountOfAdministrator(id: string): string | null {
  return id.startsWith(ADMINISTRATOR) ? id.slice(ADMINISTRATOR.length) : null;
}

/** Computes the edges of a model's nodes on request. */
export class GraphEdges {
  private outside: Promise<ReadonlyMap<string, GraphEdge[]>> | undefined;

  private constructor(
    private readonly model: AccessModel,
    private readonly decided: AccessEdges,
    private readonly risingFrom: ReadonlyMap<string, readonly GraphEdge[]>,
    private readonly risingTo: ReadonlyMap<string, readonly GraphEdge[]>,
    private readonly memberships: ReadonlyMap<string, readonly GraphEdge[]>,
    private readonly members: ReadonlyMap<string, readonly GraphEdge[]>,
    readonly directory: DirectoryEdges,
  ) {}

  static async of(model: AccessModel, names: ReadonlyMap<string, string>): Promise<GraphEdges> {
    const decided = await takeInTurns(AccessEdges.of({ ...model, names }, await actionIndex()));
    const rising = await risingEdges(await escalationReport(model));
    const joined = await memberEdges(model);
    return new GraphEdges(
      model,
      decided,
      grouped(rising, ({ from }) => from),
      grouped(rising, ({ to }) => to),
      grouped(joined, ({ from }) => from),
      grouped(joined, ({ to }) => to),
      await DirectoryEdges.of(model),
    );
  }

  /** Returns at most `MOST_OF_NODE` edges, and whether there may be more. */
  async from(id: string): Promise<NodeEdges> {
    const inDirectory = this.directory.from(id);
    if (inDirectory.length > 0) return bounded(inDirectory);
    const outside = this.decided.has(id) ? undefined : (await this.allFromOutside()).get(id);
    const decided = outside ?? (await takeInTurns(this.decided.from(id, MOST_OF_NODE + 1)));
    return bounded([...(this.risingFrom.get(id) ?? []), ...(this.memberships.get(id) ?? []), ...decided]);
  }

  async to(id: string): Promise<NodeEdges> {
    const decided = (await takeInTurns(this.decided.to(id, MOST_OF_NODE + 1))).map(byAccountId);
    return bounded([...(this.risingTo.get(id) ?? []), ...(this.members.get(id) ?? []), ...this.directory.to(id), ...decided]);
  }

  /** Returns the edges to a role or resource that come from outside the model. */
  async fromOutside(id: string): Promise<GraphEdge[]> {
    return (await takeInTurns(this.decided.fromOutside(id))).map(byAccountId);
  }

  /** Returns all edges from outside by their origin. Only the policies that name outside principals reveal them. */
  private allFromOutside(): Promise<ReadonlyMap<string, GraphEdge[]>> {
    this.outside ??= this.findFromOutside();
    return this.outside;
  }

  private async findFromOutside(): Promise<ReadonlyMap<string, GraphEdge[]>> {
    const edges: GraphEdge[] = [];
    const roles = this.model.accounts.flatMap(({ principals }) => principals.filter(({ trust }) => trust !== undefined));
    for (const { arn } of [...roles, ...this.model.resources]) edges.push(...(await this.fromOutside(arn)));
    return grouped(edges, ({ from }) => from);
  }
}

/** Returns an edge for each group membership. */
async function memberEdges({ accounts }: AccessModel): Promise<GraphEdge[]> {
  const edges: GraphEdge[] = [];
  for (const { principals, groups } of accounts) {
    const arns = new Map(groups.map(({ name, arn }) => [name, arn]));
    for (const { arn: from, groups: names = [] } of principals) {
      for (const to of names.flatMap((name) => arns.get(name) ?? []))
        edges.push({ from, to, kind: 'member', access: 'always', deciding: [] });
    }
    await giveWay();
  }
  return edges;
}

/** Returns at most some edges of a node, and whether there are more. */
export function bounded(edges: readonly GraphEdge[], most = MOST_OF_NODE): NodeEdges {
  return { edges: edges.slice(0, most), more: edges.length > most };
}

/** Policies name an account by its id or by its root user's ARN. Both become one node. */
function byAccountId(edge: AccessEdge): AccessEdge {
  const { kind, accountId } = edge.outside ?? {};
  return kind === 'account' && accountId ? { ...edge, from: accountId } : edge;
}

/**
 * Returns each edge of the escalation paths once: from a principal to the next or to full access, and from administrators to full access.
 */
async function risingEdges({ administrators, paths }: EscalationReport): Promise<GraphEdge[]> {
  const edges = new Map<string, GraphEdge>();
  const there = new Set(administrators);
  for (const arn of administrators) {
    const to = administratorOf(accountPartOf(arn));
    edges.set(arn, { from: arn, to, kind: 'administrator', access: 'always', deciding: [] });
  }
  for (const { steps } of paths) {
    for (const [from, own] of grouped(steps, ({ by }) => by)) {
      const last = own.at(-1);
      const next = steps[steps.findLastIndex(({ by }) => by === from) + 1]?.by;
      if (last === undefined) continue;
      // A permission set's role is in any account.
      const end = there.has(last.on) ? last.on : administratorOf(accountPartOf(last.method === 'signIn' ? last.on : from));
      const to = next ?? end;
      const needs = own.flatMap((step) => step.needs);
      const key = JSON.stringify([from, to, own.map(({ method, on, value }) => [method, on, value])]);
      edges.set(key, {
        from,
        to,
        kind: 'escalate',
        access: needs.every(({ access }) => access === 'always') ? 'always' : 'sometimes',
        deciding: needs.flatMap(({ deciding }) => deciding),
        steps: own,
      });
    }
    await giveWay();
  }
  return [...edges.values()];
}
