import type { RequestContext } from '../../evaluate/types';
import type { AccessAccount, AccessModel, AccessPrincipal } from '../model/access-model';
import { anySessionOf } from '../model/any-session';
import type { AccessDirectory, AccessDirectoryGroup, AccessPermissionSet, AccessPerson } from '../model/directory';
import type { DirectoryIndex, DirectoryRole } from '../model/directory-index';
import { type Member, type ModelIndex, modelIndexOf } from '../model/model-index';
import type { Steps } from '../steps';
import { type Actor, type EscalationNeed, GAINED_POLICY } from './actor';
import { entering } from './providers';
import { ADMINISTRATOR_ACCESS, type Escalation, type EscalationStep, isCertain, step } from './steps';

/** The calls by which somebody changes who has which access in IAM Identity Center. */
export const DIRECTORY_ACTIONS: readonly string[] = [
  'sso:AttachManagedPolicyToPermissionSet',
  'sso:PutInlinePolicyToPermissionSet',
  'sso:DeletePermissionsBoundaryFromPermissionSet',
  'sso:ProvisionPermissionSet',
  'sso:CreatePermissionSet',
  'sso:CreateAccountAssignment',
  'identitystore:CreateGroupMembership',
  'identitystore:CreateUser',
  'sso-directory:CreateBearerToken',
  'sso-directory:UpdatePassword',
  'sso-directory:DeleteMfaDeviceForUser',
];
const REGISTER = 'organizations:RegisterDelegatedAdministrator';
/** All calls in steps of IAM Identity Center. */
export const DIRECTORY_STEP_ACTIONS: readonly string[] = [...DIRECTORY_ACTIONS, REGISTER];

/** The mark of an actor whose account was registered as delegated administrator. */
const DELEGATED = 'delegated';
/** The most roles without full access that are returned for one actor. */
const MOST_LED_TO = 50;

/** Somebody who can sign in: the actor's own user, or one whose password it sets. */
type PersonWay = { arn: string; name: string; steps: readonly EscalationStep[] };
/** A change of a permission set before it is provisioned. */
type Edit = { steps: readonly EscalationStep[]; apply: (to: Actor) => Actor };

/** The ways to the roles of permission sets by calls of IAM Identity Center and its identity store. */
export class DirectoryMethods {
  private readonly index: ModelIndex;
  private readonly able = new WeakMap<Actor, boolean>();

  constructor(
    private readonly model: AccessModel,
    private readonly directory: DirectoryIndex | null,
    private readonly actorOf: (member: Member) => Actor,
    private readonly actorOfNew: (account: AccessAccount, entry: AccessPrincipal) => Actor,
  ) {
    this.index = modelIndexOf(model);
  }

  /** Finds one way to full access, the shortest certain one if there is any, and otherwise also the ways to other roles that lead on. */
  *of(actor: Actor, worth: (to: Actor) => boolean): Steps<Escalation[]> {
    if (this.directory === null || !this.mayChange(actor) || !this.isAble(actor)) return [];
    const own = this.directory.role(actor.entry.arn);
    // Nobody can act as a role that is assigned to nobody.
    if (own !== undefined && !this.directory.holders(own)[Symbol.iterator]().next().value) return [];
    const calls = new DirectoryCalls(actor, this.directory);
    const best = new Best();
    yield* this.rolesWithFullAccess(calls, best);
    if (!best.isCertain) yield* this.newRoles(calls, best);
    if (best.isCertain) return best.all;
    return [...best.all, ...(yield* this.rolesThatLeadOn(calls, worth))];
  }

  /** Returns an escalation into a member account as one into a delegated administrator, if the actor can register the account. */
  delegated(actor: Actor, { steps, to }: Escalation): Escalation[] {
    const directory = this.directory?.directory;
    const target = directory?.delegable.get(to.account.accountId);
    if (directory === undefined || target === undefined || actor.account.accountId !== directory.managementId) return [];
    if (to.marks.includes(DELEGATED) || !this.isAble(to)) return [];
    const carries = { ...tagsAsContext(target.tags), 'organizations:ServicePrincipal': directory.servicePrincipal };
    const register = step(actor, 'registerDelegate', target.arn, [actor.need(REGISTER, target.arn, carries, TAGS)], {
      value: to.account.accountId,
    });
    return register.map((one) => ({ steps: [one, ...steps], to: to.with({}, DELEGATED) }));
  }

  private mayChange({ account, marks }: Actor): boolean {
    return this.directory?.directory.administrators.has(account.accountId) === true || marks.includes(DELEGATED);
  }

