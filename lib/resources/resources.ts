import type { AccessResource } from '@gatehouse/policy/analyze';
import { serviceOfArn } from '@gatehouse/policy/arn';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { prepareStoredPolicy } from '../core/authorization/prepared-policies';
import { isPublicPolicy } from '../core/authorization/public-policy';
import {
  type AskedAt,
  isGone,
  isGoneForOwner,
  type NamedReading,
  type Place,
  type ResourceKind,
  type RunsWith,
  type StoredResource,
} from '../core/module/kind';
import { fromModules, type Module, registriesOf } from '../core/module/module';
import type { AnyOperation, Check, Scope } from '../core/operation';
import { readTags } from '../core/tags';
import { before } from '../core/text/text-parts';
import { giveWay, grouped, readInChunks, readOwned, sortInTurns } from '../core/work/bulk';
import type { Transaction } from '../db/client';
import { findRoleByArn } from '../iam/role/rows';
import { findUser } from '../iam/user/rows';
import { toStoredPolicy } from './policies';
import { isOwnersOnly, type ResourceFacts, resourceFacts } from './questions';
import { findResource, findResources, fromRow, withInherited } from './rows';

/** Returns the kinds of all modules. */
function kindsOf(modules: readonly Module[]): readonly ResourceKind[] {
  return modules.flatMap(({ resources = [] }) => resources);
}

/** Returns the kind of the resource that an ARN names or lies in. Undefined if no kind here has that ARN. */
function kindOf(arn: string): ResourceKind | undefined {
  return fromModules(kindsOf).find(({ arnPattern }) => arnPattern?.test(arn));
}

/** Returns a service's types of stored resources, each with the check of the call that lists them in a Region. */
export function listingsOf(service: string, place: Pick<Place, 'region' | 'accountId'>): { type: string; check: Check }[] {
  const kinds = fromModules(kindsOf).filter((kind) => kind.service === service);
  // A kind that is part of another is listed with that, as the aliases of keys.
  const whole = kinds.find(({ listed }) => listed);
  return kinds.flatMap(({ type, listed = whole?.listed }) => (listed ? { type, check: listed.check(place) } : []));
}

/**
 * Returns the actions that read and save the policy of the resource that an ARN names. Both are absent for a resource without
 * policies; `save` is absent if no call saves a whole policy.
 */
export function policyActionsOf(arn: string): { read?: string; save?: string } {
  const { listed, policy } = kindOf(arn) ?? {};
  return {
    ...(listed?.policyBy !== undefined && { read: listed.policyBy }),
    ...(policy?.savedBy !== undefined && { save: policy.savedBy }),
  };
}

/** A stored resource with its kind. */
export type KeptResource = { kind: ResourceKind; found: StoredResource };

/** Returns the resource stored under an ARN, or the bucket of an object's ARN. Null if there is none. */
export async function findKeptResource(asked: AskedAt, arn: string): Promise<KeptResource | null> {
  const kind = kindOf(arn);
  const found = kind && (await findResource(asked.db, kind, kind.containerOf?.(arn) ?? arn));
  return found && !(await isGoneForOwner(asked, kind, found)) ? { kind, found } : null;
}

/** Returns the resources of many ARNs, read at once. */
export async function findKeptResources(asked: AskedAt, arns: Iterable<string>): Promise<(arn: string) => KeptResource | null> {
  const sought = new Map<ResourceKind, Map<string, string>>();
  for (const arn of arns) {
    const kind = kindOf(arn);
    if (!kind) continue;
    const ofKind = sought.get(kind) ?? new Map<string, string>();
    sought.set(kind, ofKind.set(arn, kind.containerOf?.(arn) ?? arn));
  }
  const kept = new Map<string, KeptResource>();
  for (const [kind, containers] of sought) {
    const found = await findResources(asked.db, kind, containers.values());
    for (const [arn, container] of containers) {
      const resource = found.get(container);
      if (resource && !(await isGoneForOwner(asked, kind, resource))) kept.set(arn, { kind, found: resource });
    }
  }
  return (arn) => kept.get(arn) ?? null;
}

