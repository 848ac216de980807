import { preparePolicyText } from '../../evaluate/prepare-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import type { RequestContext } from '../../evaluate/types';
import type { AccessModel, AccessPrincipal, AccessResource } from '../model/access-model';
import { askedResource, askKnown } from '../model/ask-known';
import { knownContextOf } from '../model/known-context';
import { type Member, type ModelIndex, modelIndexOf } from '../model/model-index';
import type { Steps } from '../steps';
import { canAssume, trustIndexOf } from '../who-can/assume-role';
import { type Actor, type EscalationNeed, GAINED_POLICY, MFA } from './actor';
import { COMPUTE_SERVICES, ROLE_CHANGED, TAKEN_OVER } from './compute-services';
import { denies, dropDenies, isCustomerManaged, readsMfa, registerMfa, setVersions, tagOneself, tagsAsked } from './own-changes';
import { throughProvider } from './providers';
import { ADMINISTRATOR_ACCESS, boundaryContext, type Escalation, type EscalationStep, kindOf, step, tagRequest } from './steps';

const ATTACHES_ADMINISTRATOR: RequestContext = { 'iam:PolicyARN': ADMINISTRATOR_ACCESS };

/** Where a change of the actor's own policies would be made. */
type Target = { arn: string; kind: 'User' | 'Group' | 'Role' };

/** Everything an actor can do to become more than it is. */
export class EscalationMethods {
  private readonly index: ModelIndex;
  private running: ReadonlyMap<string, readonly AccessResource[]> | null = null;
  private readonly byRole = new Map<string, ReadonlyMap<string, readonly AccessResource[]>>();
  private trustsAskMfa: boolean | null = null;
  private functionsLetIn: boolean | null = null;
  private readonly federated = new Map<string, readonly Member[]>();
  /** Who surely makes itself an administrator: several ways of becoming others ask. */
  private readonly gains = new WeakMap<Actor, boolean>();

  constructor(
    private readonly model: AccessModel,
    private readonly actorOf: (member: Member) => Actor,
  ) {
    this.index = modelIndexOf(model);
  }

  /** One other principal at a time. */
  *of(actor: Actor): Steps<Escalation[]> {
    return [
      ...this.gainPolicies(actor),
      ...setVersions(actor),
      ...dropDenies(actor),
      ...this.joinGroups(actor),
      ...this.removeBoundary(actor),
      ...this.giveMfa(actor),
      ...tagOneself(actor, this.trustsOf(actor)),
      ...(yield* this.takeUsers(actor)),
      ...(yield* this.takeRoles(actor)),
      ...(yield* this.takeProviders(actor)),
      ...(yield* this.passRoles(actor)),
      ...(yield* this.takeOver(actor)),
      ...(yield* this.changeRoles(actor)),
      ...this.createPrincipals(actor),
    ];
  }

  private gainPolicies(actor: Actor): Escalation[] {
    if (actor.entry.identity.some((policy) => GAINED_POLICY.includes(policy))) return [];
    const gained = actor.with({ identity: [...actor.entry.identity, ...GAINED_POLICY] });
    const steps = ownTargets(actor).flatMap((target) => policyEdits(actor, target, actor.entry.boundary));
    return [...steps.map((one) => ({ steps: [one], to: gained })), ...this.writeVersions(actor)];
  }

  private writeVersions(actor: Actor): Escalation[] {
    return actor.entry.identity.filter(isCustomerManaged).flatMap((policy) => {
      const { arn = '' } = policy.ref;
      // What the policy denied the new version need not deny.
      const rest = denies(policy) ? actor.entry.identity.filter(({ ref }) => ref.arn !== arn) : actor.entry.identity;
      const to = actor.with({ identity: [...rest, ...GAINED_POLICY] }, denies(policy) ? `-${arn}` : undefined);
      return step(actor, 'newPolicyVersion', arn, [actor.need('iam:CreatePolicyVersion', arn)]).map((one) => ({
        steps: [one],
        to,
      }));
    });
  }

  /** A device of MFA for itself, where something that bears on it asks for MFA. */
  private giveMfa(actor: Actor): Escalation[] {
    if (actor.marks.includes(MFA) || !this.asksMfa(actor)) return [];
    return registerMfa(actor, actor).map((one) => ({ steps: [one], to: actor.withMfa() }));
  }