  private isAble(actor: Actor): boolean {
    const known = this.able.get(actor) ?? DIRECTORY_ACTIONS.some((action) => actor.can(action) !== 'never');
    this.able.set(actor, known);
    return known;
  }

  /** Finds a way to an existing role that has full access, or gets it by a change of its permission set. */
  private *rolesWithFullAccess(calls: DirectoryCalls, best: Best): Steps<void> {
    const own = this.directory?.role(calls.actor.entry.arn);
    const roles = this.directory?.roles ?? [];
    // The actor's own role needs no other session.
    if (own !== undefined) for (const change of this.changesOf(calls, own)) best.take(change);
    for (const role of roles) {
      yield;
      if (best.isCertain) return;
      if (role === own) continue;
      const member = this.index.member(role.arn);
      if (member === undefined) continue;
      const to = this.actorOf(member);
      const ends: Escalation[] = to.isAdministrator() ? [{ steps: [], to }] : this.changesOf(calls, role);
      if (ends.length === 0) continue;
      for (const way of this.waysInto(calls, role, member))
        for (const end of ends) best.take({ steps: [...end.steps, ...way], to: end.to });
    }
  }

  /** Returns the provisioned changes of a permission set that give its role full access. */
  private changesOf(calls: DirectoryCalls, role: DirectoryRole): Escalation[] {
    const { permissionSet, accountId } = role;
    const member = this.index.member(role.arn);
    const { managementId } = calls.directory.directory;
    if (member === undefined || !calls.mayUse(permissionSet)) return [];
    const inManagement = accountId === managementId;
    if (inManagement && (!calls.isManagement || !role.current || !calls.isTrusted(accountId))) return [];
    // An account can lack policies of its own that the newer definition names.
    if (!role.current && permissionSet.needsOwnPolicies) return [];
    const provision = calls.provision(permissionSet, accountId);
    if (provision.length === 0) return [];
    const now = this.actorOf(member);
    const base = role.current ? now : redefined(now, permissionSet);
    const edits: Edit[] = [...(role.current ? [] : [{ steps: [], apply: (to: Actor) => to }]), ...calls.edits(permissionSet)];
    return edits.flatMap(({ steps, apply }) => {
      const to = apply(base);
      if (!to.isAdministrator()) return [];
      const needs = inManagement ? calls.iamNeeds(steps, now) : [];
      if (needs === null) return [];
      return [{ steps: [...steps, ...provision.map((one) => ({ ...one, needs: [...one.needs, ...needs] }))], to }];
    });
  }

  /** Returns the ways to start a session of a role: of somebody who has it, of a group that has it, or by an assignment. */
  private *waysInto(calls: DirectoryCalls, role: DirectoryRole, member: Member): Iterable<EscalationStep[]> {
    const enter = enteringBySaml(this.index, member);
    if (enter === null) return;
    const signIn = (name: string, needs = [enter]): EscalationStep => ({
      ...{ method: 'signIn', by: calls.actor.entry.arn, on: role.arn, value: name, needs },
    });
    const isTrusted = calls.isTrusted(role.accountId);
    if (isTrusted) {
      const holder = calls.personAmong(this.directory?.holders(role) ?? []);
      if (holder !== null) yield [...holder.steps, signIn(holder.name)];
      for (const group of role.groups)
        for (const person of calls.anybody())
          for (const join of calls.join(group, person)) yield [...person.steps, ...join, signIn(person.name)];
    }
    // An assignment also repairs the SAML provider.
    if (role.accountId === calls.directory.directory.managementId && !isTrusted) return;
    for (const person of calls.anybody())
      for (const assign of calls.assign(role.permissionSet, role.accountId)) yield [...person.steps, assign, signIn(person.name)];
  }

  /** Finds a way to a role that an assignment creates, of an existing permission set or of a new one. */
  private *newRoles(calls: DirectoryCalls, best: Best): Steps<void> {
    const [person] = calls.anybody();
    const { directory } = calls.directory;
    if (person === undefined || !calls.can('sso:CreateAccountAssignment')) return;
    const sets = directory.permissionSets.filter((one) => !one.needsOwnPolicies && calls.mayUse(one));
    const there = new Set(this.directory?.roles.map(({ accountId, permissionSet }) => `${accountId} ${permissionSet.arn}`));
    const fresh = calls.create();
    // Roles of the management account also need permissions for IAM, so they come last.
    const accounts = this.model.accounts.filter(({ accountId }) => accountId !== directory.managementId);
    for (const account of accounts) {
      const { accountId } = account;
      for (const set of [...sets, ...fresh.map(({ set: made }) => made)]) {
        yield;
        if (best.isCertain) return;
        if (there.has(`${accountId} ${set.arn}`)) continue;
        const made = fresh.find((one) => one.set === set)?.steps ?? [];
        const assigns = calls.assign(set, accountId);
        if (assigns.length === 0) continue;
        const role = this.newRole(account, set, directory);
        const ends: Escalation[] = role.isAdministrator() ? [{ steps: [], to: role }] : [];
        if (ends.length === 0)
          for (const { steps, apply } of calls.edits(set)) {
            const to = apply(role);
            if (to.isAdministrator()) ends.push({ steps, to });
          }
        const signIn: EscalationStep = {
          ...{ method: 'signIn', by: calls.actor.entry.arn, on: role.entry.arn, value: person.name, needs: [] },
        };
        for (const { steps, to } of ends)
          for (const assign of assigns) best.take({ steps: [...made, ...steps, ...person.steps, assign, signIn], to });
      }
    }
  }

