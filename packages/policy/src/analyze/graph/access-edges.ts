import { serviceOfArn } from '../../arn/parse-arn';
import type { ReachLevel } from '../../services/resource-types';
import type { ActionIndex } from '../actions/action-index';
import { Actor } from '../escalation/actor';
import { pickActions } from '../escalation/asked-actions';
import { kindOf } from '../escalation/steps';
import type { AccessModel, AccessResource } from '../model/access-model';
import type { AccessAnswer } from '../model/ask-known';
import { type Member, type ModelIndex, modelIndexOf } from '../model/model-index';
import { type NamedBy, namedBy } from '../model/named-by';
import { type PolicyGrant, policyGrantsSteps } from '../resources/policy-grants';
import { askedText, hasPolicyOfItsOwn, REACH_LEVELS, REACH_QUESTIONS } from '../resources/reach-questions';
import type { Steps } from '../steps';
import { canAssume, type TrustIndex, trustIndexOf } from '../who-can/assume-role';

/** An action that one node may do with another, as decided by all policies that apply. */
export type AccessEdge = Pick<AccessAnswer, 'deciding'> & {
  /**
   * The ARN of a user or role of the model or of a resource that runs code, an external principal as policies name it, or `*` for
   * everybody.
   */
  from: string;
  /** The ARN of a role or resource. */
  to: string;
  /** `run` means that the resource runs with the role. The others classify the action. */
  kind: 'assume' | 'pass' | 'run' | ReachLevel;
  action: string;
  /** The evaluated resource: the objects of a bucket, if the action is about objects. */
  resource: string;
  access: 'always' | 'sometimes';
  /** Set for principals outside the model. */
  outside?: { kind: Exclude<PolicyGrant['kind'], 'member'>; accountId: string | null };
};

const ASSUME = ['sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity'];
const PASS = 'iam:PassRole';
const questionsOf = (service: string) => REACH_LEVELS.flatMap((level) => REACH_QUESTIONS[service]?.[level] ?? []);
const ASKED: ReadonlySet<string> = new Set([...ASSUME, PASS, ...Object.keys(REACH_QUESTIONS).flatMap(questionsOf)]);

/**
 * Finds who may assume, pass and reach what in a model, for one member or resource at a time, so that a graph can begin anywhere and stop
 * anywhere. Uninformative edges are left out: what administrators reach and pass. Principals allowed only by a policy for everybody count
 * as everybody.
 */
export class AccessEdges {
  private readonly trust: TrustIndex;
  private readonly actors = new Map<Member, Actor>();
  private readonly owned = new Map<string, AccessResource[]>();
  private readonly named = new Map<AccessResource, NamedBy>();
  private readonly namingMember = new Map<Member, AccessResource[]>();
  private readonly namingAccount = new Map<string, AccessResource[]>();
  private readonly runningAs = new Map<string, AccessResource[]>();

  private constructor(
    private readonly model: AccessModel,
    private readonly index: ModelIndex,
    private readonly asked: ActionIndex,
  ) {
    this.trust = trustIndexOf(model);
  }

  /** Prepares the edges of a model. @param actions the catalog's actions */
  static *of(model: AccessModel, actions: ActionIndex): Steps<AccessEdges> {
    const edges = new AccessEdges(model, modelIndexOf(model), yield* pickActions(actions, ASKED));
    for (const resource of model.resources) {
      yield;
      edges.note(resource);
    }
    return edges;
  }

  private note(resource: AccessResource): void {
    const { arn, accountId, runs } = resource;
    if (runs?.role !== undefined) push(this.runningAs, runs.role, resource);
    if (!hasPolicyOfItsOwn(arn)) return;
    push(this.owned, accountId, resource);
    const named = namedBy(resource.policy);
    this.named.set(resource, named);
    for (const member of new Set([...named.names].flatMap((name) => this.index.member(name) ?? [])))
      push(this.namingMember, member, resource);
    for (const account of named.accounts) if (account !== accountId) push(this.namingAccount, account, resource);
  }

  /** Tests whether an ARN is a principal or resource of the model. */
  has(arn: string): boolean {
    return this.index.member(arn) !== undefined || this.index.resource(arn)?.arn === arn;
  }

  /** Returns the edges from a member or from a resource that runs code. @param most stops after about this many edges */
  *from(arn: string, most = Number.POSITIVE_INFINITY): Steps<AccessEdge[]> {
    const resource = this.index.resource(arn);
    if (resource?.arn === arn) return runEdges([resource]);
    const member = this.index.member(arn);
    if (member === undefined || member.entry.principal.type === 'Root') return [];
    const edges: AccessEdge[] = [];
    for (const role of this.trust.rolesFor(member)) {
      if (edges.length >= most) return edges;
      yield;
      edges.push(...this.assume(member, role));
    }
    if (this.actorOf(member).isAdministrator()) return edges;
    if (this.can(member, PASS)) {
      for (const role of this.index.membersOf(member.account.accountId)) {
        if (edges.length >= most) return edges;
        yield;
        edges.push(...this.pass(member, role));
      }
    }
    for (const reached of this.resourcesFor(member)) {
      if (edges.length >= most) return edges;
      yield;
      edges.push(...this.reach(member, reached));
    }
    return edges;
  }

  /** Returns the edges to a role or resource, including those from outside. `most` is as for `from`. */
  *to(arn: string, most = Number.POSITIVE_INFINITY): Steps<AccessEdge[]> {
    const role = this.index.member(arn);
    if (role !== undefined) return role.entry.trust === undefined ? [] : yield* this.toRole(role, most);
    const resource = this.index.resource(arn);
    return resource?.arn === arn && this.named.has(resource) ? yield* this.toResource(resource, most) : [];
  }

