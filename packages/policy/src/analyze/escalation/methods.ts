import { preparePolicyText } from '../../evaluate/prepare-policy';
import type { AccessModel, AccessPrincipal, AccessResource } from '../model/access-model';
import { anySessionOf } from '../model/any-session';
import { askedResource, askKnown } from '../model/ask-known';
import { knownContextOf } from '../model/known-context';
import { type Member, type ModelIndex, modelIndexOf } from '../model/model-index';
import type { Steps } from '../steps';
import { canAssume, trustIndexOf } from '../who-can/assume-role';
import type { Actor, EscalationNeed } from './actor';
import type { Alterations } from './alterations';
import { tagsAsked } from './asked-conditions';
import { COMPUTE_SERVICES, type ComputeService, ROLE_CHANGED, TAKEN_OVER, UNSEEN } from './compute-services';
import { fillProfile, profilesWith } from './instance-profiles';
import { throughProvider } from './providers';
import { roomForKey } from './quotas';
import { type Escalation, type EscalationStep, isCertain, kindOf, step, tagRequest, typeOf, withProviso } from './steps';

/** Tests whether becoming a principal is worthwhile. */
export type Worth = (to: Actor) => boolean;

/** The ways for an actor to become another principal. `Alterations` has the changes of permissions. */
export class EscalationMethods {
  private readonly index: ModelIndex;
  private running: ReadonlyMap<string, readonly AccessResource[]> | null = null;
  private readonly byRole = new Map<string, ReadonlyMap<string, readonly AccessResource[]>>();
  private functionsLetIn: boolean | null = null;
  private readonly roles = new Map<string, readonly Member[]>();
  private readonly federated = new Map<string, readonly Member[]>();
  private readonly trusting = new Map<string, readonly { role: Member; trusted: 'always' | 'sometimes' }[]>();

  constructor(
    private readonly model: AccessModel,
    private readonly actorOf: (member: Member) => Actor,
    private readonly actorOfNew: (account: Actor['account'], entry: AccessPrincipal) => Actor,
    private readonly alterations: Alterations,
  ) {
    this.index = modelIndexOf(model);
  }

  /** Tests whether a principal can do anything that leads further. Most cannot. */
  leadsOn(actor: Actor): boolean {
    if (actor.isAdministrator() || actor.acts) return true;
    this.functionsLetIn ??= this.model.resources.some(({ runs, policy }) => runs !== undefined && policy !== undefined);
    return this.functionsLetIn || trustIndexOf(this.model).rolesFor(actor.member).length > 0;
  }

  /** Finds the escalations, one other principal at a time. */
  *of(actor: Actor, worth: Worth): Steps<Escalation[]> {
    return [
      ...(yield* this.takeUsers(actor, worth)),
      ...(yield* this.takeRoles(actor, worth)),
      ...(yield* this.takeProviders(actor, worth)),
      ...(yield* this.passRoles(actor, worth)),
      ...(yield* this.takeOver(actor, worth)),
      ...(yield* this.takeOverUnseen(actor, worth)),
      ...(yield* this.changeRoles(actor, worth)),
      ...(yield* this.swapRoles(actor, worth)),
    ];
  }

  /** Takes keys and passwords of the account's other users, after obstacles are removed. */
  private *takeUsers(actor: Actor, worth: Worth): Steps<Escalation[]> {
    const ways = USER_WAYS.filter(({ action }) => actor.can(action) !== 'never');
    if (ways.length === 0) return [];
    const found: Escalation[] = [];
    for (const member of this.index.membersOf(actor.account.accountId)) {
      const { arn, principal } = member.entry;
      if (principal.type !== 'User' || arn === actor.entry.arn) continue;
      yield;
      const to = this.actorOf(member);
      if (!worth(to)) continue;
      for (const way of ways) found.push(...takeUser(actor, to, way).map((steps) => ({ steps, to })));
    }
    return found;
  }