  private newRole(
    account: AccessAccount,
    { name, policies, boundary }: AccessPermissionSet,
    { rolePath }: AccessDirectory,
  ): Actor {
    const arn = `arn:aws:iam::${account.accountId}:role${rolePath}AWSReservedSSO_${name}_*`;
    const principal = anySessionOf({ arn, roleId: 'AROANEW', accountId: account.accountId });
    return this.actorOfNew(account, { arn, principal, identity: policies, ...(boundary && { boundary }), groups: [] });
  }

  private *rolesThatLeadOn(calls: DirectoryCalls, worth: (to: Actor) => boolean): Steps<Escalation[]> {
    const found: Escalation[] = [];
    for (const role of this.directory?.roles ?? []) {
      yield;
      if (found.length >= MOST_LED_TO) break;
      const member = this.index.member(role.arn);
      if (member === undefined || role.arn === calls.actor.entry.arn) continue;
      const to = this.actorOf(member);
      if (to.isAdministrator() || !worth(to)) continue;
      const own = new Best();
      for (const steps of this.waysInto(calls, role, member)) own.take({ steps, to });
      found.push(...own.all);
    }
    return found;
  }
}

/** The shortest certain escalation, and the shortest of all. */
class Best {
  private certain: Escalation | null = null;
  private any: Escalation | null = null;

  get isCertain(): boolean {
    return this.certain !== null;
  }

  get all(): Escalation[] {
    return [...new Set([...(this.certain ? [this.certain] : []), ...(this.any ? [this.any] : [])])];
  }

  take(one: Escalation): void {
    const isShorter = (than: Escalation | null) => than === null || one.steps.length < than.steps.length;
    if (isCertain(one.steps) && isShorter(this.certain)) this.certain = one;
    if (isShorter(this.any)) this.any = one;
  }
}

const TAGS = ['aws:ResourceTag/*'];

function tagsAsContext(tags: readonly { Key: string; Value: string }[]): RequestContext {
  return Object.fromEntries(tags.map(({ Key, Value }) => [`aws:ResourceTag/${Key}`, Value]));
}

function enteringBySaml(index: ModelIndex, role: Member): EscalationNeed | null {
  const [provider] =
    role.entry.trust?.compiled.statements.flatMap(({ principal }) => [...(principal?.providers.keys() ?? [])]) ?? [];
  if (provider === undefined) return null;
  return entering(index, role, { type: 'Saml', provider }, 'sts:AssumeRoleWithSAML');
}

/** Returns the role with the current definition of its permission set. */
function redefined(role: Actor, { policies, boundary }: AccessPermissionSet): Actor {
  const bare = role.withoutBoundary();
  return bare.with({ identity: policies, ...(boundary && { boundary }) }, 'current');
}

/** The calls of IAM Identity Center that one actor can make. */
class DirectoryCalls {
  private readonly needs = new Map<string, EscalationNeed | null>();
  private readonly edited = new Map<AccessPermissionSet, Edit[]>();
  private people: PersonWay[] | null = null;

  constructor(
    readonly actor: Actor,
    readonly directory: DirectoryIndex,
  ) {}

  get isManagement(): boolean {
    return this.actor.account.accountId === this.directory.directory.managementId;
  }

  can(action: string): boolean {
    return this.actor.can(action) !== 'never';
  }

  /** Tests whether an account still trusts the assertions of IAM Identity Center. */
  isTrusted(accountId: string): boolean {
    return this.directory.directory.trusted.has(accountId);
  }

  mayUse({ keptForManagement }: AccessPermissionSet): boolean {
    return this.isManagement || !keptForManagement;
  }