type AnyKind = { service: string; type: string; resource: StoredResource };

/** Returns resources of many kinds with their accounts' settings for each kind. Resources of unknown kinds are omitted. */
async function asKept(db: Transaction, resources: readonly AnyKind[]): Promise<KeptResource[]> {
  const byKind = grouped(resources, ({ service, type }) => `${service} ${type}`);
  const kept: KeptResource[] = [];
  for (const kind of fromModules(kindsOf)) {
    const own = (byKind.get(`${kind.service} ${kind.type}`) ?? []).map(({ resource }) => resource);
    if (own.length > 0) for (const found of await withInherited(db, kind, own)) kept.push({ kind, found });
  }
  return kept;
}

/** Returns a stored resource's parts of a check, as on a real call. */
export function factsOfKept(
  { kind, found }: KeptResource,
  asked: { action: string | undefined; callerAccountId: string },
): ResourceFacts {
  return resourceFacts(kind, { arn: found.arn, accountId: found.accountId, found }, asked);
}

/** Returns whether a resource's service accepts an action from the owner's account only. This is public knowledge in AWS. */
function isForOwnersOnly(arn: string, action: string): boolean {
  const kind = kindOf(arn);
  return kind !== undefined && isOwnersOnly(kind, action);
}

const keptOf = new WeakMap<AccessResource, KeptResource>();

/** Returns the stored resource of a model's resource, or null if it is invented. */
export function keptResourceOf(resource: AccessResource): KeptResource | null {
  return keptOf.get(resource) ?? null;
}

/** Returns a stored resource for checks of many callers. Its policy is parsed at the first check. */
export function accessResource(kept: KeptResource, runsWith?: RunsWith): AccessResource {
  const { kind, found } = kept;
  const { arn, accountId, policy: document } = found;
  let policy: PreparedPolicy | undefined;
  const resource: AccessResource = {
    arn,
    accountId,
    get policy() {
      if (document !== null) policy ??= prepareStoredPolicy({ resourceArn: arn, document });
      return policy;
    },
    ...(kind.ownersOnly && { ownersOnly: kind.ownersOnly }),
    ...(kind.blocksPublicAccess?.(found) && { blockPublicAccess: true }),
    ...(kind.runs && { runs: { service: kind.runs.service, ...runsWith } }),
    factsFor: (callerAccountId) => {
      const { context, resourceTags = [] } = factsOfKept(kept, { action: undefined, callerAccountId });
      const tags = Object.fromEntries(resourceTags.map(({ Key, Value }) => [`aws:ResourceTag/${Key}`, Value]));
      const absentKeys = ['aws:ResourceTag/*', ...(kind.absentKeys ?? [])];
      return { knownContext: { 'aws:ResourceAccount': accountId, ...tags, ...context }, absentKeys };
    },
  };
  keptOf.set(resource, kept);
  return resource;
}

/**
 * Reads all resources of some accounts, sorted by ARN, for checks of many. Expired ones are included: expiry moves no revision,
 * so code that caches them must call `isThere`.
 * @returns by account
 */
