import { type Applicability, applicabilityOf } from './applicability';
import { credentialRefusal, needsNoPermission } from './credential';
import { ASSUMED_ROOT_BYPASSES_TASK_POLICY, EXPLICIT_DENY_ORDER } from './open-points';
import { type DecisionRecord, type Grant, NO_GRANT, type PreparedPolicy } from './record';
import { isKmsKey, isRole, type PreparedRequest } from './request';
import type { Blocker, Decision, OrganizationLevel, PolicySet, PolicyType, StatementRef, StepName, StepTrace } from './types';

type Set = PolicySet<PreparedPolicy>;
type Levels = readonly OrganizationLevel<PreparedPolicy>[];

/** AWS: the caller's own policies decide. No policy on a member's root user could grant it (AssumeRoot). */
const IDENTITY_ONLY_ACTIONS: ReadonlySet<string> = new Set(['sts:assumeroot']);

/** AWS: the root user can always repair a bucket or queue policy that denies everybody. */
const ROOT_UNLOCK_ACTIONS: ReadonlySet<string> = new Set([
  's3:getbucketpolicy',
  's3:putbucketpolicy',
  's3:deletebucketpolicy',
  'sqs:getqueueattributes',
  'sqs:setqueueattributes',
]);

const NO_STATEMENTS: readonly StatementRef[] = [];
const ALLOWED_WITHOUT_ASKING: Decision = { decision: 'Allowed', blockedBy: [], deciding: NO_STATEMENTS };

/** Tests whether the principal's and the resource's accounts differ, so that both must allow. */
export function isCrossAccount({ caller, resourceAccount, action }: PreparedRequest): boolean {
  return caller.accountId !== '' && caller.accountId !== resourceAccount && !IDENTITY_ONLY_ACTIONS.has(action);
}

/**
 * Decides from the record, in the order of AWS's flow. `steps` receives the result of each step. Source: IAM User Guide, "How AWS
 * enforcement code logic evaluates requests to allow or deny access", and "Cross-account policy evaluation logic".
 */
export function decide(request: PreparedRequest, set: Set, record: DecisionRecord, steps: StepTrace[] | null): Decision {
  return new Flow(request, set, record, steps).run();
}

class Flow {
  private readonly applies: Applicability;
  /** The implicit denials, in the order of the flow. */
  private readonly blockers: Blocker[] = [];
  private readonly deciding: StatementRef[] = [];

  constructor(
    private readonly request: PreparedRequest,
    private readonly set: Set,
    private readonly record: DecisionRecord,
    private readonly steps: StepTrace[] | null,
  ) {
    this.applies = applicabilityOf(request, set);
  }

  run(): Decision {
    if (needsNoPermission(this.request)) {
      this.log('noPermissionNeeded', 'Allow', NO_STATEMENTS, 'noPermissionNeeded');
      return ALLOWED_WITHOUT_ASKING;
    }
    const refusal = credentialRefusal(this.request);
    if (refusal !== null) {
      this.log('credential', 'Deny', NO_STATEMENTS, refusal);
      return { decision: 'ExplicitDeny', blockedBy: [{ type: 'credential', kind: 'explicit' }], deciding: NO_STATEMENTS };
    }
    const denied = this.explicitDenies();
    if (denied !== null && this.steps === null) return denied;
    const implied = this.implicit();
    return denied ?? implied;
  }

  private log(step: StepName, outcome: StepTrace['outcome'], statements: readonly StatementRef[], reason?: string): void {
    this.steps?.push(reason === undefined ? { step, outcome, statements } : { step, outcome, reason, statements });
  }

  private explicitDenies(): Decision | null {
    const blockedBy: Blocker[] = [];
    const deciding: StatementRef[] = [];
    for (const type of EXPLICIT_DENY_ORDER) this.collectDenies(type, blockedBy, deciding);
    const spared = this.set.resource !== undefined && this.applies.resource === null && this.rootUnlocks();
    this.log('explicitDeny', deciding.length > 0 ? 'Deny' : 'NoMatch', deciding, spared ? 'rootRepairsPolicy' : undefined);
    return blockedBy.length === 0 ? null : { decision: 'ExplicitDeny', blockedBy, deciding };
  }