  /** Takes roles that trust the actor, and roles of the account that can be made to trust it. */
  private *takeRoles(actor: Actor, worth: Worth): Steps<Escalation[]> {
    const found: Escalation[] = [];
    for (const role of trustIndexOf(this.model).rolesFor(actor.member)) {
      yield;
      const { arn } = role.entry;
      const to = this.actorOf(role);
      if (arn === actor.entry.arn || !worth(to)) continue;
      const { access, deciding } = canAssume(this.index, actor.member, role);
      if (access === 'never') continue;
      for (const assume of step(actor, 'assumeRole', arn, [{ action: 'sts:AssumeRole', resource: arn, access, deciding }]))
        found.push({ steps: [assume], to }, ...assumeWithTags(actor, assume, to));
    }
    if (actor.can('iam:UpdateAssumeRolePolicy') === 'never') return found;
    for (const role of this.rolesBeside(actor)) {
      yield;
      const { arn } = role.entry;
      const to = this.actorOf(role);
      if (arn === actor.entry.arn || !worth(to)) continue;
      const met = needWithTag(actor, 'iam:UpdateAssumeRolePolicy', to);
      if (met === null) continue;
      const update = step(actor, 'updateTrust', arn, [met.need]);
      const assume = step(actor, 'assumeRole', arn, [this.assumeTrusting(actor, arn)]);
      if (assume.length > 0) found.push({ steps: [...met.before, ...update, ...assume], to });
    }
    return found;
  }

  /** Takes roles of the account that trust an identity provider under the actor's control. */
  private *takeProviders(actor: Actor, worth: Worth): Steps<Escalation[]> {
    const found: Escalation[] = [];
    for (const role of this.federatedBeside(actor)) {
      yield;
      const to = this.actorOf(role);
      if (role.entry.arn === actor.entry.arn || !worth(to)) continue;
      found.push(...throughProvider(this.index, actor, role).map((steps) => ({ steps, to })));
    }
    return found;
  }

  private federatedBeside({ account }: Actor): readonly Member[] {
    const known = this.federated.get(account.accountId);
    if (known !== undefined) return known;
    const federated = this.index
      .membersOf(account.accountId)
      .filter(({ entry: { trust } }) => trust?.compiled.statements.some(({ principal }) => (principal?.providers.size ?? 0) > 0));
    this.federated.set(account.accountId, federated);
    return federated;
  }

  /** Returns the roles of an account that can be changed by others than their service. */
  private rolesBeside({ account }: Actor): readonly Member[] {
    const known = this.roles.get(account.accountId);
    if (known !== undefined) return known;
    const roles = this.index.membersOf(account.accountId).filter(({ entry }) => kindOf(entry) === 'Role' && entry.trust);
    this.roles.set(account.accountId, roles);
    return roles;
  }

  /** Assumes a role of the account after its trust policy names the actor. Only a Deny, SCP or RCP can prevent that. */
  private assumeTrusting(actor: Actor, role: string): EscalationNeed | null {
    const statement = { Effect: 'Allow', Principal: { AWS: actor.entry.arn }, Action: 'sts:AssumeRole' };
    const ref = {
      id: 'updatedTrust',
      type: 'trust',
      name: 'updatedTrust',
      origin: { kind: 'resource', resourceArn: role },
    } as const;
    const made = preparePolicyText(ref, JSON.stringify({ Version: '2012-10-17', Statement: statement }));
    if (!made.ok) return null;
    const resource = { accountId: actor.account.accountId, policy: made.prepared };
    const request = { principal: actor.entry.principal, action: 'sts:AssumeRole', resourceAccount: actor.account.accountId };
    const { access, deciding } = askKnown(
      request,
      askedResource(role),
      this.index.policySet(actor.member, resource),
      actor.member.known,
    );
    return access === 'never' ? null : { action: 'sts:AssumeRole', resource: role, access, deciding };
  }

  /** Creates something that runs with a passed role. */
  private *passRoles(actor: Actor, worth: Worth): Steps<Escalation[]> {
    if (actor.can('iam:PassRole') === 'never') return [];
    const found: Escalation[] = [];
    for (const way of COMPUTE_SERVICES) {
      if (way.actions.some((action) => actor.can(action) === 'never')) continue;
      // No role trusts most services, so the permissions to use them are evaluated only when needed.
      let runs: readonly (EscalationNeed | null)[] | null = null;
      for (const { role, trusted } of this.rolesFor(actor, way.service)) {
        yield;
        const to = this.actorOf(role);
        if (!worth(to)) continue;
        runs ??= way.actions.map((action) => actor.needOf(action));
        found.push(...passRole(actor, to, way, trusted, runs).map((steps) => ({ steps, to })));
      }
    }
    return found;
  }