  /** Whether there is anything to do as somebody: most of whom one can become can do nothing that leads on. */
  private leadsOn(actor: Actor): boolean {
    if (actor.isAdministrator() || actor.acts) return true;
    this.functionsLetIn ??= this.model.resources.some(({ runs, policy }) => runs !== undefined && policy !== undefined);
    return this.functionsLetIn || trustIndexOf(this.model).rolesFor(actor.member).length > 0;
  }

  private asksMfa({ entry, account }: Actor): boolean {
    this.trustsAskMfa ??= this.index.members.some(({ entry: { trust } }) => trust !== undefined && readsMfa(trust));
    if (this.trustsAskMfa || entry.identity.some(readsMfa)) return true;
    return (
      (entry.boundary !== undefined && readsMfa(entry.boundary)) ||
      (account.scp ?? []).some(({ policies }) => policies.some(readsMfa))
    );
  }

  /** The trust policies of roles that the actor may be able to assume, and which ask for something. */
  private trustsOf(actor: Actor): PreparedPolicy[] {
    const roles = trustIndexOf(this.model).rolesFor(actor.member);
    return roles.flatMap(({ entry: { trust } }) => (trust?.compiled.readsContext ? trust : []));
  }

  private joinGroups(actor: Actor): Escalation[] {
    if (actor.entry.principal.type !== 'User' || actor.can('iam:AddUserToGroup') === 'never') return [];
    const joined = actor.entry.groups ?? [];
    return actor.account.groups.flatMap(({ name, arn, policies }) => {
      if (joined.includes(name)) return [];
      const to = actor.with({ groups: [...joined, name], identity: [...actor.entry.identity, ...policies] });
      return step(actor, 'addToGroup', arn, [actor.need('iam:AddUserToGroup', arn)]).map((one) => ({ steps: [one], to }));
    });
  }

  private removeBoundary(actor: Actor): Escalation[] {
    const { boundary, principal, arn } = actor.entry;
    if (boundary === undefined || (principal.type !== 'User' && principal.type !== 'AssumedRole')) return [];
    const kind = principal.type === 'User' ? 'User' : 'Role';
    const now = boundaryContext(boundary);
    const needs = [
      actor.need(`iam:Delete${kind}PermissionsBoundary`, arn, now.carries, now.lacks),
      actor.need(`iam:Put${kind}PermissionsBoundary`, arn, { 'iam:PermissionsBoundary': ADMINISTRATOR_ACCESS }),
    ];
    if (isCustomerManaged(boundary)) needs.push(actor.need('iam:CreatePolicyVersion', boundary.ref.arn ?? ''));
    const to = actor.withoutBoundary();
    return needs.flatMap((need) =>
      step(actor, 'removeBoundary', need?.resource ?? arn, [need]).map((one) => ({ steps: [one], to })),
    );
  }

  /** Keys and passwords of other users of the account, with a device of MFA where they need one, each as it is or with more policies. */
  private *takeUsers(actor: Actor): Steps<Escalation[]> {
    const ways = USER_WAYS.filter(({ action }) => actor.can(action) !== 'never');
    if (ways.length === 0) return [];
    const found: Escalation[] = [];
    let strengthening = this.strengthening(actor, ['User', 'Group']);
    for (const member of this.index.membersOf(actor.account.accountId)) {
      const { arn, principal, hasLoginProfile, hasMfa } = member.entry;
      if (principal.type !== 'User' || arn === actor.entry.arn) continue;
      yield;
      const to = this.actorOf(member);
      if (!this.leadsOn(to) && strengthening === 'none') continue;
      const taken = ways.flatMap(({ action, method, needsLogin }) => {
        if (needsLogin !== null && hasLoginProfile === !needsLogin) return [];
        const met = needWithTag(actor, action, to);
        if (met === null) return [];
        const sure = needsLogin === null || hasLoginProfile !== undefined;
        const need: EscalationNeed = sure ? met.need : { ...met.need, access: 'sometimes' };
        // AWS: whoever has a device is asked for it when signing in.
        const asked = needsLogin !== null && hasMfa === true;
        const off = asked ? step(actor, 'removeMfa', arn, [actor.need('iam:DeactivateMFADevice', arn)]) : [];
        return asked && off.length === 0 ? [] : [[...met.before, ...off, ...step(actor, method, arn, [need])]];
      });
      for (const steps of taken) strengthening = enter(found, actor, to, steps, strengthening);
      const [shortest] = taken;
      const register = shortest !== undefined && this.asksMfa(to) ? registerMfa(actor, to) : [];
      if (shortest !== undefined && register.length > 0) found.push({ steps: [...register, ...shortest], to: to.withMfa() });
    }
    return found;
  }

