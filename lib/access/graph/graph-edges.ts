import {
  type AccessEdge,
  AccessEdges,
  type AccessModel,
  type EscalationReport,
  type EscalationStep,
} from '@gatehouse/policy/analyze';
import type { StatementRef } from '@gatehouse/policy/evaluate';
import { giveWay, grouped, takeInTurns } from '../../core/bulk';
import { actionIndex } from '../action-index';
import { escalationReport } from '../escalation/operations';
import { parseSubject } from '../subject-arn';
import { MOST_OF_NODE } from './limits';

/** An edge of the picture: what the engine decides of two nodes, that a user is in a group, or a step towards everything. */
export type GraphEdge = {
  from: string;
  to: string;
  kind: AccessEdge['kind'] | 'member' | 'administrator' | 'escalate';
  access: 'always' | 'sometimes';
  deciding: readonly StatementRef[];
  action?: string;
  resource?: string;
  outside?: AccessEdge['outside'];
  /** Of `escalate`: what is done, in order. */
  steps?: readonly EscalationStep[];
};

type NodeEdges = { edges: readonly GraphEdge[]; more: boolean };

const ADMINISTRATOR = 'administrator:';

/** The node that stands for everything in an account. */
export function administratorOf(accountId: string): string {
  return `${ADMINISTRATOR}${accountId}`;
}

/** @returns the account of the node that stands for everything in one, null for other nodes */
export function accountOfAdministrator(id: string): string | null {
  return id.startsWith(ADMINISTRATOR) ? id.slice(ADMINISTRATOR.length) : null;
}

/** The edges of a model from and to its nodes, worked out where they are asked for. */
export class GraphEdges {
  private outside: Promise<ReadonlyMap<string, GraphEdge[]>> | undefined;

  private constructor(
    private readonly model: AccessModel,
    private readonly decided: AccessEdges,
    private readonly risingFrom: ReadonlyMap<string, readonly GraphEdge[]>,
    private readonly risingTo: ReadonlyMap<string, readonly GraphEdge[]>,
    private readonly memberships: ReadonlyMap<string, readonly GraphEdge[]>,
    private readonly members: ReadonlyMap<string, readonly GraphEdge[]>,
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
    );
  }

  /** At most `MOST_OF_NODE`, and whether there may be more. */
  async from(id: string): Promise<NodeEdges> {
    const outside = this.decided.has(id) ? undefined : (await this.allFromOutside()).get(id);
    const decided = outside ?? (await takeInTurns(this.decided.from(id, MOST_OF_NODE + 1)));
    return bounded([...(this.risingFrom.get(id) ?? []), ...(this.memberships.get(id) ?? []), ...decided]);
  }

  async to(id: string): Promise<NodeEdges> {
    const decided = (await takeInTurns(this.decided.to(id, MOST_OF_NODE + 1))).map(byAccountId);
    return bounded([...(this.risingTo.get(id) ?? []), ...(this.members.get(id) ?? []), ...decided]);
  }

  /** Of the edges to a role or a resource those from outside of the model. */
  async fromOutside(id: string): Promise<GraphEdge[]> {
    return (await takeInTurns(this.decided.fromOutside(id))).map(byAccountId);
  }

  /** Every edge from outside, by whom it is from: who is outside is known by the policies alone that name them. */
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

/** Who is in which group. */
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

function bounded(edges: readonly GraphEdge[]): NodeEdges {
  return { edges: edges.slice(0, MOST_OF_NODE), more: edges.length > MOST_OF_NODE };
}

/** Policies name an account by its id or by the ARN of its root user: either is the same node. */
function byAccountId(edge: AccessEdge): AccessEdge {
  const { kind, accountId } = edge.outside ?? {};
  return kind === 'account' && accountId ? { ...edge, from: accountId } : edge;
}

/**
 * The edges of escalation paths, each once: what brings one principal to the next, or to everything in its account; and that those are there
 * already who are administrators.
 */
async function risingEdges({ administrators, paths }: EscalationReport): Promise<GraphEdge[]> {
  const edges = new Map<string, GraphEdge>();
  const there = new Set(administrators);
  for (const arn of administrators) {
    const to = administratorOf(parseSubject(arn)?.accountId ?? '');
    edges.set(arn, { from: arn, to, kind: 'administrator', access: 'always', deciding: [] });
  }
  for (const { steps } of paths) {
    for (const [from, own] of grouped(steps, ({ by }) => by)) {
      const last = own.at(-1);
      const next = steps[steps.findLastIndex(({ by }) => by === from) + 1]?.by;
      if (last === undefined) continue;
      const end = there.has(last.on) ? last.on : administratorOf(parseSubject(from)?.accountId ?? '');
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
