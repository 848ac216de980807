import type { CompiledResources, CompiledStatement } from '../../evaluate/compile-policy';
import { preparePolicyText } from '../../evaluate/prepare-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import type { RequestContext, StatementRef } from '../../evaluate/types';
import { matchAction } from '../../match/match-action';
import type { ActionIndex } from '../actions/action-index';
import { hasPosition } from '../actions/action-set';
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

/** The mark of an actor that gives MFA. */
export const MFA = 'mfa';
const MOST_VALUES = 3;

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

/** What a request about a user or role is known to carry of its tags, by the principal. */
const tagContexts = new WeakMap<AccessPrincipal, RequestContext>();

function tagContextOf(entry: AccessPrincipal): RequestContext {
  const known = tagContexts.get(entry);
  if (known !== undefined) return known;
  const made = Object.fromEntries(
    (entry.tags ?? []).flatMap(({ Key, Value }) => [
      [`aws:ResourceTag/${Key}`, Value],
      [`iam:ResourceTag/${Key}`, Value],
    ]),
  );
  tagContexts.set(entry, made);
  return made;
}

/** AWS: what everybody may do, and what everybody may be let do by the account's password policy. */
const FREE: ReadonlySet<string> = new Set(['sts:GetCallerIdentity', 'sts:GetSessionToken', 'iam:ChangePassword']);
const READS = /^(?:Get|List|Simulate|Generate)/;

const TAG_FAMILIES = ['aws:ResourceTag/*', 'iam:ResourceTag/*'];

/**
 * A principal as it stands at some point of a path: with groups it joined, policies it gained or dropped, a boundary it shook off, tags and
 * a device of MFA that it did not have.
 */
export class Actor {
  readonly member: Member;
  readonly key: string;
  private bulk: EffectivePermissions | null = null;
  private able: boolean | undefined;

  constructor(
    private readonly model: ModelIndex,
    private readonly actions: ActionIndex,
    readonly account: AccessAccount,
    readonly entry: AccessPrincipal,
    /** What tells it from the principal as the model has it, beside groups, gained policies and the boundary. */
    readonly marks: readonly string[] = [],
  ) {
    this.member = new Member(-1, account, entry);
    const gained = entry.identity.some((policy) => GAINED_POLICY.includes(policy));
    const bounded = entry.boundary === undefined ? '' : ' bounded';
    const own = [...new Set(marks)].sort().join();
    this.key = `${entry.arn} ${[...(entry.groups ?? [])].sort().join()}${bounded}${gained ? ' gained' : ''} ${own}`;
  }

  /** @param mark for a change that its key does not tell of itself */
  with(change: Partial<AccessPrincipal>, mark?: string): Actor {
    const marks = mark === undefined ? this.marks : [...this.marks, mark];
    return new Actor(this.model, this.actions, this.account, { ...this.entry, ...change }, marks);
  }

  withoutBoundary(): Actor {
    const { boundary: _, ...entry } = this.entry;
    return new Actor(this.model, this.actions, this.account, entry, this.marks);
  }

  /** The same with more that its requests carry. */
  withKnown(carries: RequestContext, mark: string): Actor {
    const { facts } = this.entry;
    return this.with({ facts: { ...facts, knownContext: { ...facts?.knownContext, ...carries } } }, mark);
  }

  /** The same once it has a device of MFA in its hands. */
  withMfa(): Actor {
    return this.withKnown({ 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '1' }, MFA);
  }

  /** The value of a tag of its own that its requests are known to carry. */
  principalTag(key: string): string | undefined {
    return this.member.known.lookUp(`aws:principaltag/${key.toLowerCase()}`) ?? undefined;
  }

  /** The values that principals of its account have of a tag. */
  tagValues(key: string): string[] {
    const values = this.account.principals.flatMap(({ tags = [] }) =>
      tags.flatMap(({ Key, Value }) => (Key === key ? Value : [])),
    );
    return [...new Set(values)].slice(0, MOST_VALUES);
  }

  /** What it can do with an action on whatever it has, as a first answer. Actions that the index lacks are never possible. */
  can(action: string): Access {
    const outcome = this.permissions().outcome(action);
    if (outcome === 'allowed') return 'always';
    return outcome === 'limited' ? 'sometimes' : 'never';
  }

  /** Whether its policies allow any action at all that a step takes. */
  get acts(): boolean {
    const { allowed, limited } = this.permissions().sets;
    this.able ??= this.actions.actions.some(
      ({ service, name }, at) =>
        (hasPosition(allowed, at) || hasPosition(limited, at)) && !FREE.has(`${service}:${name}`) && !READS.test(name),
    );
    return this.able;
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
    const target = action.startsWith('iam:') ? model.member(resource)?.entry : undefined;
    const tagged = target?.tags === undefined ? undefined : tagContextOf(target);
    const request = { principal: member.entry.principal, action, resourceAccount: guarded.accountId ?? account.accountId };
    return askKnown(
      request,
      askedResource(resource),
      model.policySet(member, guarded),
      tagged === undefined
        ? withKnown(model.knownOf(member, guarded), carries, lacks)
        : withKnown(model.knownOf(member, guarded), { ...tagged, ...carries }, [...lacks, ...TAG_FAMILIES]),
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