  /** Roles that trust the actor, and roles of the account that can be made to, each as it is or with more policies. */
  private *takeRoles(actor: Actor): Steps<Escalation[]> {
    const found: Escalation[] = [];
    for (const role of trustIndexOf(this.model).rolesFor(actor.member)) {
      yield;
      const { access, deciding } = role.entry.arn === actor.entry.arn ? NEVER : canAssume(this.index, actor.member, role);
      if (access === 'never') continue;
      const need: EscalationNeed = { action: 'sts:AssumeRole', resource: role.entry.arn, access, deciding };
      for (const assume of step(actor, 'assumeRole', role.entry.arn, [need])) {
        const to = this.actorOf(role);
        found.push({ steps: [assume], to }, ...this.assumeWithTags(actor, assume, to));
        if (role.account === actor.account) found.push(...strengthened(actor, to, [assume]));
      }
    }
    if (actor.can('iam:UpdateAssumeRolePolicy') === 'never') return found;
    for (const role of this.rolesBeside(actor)) {
      yield;
      const to = this.actorOf(role);
      const met = needWithTag(actor, 'iam:UpdateAssumeRolePolicy', to);
      if (met === null) continue;
      const update = [...met.before, ...step(actor, 'updateTrust', role.entry.arn, [met.need])];
      const assume = step(actor, 'assumeRole', role.entry.arn, [this.assumeTrusting(actor, role.entry.arn)]);
      if (assume.length > 0)
        found.push({ steps: [...update, ...assume], to }, ...strengthened(actor, to, [...update, ...assume]));
    }
    return found;
  }

  /**
   * Whether it may lead on to give others policies before one becomes them. Who can give itself an administrator's needs nobody for that, and
   * asking it for everybody takes long.
   */
  private strengthening(actor: Actor, kinds: readonly Target['kind'][]): Strengthening {
    const able = kinds.some(
      (kind) => actor.can(`iam:Attach${kind}Policy`) !== 'never' || actor.can(`iam:Put${kind}Policy`) !== 'never',
    );
    if (!able) return 'none';
    const gains = this.gains.get(actor) ?? this.gainPolicies(actor).some(isCertain);
    this.gains.set(actor, gains);
    return gains ? 'none' : 'any';
  }