  /** Takes over something that runs with a role. */
  private *takeOver(actor: Actor, worth: Worth): Steps<Escalation[]> {
    const found: Escalation[] = [];
    for (const way of TAKEN_OVER) {
      for (const [arn, resources] of this.runningBeside(actor, way.service)) {
        yield;
        const role = this.index.member(arn);
        if (role === undefined || arn === actor.entry.arn || this.trustsService(role, way.service) === 'never') continue;
        const to = this.actorOf(role);
        if (!worth(to)) continue;
        for (const resource of resources) {
          const steps = takeOverSteps(actor, resource.arn, way);
          if (steps === null) continue;
          found.push({ steps, to });
          break;
        }
      }
    }
    return found;
  }

  /** Takes over something in other services, which may run with a role. */
  private *takeOverUnseen(actor: Actor, worth: Worth): Steps<Escalation[]> {
    const found: Escalation[] = [];
    for (const { service, actions } of UNSEEN) {
      if (actions.some((action) => actor.can(action) === 'never')) continue;
      let needs: readonly (EscalationNeed | null)[] | null = null;
      for (const { role } of this.rolesFor(actor, service)) {
        yield;
        const to = this.actorOf(role);
        if (!worth(to)) continue;
        needs ??= actions.map((action) => actor.needOf(action));
        const steps = withProviso(step(actor, 'takeOver', role.entry.arn, needs, { service }), 'exists');
        if (steps.length > 0) found.push({ steps, to });
      }
    }
    return found;
  }

  /** Gives another role to something that runs. */
  private *changeRoles(actor: Actor, worth: Worth): Steps<Escalation[]> {
    if (actor.can('iam:PassRole') === 'never') return [];
    const found: Escalation[] = [];
    for (const way of ROLE_CHANGED) {
      const running = this.runningOf(actor, way.service).slice(0, MOST_TRIED);
      const needs = running.map(({ arn }) => way.actions.map((action) => actor.need(action, arn)));
      const met = needs.find((all) => all.every((need) => need !== null));
      if (met === undefined) continue;
      for (const { role, trusted } of this.rolesFor(actor, way.service)) {
        yield;
        const to = this.actorOf(role);
        if (worth(to)) found.push(...passRole(actor, to, way, trusted, met).map((steps) => ({ steps, to })));
      }
    }
    return found;
  }

  /** Puts another role into the instance profile of an instance where the actor can run code. */
  private *swapRoles(actor: Actor, worth: Worth): Steps<Escalation[]> {
    if (actor.can('iam:AddRoleToInstanceProfile') === 'never' || actor.can('iam:PassRole') === 'never') return [];
    const found: Escalation[] = [];
    const running = this.runningOf(actor, EC2).flatMap(({ arn, runs }) =>
      runs?.profile === undefined ? [] : [{ arn, profile: { arn: runs.profile, ...(runs.role && { role: runs.role }) } }],
    );
    for (const { arn, profile } of running.slice(0, MOST_TRIED)) {
      const ways = TAKEN_OVER.filter(({ service }) => service === EC2).flatMap((way) => takeOverSteps(actor, arn, way) ?? []);
      const taken = ways.find((one) => isCertain([one])) ?? ways[0];
      if (taken === undefined) continue;
      for (const { role, trusted } of this.rolesFor(actor, EC2)) {
        yield;
        const to = this.actorOf(role);
        if (role.entry.arn === profile.role || !worth(to)) continue;
        const filled = fillProfile(actor, profile, role.entry.arn);
        if (filled !== null) found.push({ steps: [...filled, lessened(taken, trusted)], to });
      }
    }
    return found;
  }

  private runningOf({ account }: Actor, service: string): readonly AccessResource[] {
    this.running ??= groupsOf(
      this.model.resources.filter(({ runs }) => runs !== undefined),
      ({ accountId, runs }) => `${accountId} ${runs?.service}`,
    );
    return this.running.get(`${account.accountId} ${service}`) ?? [];
  }

  /** Returns running resources by their role. A few of each role are enough to find one to take over. */
  private runningBeside(actor: Actor, service: string): ReadonlyMap<string, readonly AccessResource[]> {
    const key = `${actor.account.accountId} ${service}`;
    const known = this.byRole.get(key);
    if (known !== undefined) return known;
    const all = groupsOf(this.runningOf(actor, service), ({ runs }) => runs?.role);
    const some = new Map([...all].flatMap(([role, each]) => (role ? [[role, each.slice(0, MOST_TRIED)]] : [])));
    this.byRole.set(key, some);
    return some;
  }

