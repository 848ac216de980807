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

/** A permission that a step needs. */
export type EscalationNeed = {
  action: string;
  resource: string;
  access: 'always' | 'sometimes';
  deciding: readonly StatementRef[];
};

/** The mark of an actor that can give MFA. */
export const MFA = 'mfa';
const MOST_VALUES = 3;

const ALLOW_ALL = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
const everything = preparePolicyText({ id: 'gained', type: 'identity', name: 'gained', origin: { kind: 'inline' } }, ALLOW_ALL);

/** The policies of a principal that gave itself an administrator's policy. */
export const GAINED_POLICY: readonly PreparedPolicy[] = everything.ok ? [everything.prepared] : [];

/** The actions by which an administrator removes a Deny in its own policies. */
const REPAIRS = [
  'iam:AttachUserPolicy',
  'iam:AttachRolePolicy',
  'iam:PutUserPolicy',
  'iam:PutRolePolicy',
  'iam:CreatePolicyVersion',
];

/** Tests whether a statement allows every action on every resource if its conditions hold. */
export function allowsEverything(statement: CompiledStatement): boolean {
  return !statement.deny && isAboutEverything(statement);
}

/** Tests whether a statement denies every action on every resource if its conditions hold. */
export function deniesEverything(statement: CompiledStatement): boolean {
  return statement.deny && isAboutEverything(statement);
}

function isAboutEverything({ source, resources }: CompiledStatement): boolean {
  if (source.action.negated || resources === null || !isEveryResource(resources)) return false;
  return source.action.entries.some(({ value }) => value === '*' || value === '*:*');
}

/** Tests whether a Resource element contains `*`. */
export function isEveryResource({ negated, patterns }: CompiledResources): boolean {
  return !negated && patterns.some(({ pattern }) => pattern.kind === 'fixed' && pattern.glob.kind === 'all');
}

/** The known tags in requests about a user or role, by principal. */
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

/** AWS: actions that need no permission, or only the account's password policy. */
const FREE: ReadonlySet<string> = new Set(['sts:GetCallerIdentity', 'sts:GetSessionToken', 'iam:ChangePassword']);
const READS = /^(?:Get|List|Simulate|Generate)/;

const TAG_FAMILIES = ['aws:ResourceTag/*', 'iam:ResourceTag/*'];

/**
 * A principal at a point of a path: with groups it joined, policies it gained or dropped, a boundary it removed, and new tags and MFA
 * devices.
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
    /** The differences from the principal in the model, beside groups, gained policies and the boundary. */
    readonly marks: readonly string[] = [],
  ) {
    this.member = new Member(-1, account, entry);
    const gained = entry.identity.some((policy) => GAINED_POLICY.includes(policy));
    const bounded = entry.boundary === undefined ? '' : ' bounded';
    const own = [...new Set(marks)].sort().join();
    this.key = `${entry.arn} ${[...(entry.groups ?? [])].sort().join()}${bounded}${gained ? ' gained' : ''} ${own}`;
  }

  /** Returns the changed actor. @param mark names a change that its key does not contain */
  with(change: Partial<AccessPrincipal>, mark?: string): Actor {
    const marks = mark === undefined ? this.marks : [...this.marks, mark];
    return new Actor(this.model, this.actions, this.account, { ...this.entry, ...change }, marks);
  }

  withoutBoundary(): Actor {
    const { boundary: _, ...entry } = this.entry;
    return new Actor(this.model, this.actions, this.account, entry, this.marks);
  }

  /** Returns the actor with more known values in its requests. */
  withKnown(carries: RequestContext, mark: string): Actor {
    const { facts } = this.entry;
    return this.with({ facts: { ...facts, knownContext: { ...facts?.knownContext, ...carries } } }, mark);
  }

  /** Returns the actor with an MFA device. */
  withMfa(): Actor {
    return this.withKnown({ 'aws:MultiFactorAuthPresent': 'true', 'aws:MultiFactorAuthAge': '1' }, MFA);
  }

  /** Returns the value of one of its tags that its requests are known to carry. */
  principalTag(key: string): string | undefined {
    return this.member.known.lookUp(`aws:principaltag/${key.toLowerCase()}`) ?? undefined;
  }

  /** Returns the values of a tag among the principals of its account. */
  tagValues(key: string): string[] {
    const values = this.account.principals.flatMap(({ tags = [] }) =>
      tags.flatMap(({ Key, Value }) => (Key === key ? Value : [])),
    );
    return [...new Set(values)].slice(0, MOST_VALUES);
  }

  /** Returns a first answer to what it can do with an action on any resource. Actions outside the index are never possible. */
  can(action: string): Access {
    const outcome = this.permissions().outcome(action);
    if (outcome === 'allowed') return 'always';
    return outcome === 'limited' ? 'sometimes' : 'never';
  }

  /** Tests whether its policies allow any action that a step needs. */
  get acts(): boolean {
    const { allowed, limited } = this.permissions().sets;
    this.able ??= this.actions.actions.some(
      ({ service, name }, at) =>
        (hasPosition(allowed, at) || hasPosition(limited, at)) && !FREE.has(`${service}:${name}`) && !READS.test(name),
    );
    return this.able;
  }

  /** Returns the same as a need, with the statements that grant it. */
  needOf(action: string): EscalationNeed | null {
    const access = this.can(action);
    if (access === 'never') return null;
    const layers = this.permissions().detail(action)?.layers ?? [];
    return { action, resource: '*', access, deciding: layers.flatMap(({ allows }) => allows.map(({ statement }) => statement)) };
  }

  /** Tests whether it may do an action on one resource, with the values that the request carries and lacks. */
  need(action: string, resource: string, carries: RequestContext = {}, lacks: readonly string[] = []): EscalationNeed | null {
    // The resource's policy can allow what its own policies don't.
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
   * Tests whether it is an administrator: its policies and boundary always allow everything, and deny nothing that an administrator needs
   * to regain everything. SCPs and RCPs don't count.
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