export async function readAccessResources(
  db: Transaction,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, readonly AccessResource[]>> {
  const rows = await readOwned(accountIds, (where, take) => db.resource.findMany({ where, orderBy: { id: 'asc' }, take }));
  const stored: AnyKind[] = [];
  for (const row of rows) {
    stored.push({ service: row.service, type: row.type, resource: fromRow(row) });
    await giveWay();
  }
  const kept = await asKept(db, stored);
  const sorted = await sortInTurns(kept, (a, b) => (a.found.arn < b.found.arn ? -1 : 1));
  const running = await runningWith(db, sorted);
  const resources: AccessResource[] = [];
  for (const each of sorted) {
    resources.push(accessResource(each, running.get(each.found.id)));
    await giveWay();
  }
  return grouped(resources, ({ accountId }) => accountId);
}

/**
 * Returns a resource as it would be with another policy, to try the policy out.
 * @param text as its owner would write it; null: without one
 * @throws AwsError the service's error for a policy that it does not accept
 */
export async function withPolicyTried(
  scope: Pick<Scope, 'db' | 'partition' | 'caller'>,
  { kind, found }: KeptResource,
  text: string | null,
): Promise<AccessResource> {
  const policy = text === null || !kind.policy ? null : await toStoredPolicy(scope, kind.policy, found.arn, text);
  const kept = { kind, found: { ...found, policy } };
  const tried = accessResource(kept).policy;
  if (tried && kind.refusePublic && (await isPublicPolicy(tried))) await kind.refusePublic(scope, found);
  return accessResource(await underPolicy(scope, kept, tried));
}

/** Returns a resource with the effects of a new policy's being public or not. */
export async function underPolicy(
  { db }: { db: Transaction },
  { kind, found }: KeptResource,
  policy: PreparedPolicy | undefined,
): Promise<KeptResource> {
  if (!kind.asPublic) return { kind, found };
  const isPublic = policy !== undefined && (await isPublicPolicy(policy));
  // The account's settings are read only for resources to which they matter, and now they may.
  const [tried = found] = await withInherited(db, kind, [kind.asPublic(found, isPublic)]);
  return { kind, found: tried };
}

/** Adds the roles of the code that runs in resources, by resource id. */
async function runningWith(db: Transaction, kept: readonly KeptResource[]): Promise<ReadonlyMap<string, RunsWith>> {
  const running = new Map<string, RunsWith>();
  for (const kind of fromModules(kindsOf)) {
    const own = kind.runs ? kept.filter((each) => each.kind === kind).map(({ found }) => found) : [];
    if (own.length === 0) continue;
    for (const [id, runsWith] of (await kind.runs?.with(db, own)) ?? []) running.set(id, runsWith);
  }
  return running;
}

/** Returns whether a resource of a model still exists. */
export function isThere(resource: AccessResource, now: Date): boolean {
  const kept = keptOf.get(resource);
  return kept === undefined || !isGone(kept.kind, kept.found, now);
}

/** Returns when a resource of a model expires, if known. It agrees with `isThere`, for code that caches its decisions. */
export function goneAt(resource: AccessResource): Date | null {
  const kept = keptOf.get(resource);
  return kept?.kind.goneAt?.(kept.found) ?? null;
}

/**
 * Returns the owner of a resource whose ARN does not name an account, or null if none is stored. The caller must be allowed to
 * read that account.
 */
export async function ownerOfKept(scope: AskedAt, arn: string): Promise<string | null> {
  return (await findKeptResource(scope, arn))?.found.accountId ?? null;
}

/** The stored facts about a resource that matter to a check. */
export type StoredFacts = Pick<Check, 'trustPolicy'> & Partial<Omit<ResourceFacts, 'resourceAccount'>>;
/** The subject of a check. Without an action, it covers all actions. */
type AskedAbout = { Action?: string; Resource: string };

/**
 * Returns the stored facts for a check. For a user or role they are its tags, and the trust policy if the action is assuming it.
 * For other resources they are policy, tags and condition keys.
 */
export async function storedFacts(
  { db }: { db: Transaction },
  owner: string,
  question: AskedAbout,
  kept: KeptResource | null,
  callerAccountId: string,
): Promise<StoredFacts> {
  const { Action, Resource } = question;
  if (kept) return factsOfKept(kept, { action: Action, callerAccountId });
  const [, accountId, type, name] = /^arn:[^:]+:iam::(\d{12}):(user|role)\/(?:.+\/)?([^/]+)$/.exec(Resource) ?? [];
  const service = serviceOf(question);
  if (accountId !== owner || name === undefined) return ownersOnlyOf(question);
  if (type === 'user') {
    const user = service === 'iam' ? await findUser({ db, accountId: owner }, name) : null;
    return user ? { resourceTags: await readTags(db, user.id) } : {};
  }
  const role = livesHere(question) ? await findRoleByArn(db, Resource) : null;
  if (!role) return {};
  const resourceTags = await readTags(db, role.id);
  // IAM's actions do not use the trust policy, and STS's always do.
  const trustPolicy = { roleArn: Resource, document: role.assumeRolePolicyDocument };
  return Action !== undefined && service === 'iam' ? { resourceTags } : { resourceTags, trustPolicy };
}

/**
 * Returns the check of a call without an operation here. All stored facts about the resource matter, in any account, as on real
 * calls.
 * @param owner of the resource
 * @param kept the resource itself, if it is stored here
 */
export async function checkOfStored(
  { Action, Resource }: Required<AskedAbout>,
  { owner, callerAccountId, kept, db }: { owner: string; callerAccountId: string; kept: KeptResource | null; db: Transaction },
): Promise<Check> {
  const own = kept?.found.accountId === owner ? kept : null;
  return {
    action: Action,
    resource: Resource,
    resourceAccount: owner,
    // Without a known policy, a resource allows no other account.
    ...(owner !== callerAccountId && { resourcePolicy: { resourceArn: Resource, document: null } }),
    ...(await storedFacts({ db }, owner, { Action, Resource }, own, callerAccountId)),
  };
}

/** Returns the facts about actions on such a resource that AWS makes public. */
export function ownersOnlyOf({ Action, Resource }: AskedAbout): StoredFacts {
  return Action !== undefined && isForOwnersOnly(Resource, Action) ? { ownersOnly: true } : {};
}

/** The services whose resources are all stored here, so that a policy that is not found does not exist. */
const LIVES_HERE: ReadonlySet<string> = new Set(['iam', 'sts', 'organizations']);

/** Returns whether the service of a check is one of them: the action's service, or else the resource's. */
export function livesHere(question: AskedAbout): boolean {
  return LIVES_HERE.has(serviceOf(question));
}

function serviceOf({ Action, Resource }: AskedAbout): string {
  return (Action === undefined ? serviceOfArn(Resource) : before(Action, ':')).toLowerCase();
}

/** A call that shows something, and its input. */
export type Reading = [operation: AnyOperation, input: object];

function readingNamed(kind: ResourceKind, [name, input]: NamedReading): Reading {
  const operation = fromModules(registriesOf).get(kind.service)?.[name];
  if (!operation) throw new Error(`${kind.service} has no operation ${name}`);
  return [operation, input];
}

/** Returns the call that shows the tags of a resource, or of an object if `ofObject` is true. Null if it is not stored here. */
export function storedTagReading(arn: string, ofObject: boolean): Reading | null {
  const kind = kindOf(arn);
  const reading = (ofObject && kind?.contentTagReading?.(arn)) || kind?.tagReading?.(arn);
  return kind && reading ? readingNamed(kind, reading) : null;
}

/**
 * Returns the call that shows a resource's policy. Only callers who may make it may see the text. Null if it is not stored here.
 */
export function policyReading(arn: string): Reading | null {
  const kind = kindOf(arn);
  const reading = kind?.policyReading?.(arn);
  return kind && reading ? readingNamed(kind, reading) : null;
}

/**
 * Reads the resources of accounts whose kinds have tags, in chunks. Resources whose time is over are left out.
 * @param among limits them to a Region, or to resources that have a tag
 */
export async function* readTaggedResources(
  db: Transaction,
  accountIds: readonly string[],
  now: Date,
  { region, tagged }: { region?: string; tagged?: true } = {},
): AsyncGenerator<readonly { type: string; found: StoredResource }[]> {
  const limits = { ...(region !== undefined && { region }), ...(tagged && { tags: { not: '[]' } }) };
  for (const kind of fromModules(kindsOf)) {
    const { service, type, tagReading } = kind;
    if (!tagReading) continue;
    const chunks = readInChunks(
      (after, take) =>
        db.resource.findMany({
          where: { accountId: { in: [...accountIds] }, service, type, id: { gt: after }, ...limits },
          orderBy: { id: 'asc' },
          take,
        }),
      ({ id }) => id,
    );
    for await (const rows of chunks) {
      const found = rows.map((row) => fromRow<object>(row)).filter((resource) => !isGone(kind, resource, now));
      yield found.map((resource) => ({ type: `${service}:${type}`, found: resource }));
    }
  }
}