  private collectDenies(type: (typeof EXPLICIT_DENY_ORDER)[number], blockedBy: Blocker[], deciding: StatementRef[]): void {
    const { set, applies } = this;
    switch (type) {
      case 'scp':
      case 'rcp':
        if (applies[type] !== null) return;
        for (const level of set[type] ?? []) {
          for (const policy of level.policies) this.collectFrom(policy, type, level, blockedBy, deciding);
        }
        return;
      case 'resource':
        if (applies.resource === null && set.resource !== undefined && !this.rootUnlocks()) {
          this.collectFrom(set.resource, this.resourceType(), null, blockedBy, deciding);
        }
        return;
      case 'identity':
      case 'session':
        if (applies[type] === null)
          for (const policy of set[type] ?? []) this.collectFrom(policy, type, null, blockedBy, deciding);
        if (type === 'session') for (const policy of set.scopes ?? []) this.collectFrom(policy, type, null, blockedBy, deciding);
        return;
      case 'boundary':
      case 'vpcEndpoint': {
        const policy = set[type];
        if (applies[type] === null && policy !== undefined) this.collectFrom(policy, type, null, blockedBy, deciding);
      }
    }
  }

  private collectFrom(
    policy: PreparedPolicy,
    type: PolicyType,
    level: OrganizationLevel<PreparedPolicy> | null,
    blockedBy: Blocker[],
    deciding: StatementRef[],
  ): void {
    for (const statementIndex of this.record.denies(policy)) {
      const statement = { policyId: policy.ref.id, statementIndex };
      deciding.push(statement);
      if (blockedBy.some((blocker) => blocker.type === type)) continue;
      const blocker: Blocker = { type, kind: 'explicit', policy: policy.ref, statement };
      blockedBy.push(level === null ? blocker : { ...blocker, level: namesOf(level) });
    }
  }

  /** Tests whether the owner's root user repairs a bucket or queue policy, which does not apply to it then. */
  private rootUnlocks(): boolean {
    const { caller, resourceAccount, action } = this.request;
    const root = caller.type === 'Root' || caller.type === 'AssumedRoot';
    return root && caller.accountId === resourceAccount && ROOT_UNLOCK_ACTIONS.has(action);
  }

  private resourceType(): 'trust' | 'resource' {
    if (this.applies.resource === null && this.set.resource?.ref.type === 'trust') return 'trust';
    return this.set.resource === undefined && this.request.service === 'sts' && isRole(this.request.resource)
      ? 'trust'
      : 'resource';
  }

  private implicit(): Decision {
    this.levels('rcp');
    this.levels('scp');
    this.single('vpcEndpoint', this.set.vpcEndpoint);
    const { type } = this.request.caller;
    if (this.request.caller.accountId === '') this.withoutAccount();
    else if (isCrossAccount(this.request)) this.crossAccount();
    else if (type === 'Root' || type === 'AssumedRoot') this.rootOfOwner();
    else this.sameAccount();
    if (this.set.scopes !== undefined) this.scopes(this.set.scopes);
    if (this.set.blockPublicAccess === true) this.publicAccess();
    const { blockers, deciding } = this;
    if (blockers.length > 0) {
      // A known denial decides, whatever the unknown parts contain.
      const known = blockers.filter(({ kind }) => kind !== 'unknown');
      return { decision: 'ImplicitDeny', blockedBy: known.length > 0 ? known : blockers, deciding: NO_STATEMENTS };
    }
    return { decision: 'Allowed', blockedBy: [], deciding };
  }

  private isSkipped(type: 'scp' | 'rcp' | 'vpcEndpoint' | 'identity' | 'boundary' | 'session'): boolean {
    const reason = this.applies[type];
    if (reason !== null) this.log(type, 'Skipped', NO_STATEMENTS, reason);
    return reason !== null;
  }

  /** Requires an Allow at every level: union within a level, intersection across levels. */
  private levels(type: 'scp' | 'rcp'): void {
    const open = type === 'rcp' && this.applies.rcp === 'notKnownHere' && this.set.unknown?.includes('resource') === true;
    if (open) this.leaveOpen('rcp', 'rcp');
    else if (!this.isSkipped(type)) this.askLevels(type);
  }

