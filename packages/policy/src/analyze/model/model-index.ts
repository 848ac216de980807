import { accountOfArn } from '../../arn/parse-arn';
import { actionEntry, type CompiledStatement, statementsFor } from '../../evaluate/compile-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import { isRole, prepareRequest } from '../../evaluate/request';
import type { PolicySet } from '../../evaluate/types';
import type { AccessAccount, AccessModel, AccessPrincipal, AccessResource } from './access-model';
import { type KnownContext, knownContextOf, withKnown } from './known-context';

/** A principal of the model, with its known context computed on request. */
export class Member {
  private context: KnownContext | null = null;
  private allows: readonly CompiledStatement[] | null = null;

  constructor(
    /** The unique index in the model. */
    readonly position: number,
    readonly account: AccessAccount,
    readonly entry: AccessPrincipal,
  ) {}

  get known(): KnownContext {
    this.context ??= knownContextOf(this.entry.principal, this.entry.facts ?? {});
    return this.context;
  }

  /** Returns its own Allow statements that can match sts:AssumeRole. */
  get assumes(): readonly CompiledStatement[] {
    this.allows ??= this.entry.identity.flatMap(({ compiled }) =>
      statementsFor(compiled.allows, 'sts').filter(({ actions }) => actionEntry(actions, ASSUME_ROLE) >= 0 !== actions.negated),
    );
    return this.allows;
  }
}

/** The resource of a question: its policy, and the account whose RCPs apply (undefined: the caller's own). */
export type GuardedResource = {
  accountId: string | undefined;
  policy: PreparedPolicy | undefined;
  unknown?: AccessResource['unknown'];
  blockPublicAccess?: boolean;
  ownersOnly?: boolean;
  /** The known values of every request about it, by the calling account. */
  factsFor?: AccessResource['factsFor'];
};

/** The lookups over a model, built once for each. */
export type ModelIndex = {
  members: readonly Member[];
  /** The ids in the order of the members. */
  accountIds: readonly string[];
  membersOf: (accountId: string) => readonly Member[];
  /** Finds a member by the ARN of the user, role or root user, or by the unique id (AIDA…, AROA…). */
  member: (name: string) => Member | undefined;
  account: (accountId: string) => AccessAccount | undefined;
  /** Returns the ARN of a user or role outside the model by its unique id. */
  nameOf: (id: string) => string | undefined;
  resource: (arn: string) => AccessResource | undefined;
  /** Returns the resource as requests see it: with a role's trust policy, or for an object with its bucket's policy. */
  guarded: (action: string, resource: string) => GuardedResource;
  /** Returns the policies for requests about a resource by callers outside the model. */
  outsideSet: (resource: GuardedResource) => PolicySet<PreparedPolicy>;
  /** Returns the known context of a member's requests about a resource. */
  knownOf: (member: Member, resource: GuardedResource) => KnownContext;
  /** Returns every policy that applies to a member's requests about a resource. */
  policySet: (member: Member, resource: GuardedResource) => PolicySet<PreparedPolicy>;
};

const known = new WeakMap<AccessModel, ModelIndex>();

export function modelIndexOf(model: AccessModel): ModelIndex {
  const found = known.get(model) ?? makeIndex(model);
  known.set(model, found);
  return found;
}

const ASSUME_ROLE = prepareRequest(
  { principal: { type: 'Anonymous' }, action: 'sts:AssumeRole', resource: '*', context: {} },
  false,
);

