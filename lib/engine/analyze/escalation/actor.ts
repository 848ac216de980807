import type { CompiledResources, CompiledStatement } from '../../evaluate/compile-policy';
import { preparePolicyText } from '../../evaluate/prepare-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import type { RequestContext, StatementRef } from '../../evaluate/types';
import { matchAction } from '../../match/match-action';
import type { ActionIndex } from '../actions/action-index';
import type { AccessAccount, AccessPrincipal } from '../model/access-model';
import { type Access, type AccessAnswer, askedResource, askKnown } from '../model/ask-known';
import { testAllKnown, withKnown } from '../model/known-context';
import { Member, type ModelIndex } from '../model/model-index';
import { principalScope } from '../model/scope';
import { type EffectivePermissions, permissionsInScope } from '../permissions/effective-permissions';

/** One permission that a step takes. */
export type EscalationNeed = {
  action: string;
  resource: string;
  access: 'always' | 'sometimes';
  deciding: readonly StatementRef[];
};

const ALLOW_ALL = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
const everything = preparePolicyText({ id: 'gained', type: 'identity', name: 'gained', origin: { kind: 'inline' } }, ALLOW_ALL);

/** What a principal has that gave itself an administrator's policy. */
export const GAINED_POLICY: readonly PreparedPolicy[] = everything.ok ? [everything.prepared] : [];

/** With these an administrator takes back what a Deny in its own policies keeps from it. */
const REPAIRS = [
  'iam:AttachUserPolicy',
  'iam:AttachRolePolicy',
  'iam:PutUserPolicy',
  'iam:PutRolePolicy',
  'iam:CreatePolicyVersion',
];

/** Whether a statement allows every action on every resource, where its conditions hold. */
export function allowsEverything({ deny, source, resources }: CompiledStatement): boolean {
  if (deny || source.action.negated || resources === null || !isEveryResource(resources)) return false;
  return source.action.entries.some(({ value }) => value === '*' || value === '*:*');
}

/** Whether some entry of a Resource element is `*`. */
export function isEveryResource({ negated, patterns }: CompiledResources): boolean {
  return !negated && patterns.some(({ pattern }) => pattern.kind === 'fixed' && pattern.glob.kind === 'all');
}

/** A principal as it stands at some point of a path: with groups it joined, policies it gained, a boundary it shook off. */
export class Actor {
  readonly member: Member;
  readonly key: string;
  private bulk: EffectivePermissions | null = null;

  constructor(
    private readonly model: ModelIndex,
    private readonly actions: ActionIndex,
    readonly account: AccessAccount,
    readonly entry: AccessPrincipal,
  ) {
    this.member = new Member(-1, account, entry);
    const gained = entry.identity.some((policy) => GAINED_POLICY.includes(policy));
    const bounded = entry.boundary === undefined ? '' : ' bounded';
    this.key = `${entry.arn} ${[...(entry.groups ?? [])].sort().join()}${bounded}${gained ? ' gained' : ''}`;
  }

  with(change: Partial<AccessPrincipal>): Actor {
    return new Actor(this.model, this.actions, this.account, { ...this.entry, ...change });
  }

  withoutBoundary(): Actor {
    const { boundary: _, ...entry } = this.entry;
    return new Actor(this.model, this.actions, this.account, entry);
  }

  /** What it can do with an action on whatever it has, as a first answer. Actions that the index lacks are never possible. */
  can(action: string): Access {
    const outcome = this.permissions().outcome(action);
    if (outcome === 'allowed') return 'always';
    return outcome === 'limited' ? 'sometimes' : 'never';
  }

  /** The same as a need, with the statements that grant it. */
  needOf(action: string): EscalationNeed | null {
    const access = this.can(action);
    if (access === 'never') return null;
    const layers = this.permissions().detail(action)?.layers ?? [];
    return { action, resource: '*', access, deciding: layers.flatMap(({ allows }) => allows.map(({ statement }) => statement)) };
  }

  /** Whether it may perform an action on one resource, with what the request carries and lacks. */
  need(action: string, resource: string, carries: RequestContext = {}, lacks: readonly string[] = []): EscalationNeed | null {
    // What its own policies do not allow, that of the resource may.
    if (this.can(action) === 'never' && this.model.guarded(action, resource).policy === undefined) return null;
    const answer = this.ask(action, resource, carries, lacks);
    return answer.access === 'never' ? null : { action, resource, access: answer.access, deciding: answer.deciding };
  }

  private ask(action: string, resource: string, carries: RequestContext, lacks: readonly string[]): AccessAnswer {
    const { member, model, account } = this;
    const guarded = model.guarded(action, resource);
    const request = { principal: member.entry.principal, action, resourceAccount: guarded.accountId ?? account.accountId };
    return askKnown(
      request,
      askedResource(resource),
      model.policySet(member, guarded),
      withKnown(model.knownOf(member, guarded), carries, lacks),
    );
  }

  /**
   * An administrator: its policies and its boundary, if it has one, allow everything on everything in any case, and deny nothing that an
   * administrator would use to get everything back. Guardrails of the organization are not counted against it.
   */
  isAdministrator(): boolean {
    const { identity, boundary, principal } = this.entry;
    if (principal.type === 'Root') return true;
    if (!this.allowsAll(identity) || (boundary !== undefined && !this.allowsAll([boundary]))) return false;
    return ![...identity, ...(boundary === undefined ? [] : [boundary])].some(({ compiled }) =>
      compiled.statements.some((statement) => this.deniesRepair(statement)),
    );
  }

  private deniesRepair({ deny, source, conditions }: CompiledStatement): boolean {
    if (!deny || testAllKnown(conditions, this.member.known) !== 'yes') return false;
    const { negated, entries } = source.action;
    return REPAIRS.some((action) => entries.some(({ value }) => matchAction(value, action)) !== negated);
  }

  private allowsAll(policies: readonly PreparedPolicy[]): boolean {
    return policies.some(({ compiled }) =>
      compiled.statements.some(
        (statement) => allowsEverything(statement) && testAllKnown(statement.conditions, this.member.known) === 'yes',
      ),
    );
  }

  private permissions(): EffectivePermissions {
    if (this.bulk === null) {
      const { member, model, account, actions } = this;
      const set = model.policySet(member, { accountId: account.accountId, policy: undefined });
      this.bulk = permissionsInScope(principalScope(member.entry.principal, set, member.known), set, actions, undefined);
    }
    return this.bulk;
  }
}