  private need(action: string, resource: string, tags: readonly { Key: string; Value: string }[] = []): EscalationNeed | null {
    const key = `${action} ${resource}`;
    const known = this.needs.get(key);
    if (known !== undefined) return known;
    const { region } = this.directory.directory;
    const service = action.slice(0, action.indexOf(':'));
    const carries = {
      ...tagsAsContext(tags),
      'aws:RequestedRegion': region,
      ...(service !== 'sso-directory' && { [`${service}:PrimaryRegion`]: region }),
    };
    const found = this.actor.need(action, resource, carries, TAGS);
    this.needs.set(key, found);
    return found;
  }

  /** Returns the permissions for a call about a permission set, and about an account if the call names one. */
  private needsOn(action: string, set: Pick<AccessPermissionSet, 'arn' | 'tags'>, accountId?: string): (EscalationNeed | null)[] {
    const { instance, tags } = this.directory.directory;
    const account =
      accountId === undefined ? [] : [this.need(action, instance.replace(/:instance\/.*$/, `:account/${accountId}`))];
    return [this.need(action, instance, tags), this.need(action, set.arn, set.tags), ...account];
  }

  /** Returns a call on the identity store and on some of its resources. */
  private needsInStore(action: string, ...resources: string[]): (EscalationNeed | null)[] {
    return [this.directory.directory.store, ...resources].map((resource) => this.need(action, resource));
  }

  provision(set: AccessPermissionSet, accountId: string): EscalationStep[] {
    const needs = this.needsOn('sso:ProvisionPermissionSet', set, accountId);
    return step(this.actor, 'provisionPermissionSet', set.arn, needs, { name: set.name, value: accountId });
  }

  assign(set: AccessPermissionSet, accountId: string): EscalationStep[] {
    const { managementId } = this.directory.directory;
    if (!this.mayUse(set) || (accountId === managementId && !this.isManagement) || !this.can('sso:CreateAccountAssignment'))
      return [];
    const needs = this.needsOn('sso:CreateAccountAssignment', set, accountId);
    return step(this.actor, 'assignPermissionSet', set.arn, needs, { name: set.name, value: accountId });
  }

  /** Returns the creation of a permission set, which has no policies yet. */
  create(): { set: AccessPermissionSet; steps: EscalationStep[] }[] {
    const { instance, hasRoomForPermissionSet } = this.directory.directory;
    if (!hasRoomForPermissionSet || !this.can('sso:CreatePermissionSet')) return [];
    const arn = `${instance.replace(':instance/', ':permissionSet/')}/*`;
    const steps = step(this.actor, 'createPermissionSet', arn, this.needsOn('sso:CreatePermissionSet', { arn, tags: [] }));
    const set: AccessPermissionSet = {
      ...{ arn, name: '*', tags: [], policies: [], needsOwnPolicies: false, hasRoomForPolicy: true, keptForManagement: false },
    };
    return steps.length === 0 ? [] : [{ set, steps }];
  }

  /** Returns the changes of a permission set that may give its roles full access. */
  edits(set: AccessPermissionSet): Edit[] {
    const known = this.edited.get(set) ?? this.editsOf(set);
    this.edited.set(set, known);
    return known;
  }

  private editsOf(set: AccessPermissionSet): Edit[] {
    const call = (method: EscalationStep['method'], action: string) =>
      this.can(action) ? step(this.actor, method, set.arn, this.needsOn(action, set), { name: set.name }) : [];
    const attach = set.hasRoomForPolicy ? call('attachToPermissionSet', 'sso:AttachManagedPolicyToPermissionSet') : [];
    const put = call('putPermissionSetPolicy', 'sso:PutInlinePolicyToPermissionSet');
    const changes: Edit[] = [
      ...attach.map((one) => ({ steps: [one], apply: (to: Actor) => gained(to, () => true) })),
      // The new inline policy replaces one that denies something.
      ...put.map((one) => ({ steps: [one], apply: (to: Actor) => gained(to, ({ ref }) => ref.origin.kind !== 'inline') })),
    ];
    if (set.boundary === undefined) return changes;
    const off = call('removePermissionSetBoundary', 'sso:DeletePermissionsBoundaryFromPermissionSet');
    const freed = off.flatMap((one): Edit[] => [
      { steps: [one], apply: (to) => to.withoutBoundary() },
      ...changes.map(({ steps, apply }) => ({ steps: [one, ...steps], apply: (to: Actor) => apply(to).withoutBoundary() })),
    ]);
    return [...changes, ...freed];
  }

