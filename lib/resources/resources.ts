import type { AccessResource } from '@gatehouse/policy/analyze';
import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { giveWay, grouped, readOwned, sortInTurns } from '../core/bulk';
import {
  type AskedAt,
  isGone,
  isGoneForOwner,
  type NamedReading,
  type ResourceKind,
  type RunsWith,
  type StoredResource,
} from '../core/kind';
import { fromModules, type Module, registriesOf } from '../core/module';
import type { AnyOperation, Check, Scope } from '../core/operation';
import { prepareStoredPolicy } from '../core/prepared-policies';
import { isPublicPolicy } from '../core/public-policy';
import { readTags } from '../core/tags';
import type { Transaction } from '../db/client';
import { findRoleByArn } from '../iam/role/rows';
import { findUser } from '../iam/user/rows';
import { toStoredPolicy } from './policies';
import { isOwnersOnly, type ResourceFacts, resourceFacts } from './questions';
import { findResource, findResources, fromRow, withInherited } from './rows';

/** Returns the kinds of all modules. Of a kind without an ARN nobody can ask. */
function kindsOf(modules: readonly Module[]): readonly ResourceKind[] {
  return modules.flatMap(({ resources = [] }) => resources);
}

/** Returns the kind of the resource that an ARN names or lies in; undefined for an ARN of no kind that is stored here. */
function kindOf(arn: string): ResourceKind | undefined {
  return fromModules(kindsOf).find(({ arnPattern }) => arnPattern?.test(arn));
}

/** The types of what a service keeps that can be asked about. What an account sets for all its buckets is kept and has no ARN of AWS's. */
export function keptTypes(service: string): string[] {
  return fromModules(kindsOf).flatMap((kind) => (kind.service === service ? kind.type : []));
}

/** A resource that is stored, and what must be known of its kind. */
export type KeptResource = { kind: ResourceKind; found: StoredResource };

/** What is stored under an ARN, of an object its bucket; null where none of that ARN is kept. */
export async function findKeptResource(asked: AskedAt, arn: string): Promise<KeptResource | null> {
  const kind = kindOf(arn);
  const found = kind && (await findResource(asked.db, kind, kind.containerOf?.(arn) ?? arn));
  return found && !(await isGoneForOwner(asked, kind, found)) ? { kind, found } : null;
}

/** The same for questions that come together: all are read at once. */
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

/** Resources of many kinds with what their accounts say of each kind; those of a kind that is not here are left out. */
async function asKept(db: Transaction, resources: readonly AnyKind[]): Promise<KeptResource[]> {
  const byKind = grouped(resources, ({ service, type }) => `${service} ${type}`);
  const kept: KeptResource[] = [];
  for (const kind of fromModules(kindsOf)) {
    const own = (byKind.get(`${kind.service} ${kind.type}`) ?? []).map(({ resource }) => resource);
    if (own.length > 0) for (const found of await withInherited(db, kind, own)) kept.push({ kind, found });
  }
  return kept;
}

/** What a real call would be told of a resource that is kept. */
export function factsOfKept(
  { kind, found }: KeptResource,
  asked: { action: string | undefined; callerAccountId: string },
): ResourceFacts {
  return resourceFacts(kind, { arn: found.arn, accountId: found.accountId, found }, asked);
}

/** Returns whether the service of a resource takes an action from its owner's account alone, which AWS tells everybody. */
function isForOwnersOnly(arn: string, action: string): boolean {
  const kind = kindOf(arn);
  return kind !== undefined && isOwnersOnly(kind, action);
}

const keptOf = new WeakMap<AccessResource, KeptResource>();

/** What is stored of a resource of a model; null for one that was made up. */
export function keptResourceOf(resource: AccessResource): KeptResource | null {
  return keptOf.get(resource) ?? null;
}

/** The same for questions about many callers. Its policy is read when it is first asked for. */
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
 * All resources of some accounts, in the order of their ARNs, for questions about many. Those whose time is over are among them: that moves no
 * revision, so whoever keeps them asks `isThere`.
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
 * A resource as it would be with another policy, for whoever tries one out.
 * @param text as its owner would write it; null: without one
 * @throws AwsError what its service answers for a policy that it does not take
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

/** A resource with what follows from whether a policy that it would have is public. */
export async function underPolicy(
  { db }: { db: Transaction },
  { kind, found }: KeptResource,
  policy: PreparedPolicy | undefined,
): Promise<KeptResource> {
  if (!kind.asPublic) return { kind, found };
  const isPublic = policy !== undefined && (await isPublicPolicy(policy));
  // What its account says is read of those alone for which it matters, and now it may.
  const [tried = found] = await withInherited(db, kind, [kind.asPublic(found, isPublic)]);
  return { kind, found: tried };
}