  /** Returns the other roles of the actor's account that a service may assume, and how certainly. */
  private rolesFor(actor: Actor, service: string) {
    const key = `${actor.account.accountId} ${service}`;
    const known =
      this.trusting.get(key) ??
      this.rolesBeside(actor).flatMap((role) => {
        const trusted = this.trustsService(role, service);
        return trusted === 'never' ? [] : [{ role, trusted }];
      });
    this.trusting.set(key, known);
    return known.filter(({ role }) => role.entry.arn !== actor.entry.arn);
  }

  private trustsService(role: Member, service: string) {
    const principal = { type: 'Service', serviceName: service } as const;
    const guarded = { accountId: role.account.accountId, policy: role.entry.trust };
    const request = { principal, action: 'sts:AssumeRole', resourceAccount: role.account.accountId };
    const known = knownContextOf(principal, {});
    return askKnown(request, askedResource(role.entry.arn), this.index.outsideSet(guarded), known).access;
  }

  /** Creates a user or role that becomes an administrator before it is entered. */
  createPrincipals(actor: Actor): Escalation[] {
    return (['User', 'Role'] as const).flatMap((kind) => {
      const fresh = actor.can(`iam:Create${kind}`) === 'never' ? null : this.freshOf(actor, kind);
      if (fresh === null) return [];
      const { arn } = fresh.entry;
      const lacks = ['iam:PermissionsBoundary'];
      const [create] = step(actor, `create${kind}`, arn, [actor.need(`iam:Create${kind}`, arn, {}, lacks)]);
      if (create === undefined) return [];
      const enter =
        kind === 'User'
          ? step(actor, 'createAccessKey', arn, [actor.need('iam:CreateAccessKey', arn)])
          : step(actor, 'assumeRole', arn, [this.assumeTrusting(actor, arn)]);
      if (enter.length === 0) return [];
      const made = this.alterations.of(actor, fresh).filter(({ to }) => to.isAdministrator());
      return made.map(({ steps, to }) => ({ steps: [create, ...steps, ...enter], to }));
    });
  }

  /** Returns a principal that does not exist yet, or null if the quota of its kind is reached. */
  private freshOf({ account }: Actor, kind: 'User' | 'Role'): Actor | null {
    const { accountId, quotas } = account;
    const there = account.principals.filter((entry) => typeOf(entry) === kind).length;
    if (there >= (quotas?.[`${kind}sPerAccount`] ?? Number.POSITIVE_INFINITY)) return null;
    const arn = `arn:aws:iam::${accountId}:${kind.toLowerCase()}/*`;
    const principal =
      kind === 'User'
        ? ({ type: 'User', accountId, arn, userId: 'AIDANEW', userName: '*' } as const)
        : anySessionOf({ arn, roleId: 'AROANEW', accountId });
    return this.actorOfNew(account, { arn, principal, identity: [], groups: [] });
  }
}

const EC2 = 'ec2.amazonaws.com';

/** The most running resources tried for one role. */
const MOST_TRIED = 20;

function groupsOf<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** Returns a step that is at most as certain as another one it depends on. */
function lessened(one: EscalationStep, access: 'always' | 'sometimes'): EscalationStep {
  if (access === 'always') return one;
  return { ...one, needs: one.needs.map((need): EscalationNeed => ({ ...need, access })) };
}

/**
 * Returns the ways to create something with a passed role, for EC2 by an instance profile with the role.
 * @param runs the permissions for creating it
 * @returns the ways, each as its steps
 */
function passRole(
  actor: Actor,
  role: Actor,
  { service, byProfile, proviso }: ComputeService,
  trusted: 'always' | 'sometimes',
  runs: readonly (EscalationNeed | null)[],
): EscalationStep[][] {
  const { arn } = role.entry;
  const pass = actor.need('iam:PassRole', arn, { 'iam:PassedToService': service });
  const made = step(actor, 'passRole', arn, [pass, ...runs], { service }).map((one) => lessened(one, trusted));
  if (made.length === 0) return [];
  const profiled = byProfile ? profilesWith(actor, arn) : [[]];
  return profiled.map((before) => withProviso([...before, ...made], proviso));
}