  /** With tags passed to the session of a role whose policies ask for them. */
  private assumeWithTags(actor: Actor, assume: EscalationStep, role: Actor): Escalation[] {
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

  /** Roles of the account that trust an identity provider which the actor can make say what it likes. */
  private *takeProviders(actor: Actor): Steps<Escalation[]> {
    const found: Escalation[] = [];
    let strengthening = this.strengthening(actor, ['Role']);
    for (const role of this.federatedBeside(actor)) {
      yield;
      if (role.entry.arn === actor.entry.arn) continue;
      for (const steps of throughProvider(this.index, actor, role))
        strengthening = enter(found, actor, this.actorOf(role), steps, strengthening);
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

  private rolesBeside(actor: Actor): readonly Member[] {
    return this.index.membersOf(actor.account.accountId).filter(({ entry }) => {
      const linked = entry.principal.type === 'AssumedRole' && entry.principal.serviceLinked;
      return entry.trust !== undefined && entry.arn !== actor.entry.arn && !linked;
    });
  }

  /** Assuming a role of the account once its trust policy names the actor: only a Deny or a guardrail can stop that. */
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

  private *passRoles(actor: Actor): Steps<Escalation[]> {
    if (actor.can('iam:PassRole') === 'never') return [];
    const found: Escalation[] = [];
    let strengthening = this.strengthening(actor, ['Role']);
    for (const { service, actions } of COMPUTE_SERVICES) {
      if (actions.some((action) => actor.can(action) === 'never')) continue;
      // Most services are trusted by no role, and what lets the actor use them is not worth finding.
      let runs: readonly (EscalationNeed | null)[] | null = null;
      for (const role of this.rolesBeside(actor)) {
        yield;
        const trusted = this.trustsService(role, service);
        if (trusted === 'never') continue;
        const pass = actor.need('iam:PassRole', role.entry.arn, { 'iam:PassedToService': service });
        runs ??= actions.map((action) => actor.needOf(action));
        const sure = pass === null || trusted === 'always' ? pass : { ...pass, access: trusted };
        const made = step(actor, 'passRole', role.entry.arn, [sure, ...runs], { service });
        if (made.length === 0) continue;
        strengthening = enter(found, actor, this.actorOf(role), made, strengthening);
      }
    }
    return found;
  }

  /** What runs with a role already, and can be made to run something else. */
  private *takeOver(actor: Actor): Steps<Escalation[]> {
    const found: Escalation[] = [];
    let strengthening = this.strengthening(actor, ['Role']);
    for (const { service, actions } of TAKEN_OVER) {
      for (const [arn, resources] of this.runningBeside(actor, service)) {
        yield;
        const role = this.index.member(arn);
        if (role === undefined || arn === actor.entry.arn || this.trustsService(role, service) === 'never') continue;
        for (const resource of resources) {
          const steps = takeOverSteps(actor, resource.arn, actions, service);
          if (steps === null) continue;
          strengthening = enter(found, actor, this.actorOf(role), steps, strengthening);
          break;
        }
      }
    }
    return found;
  }

  /** Another role for what runs already. */
  private *changeRoles(actor: Actor): Steps<Escalation[]> {
    if (actor.can('iam:PassRole') === 'never') return [];
    const found: Escalation[] = [];
    let strengthening = this.strengthening(actor, ['Role']);
    for (const { service, actions } of ROLE_CHANGED) {
      const running = this.runningOf(actor, service).slice(0, MOST_TRIED);
      const needs = running.map(({ arn }) => actions.map((action) => actor.need(action, arn)));
      const met = needs.find((all) => all.every((need) => need !== null));
      if (met === undefined) continue;
      for (const role of this.rolesBeside(actor)) {
        yield;
        const trusted = this.trustsService(role, service);
        if (trusted === 'never') continue;
        const pass = actor.need('iam:PassRole', role.entry.arn, { 'iam:PassedToService': service });
        const sure = pass === null || trusted === 'always' ? pass : { ...pass, access: trusted };
        const made = step(actor, 'passRole', role.entry.arn, [sure, ...met], { service });
        if (made.length === 0) continue;
        strengthening = enter(found, actor, this.actorOf(role), made, strengthening);
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

  /** By the role that it runs as; some of each role are enough to find one that can be taken over. */
  private runningBeside(actor: Actor, service: string): ReadonlyMap<string, readonly AccessResource[]> {
    const key = `${actor.account.accountId} ${service}`;
    const known = this.byRole.get(key);
    if (known !== undefined) return known;
    const all = groupsOf(this.runningOf(actor, service), ({ runs }) => runs?.role ?? '');
    const some = new Map([...all].filter(([role]) => role !== '').map(([role, each]) => [role, each.slice(0, MOST_TRIED)]));
    this.byRole.set(key, some);
    return some;
  }

  private trustsService(role: Member, service: string) {
    const principal = { type: 'Service', serviceName: service } as const;
    const guarded = { accountId: role.account.accountId, policy: role.entry.trust };
    const request = { principal, action: 'sts:AssumeRole', resourceAccount: role.account.accountId };
    const known = knownContextOf(principal, {});
    return askKnown(request, askedResource(role.entry.arn), this.index.outsideSet(guarded), known).access;
  }

  private createPrincipals(actor: Actor): Escalation[] {
    const { accountId } = actor.account;
    const lacks = ['iam:PermissionsBoundary'];
    const of = (kind: 'User' | 'Role', method: 'createUser' | 'createRole'): Escalation[] => {
      const arn = `arn:aws:iam::${accountId}:${kind.toLowerCase()}/*`;
      const [create] = step(actor, method, arn, [actor.need(`iam:Create${kind}`, arn, {}, lacks)]);
      if (create === undefined) return [];
      const enter =
        kind === 'User'
          ? step(actor, 'createAccessKey', arn, [actor.need('iam:CreateAccessKey', arn)])
          : step(actor, 'assumeRole', arn, [this.assumeTrusting(actor, arn)]);
      const [last] = enter;
      return last === undefined
        ? []
        : policyEdits(actor, { arn, kind }, undefined).map((edit) => ({ steps: [create, edit, last], to: null }));
    };
    return [...of('User', 'createUser'), ...of('Role', 'createRole')];
  }
}

/** Of what runs with the same role so many are tried. */
const MOST_TRIED = 20;

function groupsOf<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** Where the actor may not invoke a function it may still be able to let itself. */
function takeOverSteps(actor: Actor, arn: string, actions: readonly string[], service: string): EscalationStep[] | null {
  const needs = actions.map((action) => actor.need(action, arn));
  const invoke = actions.indexOf('lambda:InvokeFunction');
  const opens =
    invoke >= 0 && needs[invoke] === null ? step(actor, 'addPermission', arn, [actor.need('lambda:AddPermission', arn)]) : [];
  const rest = opens.length > 0 ? needs.filter((_, at) => at !== invoke) : needs;
  const [run] = step(actor, 'takeOver', arn, rest, { service });
  return run === undefined ? null : [...opens, run];
}

const NEVER = { access: 'never', deciding: [] } as const;

/** How somebody gets into a user; `needsLogin`: whether the user must have a password for that, or none. */
const USER_WAYS = [
  { action: 'iam:CreateAccessKey', method: 'createAccessKey', needsLogin: null },
  { action: 'iam:CreateLoginProfile', method: 'createLoginProfile', needsLogin: false },
  { action: 'iam:UpdateLoginProfile', method: 'updateLoginProfile', needsLogin: true },
] as const;

/** A permission on a user or role, and what comes before it: a tag of the target, where a condition asks for one that the actor can set. */
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

/** The same user or role with a policy that the actor gives it, or a group that it is in, before it gets in. */
function strengthened(actor: Actor, target: Actor, enter: readonly EscalationStep[]): Escalation[] {
  const { entry } = target;
  const to = target.with({ identity: [...entry.identity, ...GAINED_POLICY] });
  const edits = ownTargets(target).flatMap((one) => policyEdits(actor, one, entry.boundary));
  return edits.map((edit) => ({ steps: [edit, ...enter], to }));
}

/** Whether to look for others to give policies to: for any, only for those who surely become administrators, or for nobody any more. */
type Strengthening = 'any' | 'certain' | 'none';

/**
 * Adds a way into somebody, as it is and, where that may lead on, with policies given first.
 * @returns what is still to be looked for: one administrator is enough, and one that is made in any case ends it
 */
function enter(
  found: Escalation[],
  actor: Actor,
  to: Actor,
  steps: readonly EscalationStep[],
  strengthening: Strengthening,
): Strengthening {
  found.push({ steps, to });
  if (strengthening === 'none') return 'none';
  const stronger = strengthened(actor, to, steps);
  found.push(...stronger.filter((one) => strengthening === 'any' || isCertain(one) || !one.to?.isAdministrator()));
  if (stronger.some(isCertain)) return 'none';
  return stronger.some((one) => one.to?.isAdministrator()) ? 'certain' : strengthening;
}

/** Whether it makes an administrator whatever the calls carry. */
function isCertain({ steps, to }: Escalation): boolean {
  return to?.isAdministrator() === true && steps.every(({ needs }) => needs.every(({ access }) => access === 'always'));
}

/** Putting an administrator's policy on a principal or group: attached or inline. */
function policyEdits(actor: Actor, { arn, kind }: Target, boundary: PreparedPolicy | undefined): EscalationStep[] {
  const { carries, lacks } = boundaryContext(boundary);
  const attach = actor.need(`iam:Attach${kind}Policy`, arn, { ...carries, ...ATTACHES_ADMINISTRATOR }, lacks);
  const put = actor.need(`iam:Put${kind}Policy`, arn, carries, lacks);
  return [...step(actor, 'attachPolicy', arn, [attach]), ...step(actor, 'putPolicy', arn, [put])];
}

function ownTargets({ entry, account }: Actor): Target[] {
  return [
    ...principalTarget(entry),
    ...account.groups.flatMap(({ name, arn }): Target[] => (entry.groups?.includes(name) ? [{ arn, kind: 'Group' }] : [])),
  ];
}

function principalTarget(entry: AccessPrincipal): Target[] {
  const kind = kindOf(entry);
  return kind === null ? [] : [{ arn: entry.arn, kind }];
}