function makeIndex(model: AccessModel): ModelIndex {
  const members: Member[] = [];
  const byAccount = new Map<string, Member[]>();
  const byName = new Map<string, Member>();
  const accounts = new Map(model.accounts.map((account) => [account.accountId, account]));
  const resources = new Map(model.resources.map((resource) => [resource.arn, resource]));
  for (const account of model.accounts) {
    const own: Member[] = [];
    byAccount.set(account.accountId, own);
    for (const entry of account.principals) {
      const member = new Member(members.length, account, entry);
      members.push(member);
      own.push(member);
      byName.set(entry.arn, member);
      const id = uniqueIdOf(entry);
      if (id !== null) byName.set(id, member);
    }
  }
  const resource = (arn: string) => resources.get(arn) ?? resources.get(bucketOf(arn));
  return {
    members,
    accountIds: [...byAccount.keys()],
    membersOf: (accountId) => byAccount.get(accountId) ?? [],
    member: (name) => byName.get(name),
    account: (accountId) => accounts.get(accountId),
    nameOf: (id) => model.names?.get(id),
    resource,
    guarded: (action, arn) => {
      if (action.toLowerCase().startsWith('sts:') && isRole(arn)) {
        const role = byName.get(arn);
        if (role !== undefined) return { accountId: role.account.accountId, policy: role.entry.trust };
      }
      // An identity store is in the management account, but its service itself decides which accounts may call.
      if (action.toLowerCase().startsWith('identitystore:')) return { accountId: undefined, policy: undefined };
      const found = resource(arn);
      if (found === undefined) return { accountId: accountOfArn(arn) ?? undefined, policy: undefined };
      const { accountId, policy, unknown, blockPublicAccess, factsFor } = found;
      const ownersOnly = found.ownersOnly?.has(action.toLowerCase());
      return { accountId, policy, unknown, blockPublicAccess, ownersOnly, factsFor };
    },
    knownOf,
    outsideSet: (guarded) =>
      guardedSet(model, guarded.accountId === undefined ? undefined : accounts.get(guarded.accountId), guarded),
    policySet: (member, guarded) => {
      const owner = guarded.accountId === undefined ? member.account : accounts.get(guarded.accountId);
      return memberSet(member, guardedSet(model, owner, guarded));
    },
  };
}

const knownOfMembers = new WeakMap<NonNullable<GuardedResource['factsFor']>, Map<Member, KnownContext>>();

function knownOf(member: Member, { factsFor }: GuardedResource): KnownContext {
  if (factsFor === undefined) return member.known;
  const ofMembers = knownOfMembers.get(factsFor) ?? new Map<Member, KnownContext>();
  knownOfMembers.set(factsFor, ofMembers);
  const found = ofMembers.get(member);
  if (found !== undefined) return found;
  const { knownContext = {}, absentKeys } = factsFor(member.account.accountId);
  const known = withKnown(member.known, knownContext, absentKeys);
  ofMembers.set(member, known);
  return known;
}

function uniqueIdOf({ principal }: AccessPrincipal): string | null {
  if (principal.type === 'User') return principal.userId;
  return principal.type === 'AssumedRole' ? principal.roleId : null;
}

/** Returns the bucket of an object. AWS: objects have no policies of their own, the bucket's policy applies. */
function bucketOf(arn: string): string {
  const slash = arn.indexOf('/');
  return /^arn:[^:]*:s3:::/.test(arn) && slash > 0 ? arn.slice(0, slash) : arn;
}

function guardedSet(
  model: AccessModel,
  owner: AccessAccount | undefined,
  { policy, unknown, blockPublicAccess, ownersOnly }: GuardedResource,
): PolicySet<PreparedPolicy> {
  const set: PolicySet<PreparedPolicy> = { identity: [], resourceInManagementAccount: owner?.management ?? false };
  if (owner?.rcp !== undefined) set.rcp = owner.rcp;
  if (model.rcpServices !== undefined) set.rcpServices = model.rcpServices;
  if (policy !== undefined) set.resource = policy;
  if (unknown !== undefined) set.unknown = unknown;
  if (blockPublicAccess === true) set.blockPublicAccess = true;
  if (ownersOnly === true) set.ownersOnly = true;
  return set;
}

function memberSet({ account, entry }: Member, set: PolicySet<PreparedPolicy>): PolicySet<PreparedPolicy> {
  set.identity = entry.identity;
  set.principalInManagementAccount = account.management;
  if (entry.boundary !== undefined) set.boundary = entry.boundary;
  if (account.scp !== undefined) set.scp = account.scp;
  return set;
}