  private *toRole(role: Member, most: number): Steps<AccessEdge[]> {
    const edges = [...runEdges(this.runningAs.get(role.entry.arn) ?? []), ...(yield* this.fromOutside(role.entry.arn))];
    for (const member of this.trust.candidatesFor(role)) {
      if (edges.length >= most) return edges;
      yield;
      if (member.entry.principal.type !== 'Root') edges.push(...this.assume(member, role));
    }
    for (const member of this.index.membersOf(role.account.accountId)) {
      if (edges.length >= most) return edges;
      yield;
      if (this.can(member, PASS) && !this.actorOf(member).isAdministrator()) edges.push(...this.pass(member, role));
    }
    return edges;
  }

  private *toResource(resource: AccessResource, most: number): Steps<AccessEdge[]> {
    const edges = yield* this.fromOutside(resource.arn);
    const named = this.named.get(resource);
    const accounts = [resource.accountId, ...[...(named?.accounts ?? [])].filter((id) => id !== resource.accountId)];
    const members = [...(named?.names ?? [])].flatMap((name) => this.index.member(name) ?? []);
    const actions = questionsOf(serviceOf(resource));
    for (const member of new Set([...members, ...accounts.flatMap((id) => this.index.membersOf(id))])) {
      if (edges.length >= most) return edges;
      yield;
      if (member.entry.principal.type === 'Root' || this.actorOf(member).isAdministrator()) continue;
      if (members.includes(member) || actions.some((action) => this.can(member, action)))
        edges.push(...this.reach(member, resource));
    }
    return edges;
  }

  /** Returns the edges from outside the model by the policy of a role or resource: for one action, or one per level. */
  *fromOutside(arn: string): Steps<AccessEdge[]> {
    const role = this.index.member(arn);
    const resource: AccessResource | undefined =
      role?.entry.trust === undefined
        ? this.index.resource(arn)
        : { arn, accountId: role.account.accountId, policy: role.entry.trust };
    if (resource === undefined) return [];
    const edges: AccessEdge[] = [];
    for (const { principal: from, kind, accountId, actions } of yield* policyGrantsSteps(this.model, resource, this.asked)) {
      if (kind === 'member' || (accountId !== null && this.index.account(accountId) !== undefined)) continue;
      const outside = { kind, accountId };
      const best = (names: readonly string[]) => bestOf(actions.filter(({ action }) => names.includes(action)));
      if (role !== undefined) {
        const answer = best(ASSUME);
        if (answer) edges.push({ from, to: arn, kind: 'assume', ...answer, outside });
        continue;
      }
      for (const level of REACH_LEVELS) {
        const answer = best(REACH_QUESTIONS[serviceOf(resource)]?.[level] ?? []);
        if (answer) edges.push({ from, to: arn, kind: level, ...answer, outside });
      }
    }
    return edges;
  }

  private actorOf(member: Member): Actor {
    const known = this.actors.get(member) ?? new Actor(this.index, this.asked, member.account, member.entry);
    this.actors.set(member, known);
    return known;
  }

  /** Tests whether a member's own policies allow an action on anything. */
  private can(member: Member, action: string): boolean {
    return member.entry.principal.type !== 'Root' && this.actorOf(member).can(action) !== 'never';
  }

  /**
   * Returns the resources that a member could reach: those of its account, if its policies allow anything there, and those that name it or
   * its account.
   */
  private resourcesFor(member: Member): Iterable<AccessResource> {
    const { accountId } = member.account;
    const services = new Set(
      Object.keys(REACH_QUESTIONS).filter((service) => questionsOf(service).some((action) => this.can(member, action))),
    );
    const able = (resource: AccessResource) => services.has(serviceOf(resource));
    return new Set([
      ...(this.namingMember.get(member) ?? []),
      ...(this.namingAccount.get(accountId) ?? []).filter(able),
      ...(this.owned.get(accountId) ?? []).filter(able),
    ]);
  }

  private assume(member: Member, role: Member): AccessEdge[] {
    const { access, deciding } = canAssume(this.index, member, role);
    if (access === 'never') return [];
    const { arn: to } = role.entry;
    return [{ from: member.entry.arn, to, kind: 'assume', action: 'sts:AssumeRole', resource: to, access, deciding }];
  }

  private pass(member: Member, role: Member): AccessEdge[] {
    if (member === role || role.entry.trust === undefined || kindOf(role.entry) === null) return [];
    const { arn: to } = role.entry;
    const need = this.actorOf(member).need(PASS, to);
    return need === null ? [] : [{ from: member.entry.arn, to, kind: 'pass', ...need }];
  }

  private reach(member: Member, resource: AccessResource): AccessEdge[] {
    const actor = this.actorOf(member);
    return REACH_LEVELS.flatMap((level): AccessEdge[] => {
      const actions = REACH_QUESTIONS[serviceOf(resource)]?.[level] ?? [];
      const best = bestOf(actions.flatMap((action) => actor.need(action, askedText(resource.arn, action)) ?? []));
      return best === null ? [] : [{ from: member.entry.arn, to: resource.arn, kind: level, ...best }];
    });
  }
}

function runEdges(resources: readonly AccessResource[]): AccessEdge[] {
  return resources.flatMap(({ arn: from, runs }): AccessEdge[] =>
    runs?.role === undefined
      ? []
      : [{ from, to: runs.role, kind: 'run', action: 'sts:AssumeRole', resource: runs.role, access: 'always', deciding: [] }],
  );
}

/** Returns the first certain answer, or else the first. */
function bestOf<Answer extends { access: 'always' | 'sometimes' }>(answers: readonly Answer[]): Answer | null {
  return answers.find(({ access }) => access === 'always') ?? answers[0] ?? null;
}

function serviceOf({ arn }: Pick<AccessResource, 'arn'>): string {
  return serviceOfArn(arn);
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