  /**
   * Returns the permissions of IAM for the changes of a role. AWS: in the management account the caller's own permissions decide. Returns
   * null if one is missing.
   */
  iamNeeds(edits: readonly EscalationStep[], { entry }: Actor): EscalationNeed[] | null {
    const lacks = ['iam:PermissionsBoundary'];
    const needs = edits.flatMap(({ method }) => {
      if (method === 'attachToPermissionSet')
        return [this.actor.need('iam:AttachRolePolicy', entry.arn, { 'iam:PolicyARN': ADMINISTRATOR_ACCESS }, lacks)];
      if (method === 'putPermissionSetPolicy') return [this.actor.need('iam:PutRolePolicy', entry.arn, {}, lacks)];
      return method === 'removePermissionSetBoundary'
        ? [this.actor.need('iam:DeleteRolePermissionsBoundary', entry.arn, {}, lacks)]
        : [];
    });
    const met = needs.filter((need) => need !== null);
    return met.length < needs.length ? null : met;
  }

  /** Returns the ways to add somebody to a group: by a call, or by a token for automatic provisioning. */
  join(group: AccessDirectoryGroup, person: PersonWay): EscalationStep[][] {
    const { store, hasRoomForToken } = this.directory.directory;
    const method = 'addPersonToGroup';
    const called = this.can('identitystore:CreateGroupMembership')
      ? step(this.actor, method, group.arn, this.needsInStore('identitystore:CreateGroupMembership', group.arn, person.arn), {
          ...{ name: group.name, value: person.name },
        })
      : [];
    if (called.length > 0 && isCertain(called)) return [called];
    const token = hasRoomForToken
      ? step(this.actor, 'createProvisioningToken', store, [this.need('sso-directory:CreateBearerToken', '*')])
      : [];
    const join: EscalationStep = {
      method,
      by: this.actor.entry.arn,
      on: group.arn,
      name: group.name,
      value: person.name,
      needs: [],
    };
    return [...(called.length > 0 ? [called] : []), ...token.map((one) => [one, join])];
  }

  /** Returns one of some people whose sign-in the actor can take over, with the fewest steps. */
  personAmong(people: Iterable<AccessPerson>): PersonWay | null {
    let best: PersonWay | null = null;
    for (const person of people) {
      const steps = this.takeOver(person);
      if (steps === null || (best !== null && best.steps.length <= steps.length)) continue;
      best = { arn: person.arn, name: person.name, steps };
      if (steps.length === 1) break;
    }
    return best;
  }

  /** Returns those who can get access for the actor: its own user, somebody whose password it sets, and a new user. */
  anybody(): readonly PersonWay[] {
    this.people ??= this.findPeople();
    return this.people;
  }

  private findPeople(): PersonWay[] {
    const own = this.directory.role(this.actor.entry.arn);
    for (const { arn, name } of own === undefined ? [] : this.directory.holders(own)) return [{ arn, name, steps: [] }];
    const { directory } = this.directory;
    const taken = this.personAmong(directory.people.filter(({ disabled }) => !disabled));
    if (taken !== null && isCertain(taken.steps)) return [taken];
    const arn = 'arn:aws:identitystore:::user/*';
    const create = this.can('identitystore:CreateUser')
      ? step(this.actor, 'createPerson', arn, this.needsInStore('identitystore:CreateUser'))
      : [];
    const reset = create.length === 0 ? null : this.takeOver({ arn, name: '*', hasMfa: false });
    return [...(taken === null ? [] : [taken]), ...(reset === null ? [] : [{ arn, name: '*', steps: [...create, ...reset] }])];
  }

  /** Returns the steps to sign in as a person with another password, or null if the actor cannot. */
  private takeOver({ arn, name, hasMfa }: Pick<AccessPerson, 'arn' | 'name' | 'hasMfa'>): EscalationStep[] | null {
    const { asksMfa, allowsNoMfa } = this.directory.directory;
    if (!this.can('sso-directory:UpdatePassword') || (asksMfa && !allowsNoMfa)) return null;
    const change = (method: EscalationStep['method'], action: string) =>
      step(this.actor, method, arn, [this.need(action, '*')], { name });
    const off = asksMfa && hasMfa ? change('removePersonMfa', 'sso-directory:DeleteMfaDeviceForUser') : null;
    const reset = change('resetPersonPassword', 'sso-directory:UpdatePassword');
    return off?.length === 0 || reset.length === 0 ? null : [...(off ?? []), ...reset];
  }
}

/** Returns a role with a policy that allows everything. @param keeps tests whether it keeps one of its policies */
function gained(to: Actor, keeps: (policy: AccessPrincipal['identity'][number]) => boolean): Actor {
  const kept = to.entry.identity.filter(keeps);
  const isLess = kept.length < to.entry.identity.length;
  return to.with({ identity: [...kept, ...GAINED_POLICY] }, isLess ? '-inline' : undefined);
}