/** An actor that may not invoke a function may be able to grant itself the permission. */
function takeOverSteps(actor: Actor, arn: string, { actions, service, proviso }: ComputeService): EscalationStep[] | null {
  const needs = actions.map((action) => actor.need(action, arn));
  const invoke = actions.indexOf('lambda:InvokeFunction');
  const opens =
    invoke >= 0 && needs[invoke] === null ? step(actor, 'addPermission', arn, [actor.need('lambda:AddPermission', arn)]) : [];
  const rest = opens.length > 0 ? needs.filter((_, at) => at !== invoke) : needs;
  const run = step(actor, 'takeOver', arn, rest, { service });
  return run.length === 0 ? null : [...opens, ...withProviso(run, proviso)];
}

/** The ways to become a user. `password` is the effect on an existing password. */
const USER_WAYS = [
  { action: 'iam:CreateAccessKey', method: 'createAccessKey', password: null },
  { action: 'iam:CreateLoginProfile', method: 'createLoginProfile', password: 'none' },
  { action: 'iam:UpdateLoginProfile', method: 'updateLoginProfile', password: 'some' },
] as const;

/** Returns the ways to a user by one kind of credential. Returns none if the actor cannot remove an obstacle. */
function takeUser(actor: Actor, to: Actor, { action, method, password }: (typeof USER_WAYS)[number]): EscalationStep[][] {
  const { arn, hasLoginProfile, hasMfa } = to.entry;
  const met = needWithTag(actor, action, to);
  if (met === null) return [];
  if (password === null) {
    const room = roomForKey(actor, to);
    return room === null ? [] : [[...met.before, ...room, ...step(actor, method, arn, [met.need])]];
  }
  if (password === 'some' && hasLoginProfile === false) return [];
  // AWS: CreateLoginProfile fails for a user with a password, until the password is deleted.
  const gone =
    password === 'none' && hasLoginProfile === true
      ? step(actor, 'deleteLoginProfile', arn, [actor.need('iam:DeleteLoginProfile', arn)])
      : [];
  if (password === 'none' && hasLoginProfile === true && gone.length === 0) return [];
  // AWS: a user with an MFA device must use it to sign in.
  const off = hasMfa === true ? step(actor, 'removeMfa', arn, [actor.need('iam:DeactivateMFADevice', arn)]) : [];
  if (hasMfa === true && off.length === 0) return [];
  const need: EscalationNeed = hasLoginProfile === undefined ? { ...met.need, access: 'sometimes' } : met.need;
  return [[...met.before, ...gone, ...off, ...step(actor, method, arn, [need])]];
}

/** Returns a permission on a user or role with the steps before it: setting a tag on the target if a condition requires one. */
function needWithTag(actor: Actor, action: string, target: Actor): { need: EscalationNeed; before: EscalationStep[] } | null {
  const { arn } = target.entry;
  const plain = actor.need(action, arn);
  if (plain?.access === 'always') return { need: plain, before: [] };
  const kind = kindOf(target.entry);
  if (kind === null || actor.can(`iam:Tag${kind}`) === 'never') return plain && { need: plain, before: [] };
  for (const family of ['aws:resourcetag/', 'iam:resourcetag/']) {
    for (const [key, value] of tagsAsked(actor.entry.identity, family, (name) => actor.principalTag(name) ?? [])) {
      const tag = step(actor, 'tagPrincipal', arn, [actor.need(`iam:Tag${kind}`, arn, tagRequest(key, value))], {
        value: `${key}=${value}`,
      });
      const carries = { [`aws:ResourceTag/${key}`]: value, [`iam:ResourceTag/${key}`]: value };
      const need = tag.length === 0 ? null : actor.need(action, arn, carries);
      if (need !== null && (need.access === 'always' || plain === null)) return { need, before: tag };
    }
  }
  return plain && { need: plain, before: [] };
}

/** Passes session tags to a role whose policies test them. */
function assumeWithTags(actor: Actor, assume: EscalationStep, role: Actor): Escalation[] {
  const { arn, identity, boundary } = role.entry;
  const bearing = [...identity, ...(boundary ? [boundary] : [])];
  return tagsAsked(bearing, 'aws:principaltag/', (key) => role.tagValues(key)).flatMap(([key, value]) => {
    const tag = actor.need('sts:TagSession', arn, tagRequest(key, value));
    if (tag === null) return [];
    const passed = `${key}=${value}`;
    const to = role.withKnown({ [`aws:PrincipalTag/${key}`]: value }, passed);
    return [{ steps: [{ ...assume, needs: [...assume.needs, tag], value: passed }], to }];
  });
}