  private askLevels(type: 'scp' | 'rcp'): void {
    const levels: Levels = this.set[type] ?? [];
    const from = this.deciding.length;
    let missing: OrganizationLevel<PreparedPolicy> | null = null;
    for (const level of levels) {
      if (!this.firstAllow(level.policies)) missing ??= level;
    }
    if (missing !== null) this.blockers.push({ type, kind: 'implicit', level: namesOf(missing) });
    this.log(type, missing === null ? 'Allow' : 'NoMatch', this.since(from));
  }

  /** Records the first Allow among policies. Returns false if there is none. */
  private firstAllow(policies: readonly PreparedPolicy[]): boolean {
    for (const policy of policies) {
      const statementIndex = this.record.allow(policy);
      if (statementIndex < 0) continue;
      this.deciding.push({ policyId: policy.ref.id, statementIndex });
      return true;
    }
    return false;
  }

  private since(from: number): readonly StatementRef[] {
    return this.steps === null ? NO_STATEMENTS : this.deciding.slice(from);
  }

  private single(type: 'vpcEndpoint' | 'boundary', policy: PreparedPolicy | undefined): void {
    if (this.isSkipped(type) || policy === undefined) return;
    const from = this.deciding.length;
    const allowed = this.firstAllow([policy]);
    if (!allowed) this.blockers.push({ type, kind: 'implicit', policy: policy.ref });
    this.log(type, allowed ? 'Allow' : 'NoMatch', this.since(from));
  }

  private many(type: 'identity' | 'session', policies: readonly PreparedPolicy[]): void {
    if (this.isSkipped(type)) return;
    const from = this.deciding.length;
    const allowed = this.firstAllow(policies);
    if (!allowed) this.blockers.push({ type, kind: 'implicit' });
    this.log(type, allowed ? 'Allow' : 'NoMatch', this.since(from));
  }

  /** Records that nothing known denies, but something unknown may. */
  private leaveOpen(step: 'rcp' | 'resource' | 'identity', type: PolicyType): void {
    this.blockers.push({ type, kind: 'unknown' });
    this.log(step, 'Unknown', NO_STATEMENTS, 'notKnownHere');
  }

  private grantOfResource(): Grant {
    const { resource } = this.set;
    return resource === undefined || this.applies.resource !== null ? NO_GRANT : this.record.grant(resource);
  }

  private takeGrant({ statement: statementIndex }: Grant, reason: string): void {
    const { resource } = this.set;
    const statement = { policyId: resource === undefined ? '' : resource.ref.id, statementIndex };
    this.deciding.push(statement);
    this.log('resource', 'Allow', [statement], reason);
  }

  private refuseByResource(): void {
    const type = this.resourceType();
    if (this.applies.resource === 'notKnownHere') {
      this.leaveOpen('resource', type);
      return;
    }
    const asked = this.applies.resource === null ? this.set.resource : undefined;
    this.blockers.push(asked === undefined ? { type, kind: 'implicit' } : { type, kind: 'implicit', policy: asked.ref });
    this.log('resource', 'NoMatch', NO_STATEMENTS, this.applies.resource ?? 'noGrant');
  }

  /**
   * Records that no grant by the resource is needed: by the owner's own principals, and by a principal that acts on another account's root
   * user.
   */
  private noGrantNeeded(grant: Grant): void {
    const reason = grant.class === 'ACCOUNT' ? 'accountAddsNothing' : (this.applies.resource ?? 'noGrantNeeded');
    this.log('resource', 'Skipped', NO_STATEMENTS, IDENTITY_ONLY_ACTIONS.has(this.request.action) ? 'callerSideOnly' : reason);
  }

  /**
   * Skips policies that do not apply or are unknown for that reason, even if their Allow is not needed: unknown policies may still deny.
   */
  private skipRest(names: readonly ('identity' | 'boundary' | 'session')[], reason: string): void {
    if (this.steps === null) return;
    for (const step of names) this.log(step, 'Skipped', NO_STATEMENTS, this.applies[step] ?? reason);
  }