/** With what code runs in resources, by their ids. */
async function runningWith(db: Transaction, kept: readonly KeptResource[]): Promise<ReadonlyMap<string, RunsWith>> {
  const running = new Map<string, RunsWith>();
  for (const kind of fromModules(kindsOf)) {
    const own = kind.runs ? kept.filter((each) => each.kind === kind).map(({ found }) => found) : [];
    if (own.length === 0) continue;
    for (const [id, runsWith] of (await kind.runs?.with(db, own)) ?? []) running.set(id, runsWith);
  }
  return running;
}

/** Returns whether a resource of a model is still there. */
export function isThere(resource: AccessResource, now: Date): boolean {
  const kept = keptOf.get(resource);
  return kept === undefined || !isGone(kept.kind, kept.found, now);
}

/** When the time of a resource of a model is over, where that is known; the same as `isThere` says, for whoever keeps what it judged. */
export function goneAt(resource: AccessResource): Date | null {
  const kept = keptOf.get(resource);
  return kept?.kind.goneAt?.(kept.found) ?? null;
}

/** Whose a resource is whose ARN does not say it; null where none of that ARN is kept. Who asks must be allowed to read that account. */
export async function ownerOfKept(scope: AskedAt, arn: string): Promise<string | null> {
  return (await findKeptResource(scope, arn))?.found.accountId ?? null;
}

/** What is stored of a resource that bears on questions about it. */
export type StoredFacts = Pick<Check, 'trustPolicy'> & Partial<Omit<ResourceFacts, 'resourceAccount'>>;
/** What is asked about a resource. Without an action it is about all of them. */
type AskedAbout = { Action?: string; Resource: string };

/**
 * What is stored of what is asked about: of a user or role its tags, and the trust policy where it is asked about assuming it; of a key, a queue
 * or the like its policy, tags and condition keys.
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
  // IAM asks no trust policy, STS always does.
  const trustPolicy = { roleArn: Resource, document: role.assumeRolePolicyDocument };
  return Action !== undefined && service === 'iam' ? { resourceTags } : { resourceTags, trustPolicy };
}

/**
 * The check of a call for which there is no operation here: all that is stored of the resource bears on it, whoever owns it, as on real calls.
 * @param owner of the resource
 * @param kept the resource itself, where it is kept here
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
    // What has no policy, or one that nobody knows here, lets in nobody of other accounts.
    ...(owner !== callerAccountId && { resourcePolicy: { resourceArn: Resource, document: null } }),
    ...(await storedFacts({ db }, owner, { Action, Resource }, own, callerAccountId)),
  };
}

/** What AWS tells everybody of actions on such a resource. */
export function ownersOnlyOf({ Action, Resource }: AskedAbout): StoredFacts {
  return Action !== undefined && isForOwnersOnly(Resource, Action) ? { ownersOnly: true } : {};
}

/** Services whose resources live here as a whole, so that a policy that was not found on one is not there. */
const LIVES_HERE: ReadonlySet<string> = new Set(['iam', 'sts', 'organizations']);

/** Returns whether the service that is asked, that of the action, else that of the resource, is one of those. */
export function livesHere(question: AskedAbout): boolean {
  return LIVES_HERE.has(serviceOf(question));
}

function serviceOf({ Action, Resource }: AskedAbout): string {
  return (Action === undefined ? Resource.split(':')[2] : Action.split(':')[0])?.toLowerCase() ?? '';
}

/** A call that shows something, and its input. */
export type Reading = [operation: AnyOperation, input: object];

function readingNamed(kind: ResourceKind, [name, input]: NamedReading): Reading {
  const operation = fromModules(registriesOf).get(kind.service)?.[name];
  if (!operation) throw new Error(`${kind.service} has no operation ${name}`);
  return [operation, input];
}

/** Returns the call that shows the tags of a resource, or of an object where that is asked for; null for what is not stored here. */
export function storedTagReading(arn: string, ofObject: boolean): Reading | null {
  const kind = kindOf(arn);
  const reading = (ofObject && kind?.contentTagReading?.(arn)) || kind?.tagReading?.(arn);
  return kind && reading ? readingNamed(kind, reading) : null;
}

/** Returns the call that shows the policy of a resource, whose text is for whoever may make it; null for what is not stored here. */
export function policyReading(arn: string): Reading | null {
  const kind = kindOf(arn);
  const reading = kind?.policyReading?.(arn);
  return kind && reading ? readingNamed(kind, reading) : null;
}