  /** Decides for services, anonymous callers, and web identity and SAML callers, which have only the access that the resource grants. */
  private withoutAccount(): void {
    const grant = this.grantOfResource();
    if (grant.class === 'DIRECT') this.takeGrant(grant, 'direct');
    else this.refuseByResource();
    this.skipRest(['identity', 'boundary', 'session'], 'noPrincipalAccount');
  }

  /** Decides across accounts: both must allow. */
  private crossAccount(): void {
    const grant = this.grantOfResource();
    if (grant.class === 'NONE') this.refuseByResource();
    else this.takeGrant(grant, reasonOf(grant));
    this.principalSide();
  }

  private principalSide(): void {
    if (this.applies.identity === 'notKnownHere') this.leaveOpen('identity', 'identity');
    else this.many('identity', this.set.identity);
    this.single('boundary', this.set.boundary);
    this.many('session', this.set.session ?? []);
  }

  /** Requires an Allow of every scope-down policy. Source: STS API Reference, GetScopedCredentials. */
  private scopes(policies: readonly PreparedPolicy[]): void {
    const from = this.deciding.length;
    const missing = policies.find((policy) => !this.firstAllow([policy]));
    if (missing !== undefined) this.blockers.push({ type: 'session', kind: 'implicit', policy: missing.ref });
    this.log('scope', missing === undefined ? 'Allow' : 'NoMatch', this.since(from));
  }

  /** Applies Block Public Access. Source: Amazon S3 User Guide, "Blocking public access": RestrictPublicBuckets. */
  private publicAccess(): void {
    const { caller, resourceAccount } = this.request;
    const spared = caller.type === 'Service' ? 'awsService' : caller.accountId === resourceAccount ? 'ownAccount' : null;
    if (spared === null) this.blockers.push({ type: 'blockPublicAccess', kind: 'implicit' });
    this.log('blockPublicAccess', spared === null ? 'NoMatch' : 'Skipped', NO_STATEMENTS, spared ?? 'restrictedToOwner');
  }

  /** Tests whether the policy must name the caller: ownership grants nothing for trust policies and key policies. */
  private mustBeNamed(): boolean {
    return this.resourceType() === 'trust' || isKmsKey(this.request.resource);
  }

  private rootOfOwner(): void {
    const grant = this.grantOfResource();
    const named = grant.class !== 'NONE';
    if (named) this.takeGrant(grant, reasonOf(grant));
    else if (this.mustBeNamed()) this.refuseByResource();
    else this.noGrantNeeded(grant);
    const direct = grant.class === 'DIRECT' && ASSUMED_ROOT_BYPASSES_TASK_POLICY;
    this.skipRest(['identity', 'boundary'], 'rootUser');
    if (direct) this.skipRest(['session'], 'bypassedByDirectGrant');
    else this.many('session', this.set.session ?? []);
  }

  private sameAccount(): void {
    const grant = this.grantOfResource();
    if (grant.class === 'DIRECT') {
      this.takeGrant(grant, 'direct');
      this.skipRest(['identity', 'boundary', 'session'], 'bypassedByDirectGrant');
    } else if (grant.class === 'ROLE' || grant.class === 'FED_SOURCE_USER') {
      this.takeGrant(grant, reasonOf(grant));
      this.skipRest(['identity'], 'replacedByResourceGrant');
      this.single('boundary', this.set.boundary);
      this.many('session', this.set.session ?? []);
    } else if (grant.class === 'NONE' && this.mustBeNamed()) {
      this.refuseByResource();
      this.skipRest(['identity', 'boundary', 'session'], 'mustBeNamedByResource');
    } else {
      // Except for keys and roles, naming the account adds nothing to ownership.
      if (grant.class === 'ACCOUNT' && this.mustBeNamed()) this.takeGrant(grant, 'account');
      else this.noGrantNeeded(grant);
      this.principalSide();
    }
  }
}

function namesOf({ id, name, kind }: OrganizationLevel<PreparedPolicy>): Blocker['level'] {
  return { id, name, kind };
}

function reasonOf(grant: Grant): string {
  switch (grant.class) {
    case 'DIRECT':
      return 'direct';
    case 'ROLE':
      return 'role';
    case 'FED_SOURCE_USER':
      return 'federatedSourceUser';
    default:
      return 'account';
  }
}
