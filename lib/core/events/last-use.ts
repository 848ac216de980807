import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { Principal } from '@gatehouse/policy/evaluate';
import type { Transaction } from '../../db/client';
import type { Insertion } from '../../db/direct-queries';
import { TRIAL } from '../module/event-category';
import { letOthersIn, readByIds } from '../work/bulk';
import type { RecordedDecision, WholeEvent } from './event-rows';

/** A row of the table of last uses: for a principal, an action and a kind of resource. */
export type LastUse = NonNullable<Awaited<ReturnType<Transaction['lastUse']['findFirst']>>>;

/**
 * Returns the last uses of principals of an account.
 * @param since only uses that succeeded since this time
 */
export function readLastUses(
  db: Transaction,
  accountId: string,
  principalIds: Iterable<string>,
  since?: Date,
): Promise<LastUse[]> {
  const succeeded = since && { lastSuccess: { gte: since } };
  return readByIds(principalIds, (ids) => db.lastUse.findMany({ where: { accountId, principalId: { in: ids }, ...succeeded } }));
}

/** A principal's call at a time. `letThrough` is true if the call was not stopped. */
type Attempt = Pick<LastUse, 'accountId' | 'principalId' | 'region'> & { time: Date; letThrough: boolean };
type Asked = Pick<RecordedDecision, 'action' | 'resource' | 'decision'>;

/**
 * Returns what a call adds to the table of last uses. Each checked permission counts as an attempt, also if denied. It counts as
 * a success if it was allowed and the call was not stopped, whatever the call answered. Source: IAM User Guide, "Refine
 * permissions in AWS using last accessed information", which counts all attempts.
 * @returns nothing for callers other than users, roles and root, for Gatehouse's own actions, and for trials
 */
export function usesOf(
  call: { caller: { principal: Principal }; via: string; now: Date },
  event: { region: string; outcome: string; trial?: boolean | undefined },
  checks: readonly Asked[],
): LastUse[] {
  const { principal } = call.caller;
  const principalId = ownerOfUses(principal);
  if (principalId === undefined || !('accountId' in principal) || event.trial || isNobodys(call.via)) return [];
  const { region, outcome } = event;
  return toUses(
    { accountId: principal.accountId, principalId, region, time: call.now, letThrough: outcome !== 'Denied' },
    checks,
  );
}

/** Returns the same for a stored event. Principals of other accounts are counted by events of their own accounts. */
export function usesOfEvent(event: WholeEvent): LastUse[] {
  const { accountId, principalType, awsRegion: region, time, outcome } = event;
  if (!['User', 'AssumedRole', 'Root'].includes(principalType) || isNobodys(event.via) || event.principalId === null) return [];
  // A role session counts for the role.
  const [principalId = ''] = event.principalId.split(':');
  return toUses({ accountId, principalId, region, time, letThrough: outcome !== 'Denied' }, event.decision);
}

/** Returns the id under which a principal's uses are counted: the user's, the role's or root's account. Undefined for others. */
export function ownerOfUses(principal: Principal): string | undefined {
  switch (principal.type) {
    case 'User':
      return principal.userId;
    case 'AssumedRole':
      return principal.roleId;
    case 'Root':
      return principal.accountId;
    default:
      return undefined;
  }
}

function isNobodys(via: string): boolean {
  return via === 'system' || via === TRIAL;
}

function toUses({ accountId, principalId, region, time, letThrough }: Attempt, checks: readonly Asked[]): LastUse[] {
  return checks.flatMap(({ action: asked, resource, decision }) => {
    // Only actions of the catalog count, so that nobody can fill the table with invented names.
    const action = loadCatalog().action(asked);
    if (!action) return [];
    const name = `${action.service}:${action.name}`;
    return {
      accountId,
      principalId,
      action: name,
      resourceClass: resourceClass(name, resource),
      lastAttempt: time,
      lastSuccess: letThrough && decision === 'Allowed' ? time : null,
      region,
      count: 1,
    };
  });
}

/** The literal parts of the ARNs of a kind of resource. There is a name between two parts. */
type ClassPattern = { name: string; parts: readonly string[] };
const classes = new Map<string, readonly ClassPattern[]>();

/** Returns the kind of a resource, as the catalog calls it, e.g. `user` for the ARN of a user. `*` if none matches. */
export function resourceClass(action: string, resource: string): string {
  if (resource === '*') return '*';
  const rest = resource.split(':').slice(5).join(':');
  return classesOf(action).find(({ parts }) => fits(rest, parts))?.name ?? '*';
}

function fits(text: string, [first = '', ...others]: readonly string[]): boolean {
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const [index, part] of others.entries()) {
    const isLast = index === others.length - 1;
    // A name has at least one character.
    const found = isLast ? text.length - part.length : text.indexOf(part, at + 1);
    if (found <= at || (isLast && !text.endsWith(part))) return false;
    at = found + part.length;
  }
  return at === text.length;
}

/** Returns an action's resource patterns, the most specific first: otherwise an object would match as a bucket. */
function classesOf(action: string): readonly ClassPattern[] {
  const known = classes.get(action);
  if (known) return known;
  const catalog = loadCatalog();
  const found = catalog.action(action);
  const ofAction = new Set(found?.resourceTypes.map(({ name }) => name));
  const types = found ? catalog.resourceTypesOf(found.service).filter(({ name }) => ofAction.has(name)) : [];
  const patterns = types
    .map(({ name, arn }) => ({
      name,
      parts: arn
        .split(':')
        .slice(5)
        .join(':')
        .split(/\$\{[^}]*\}/),
    }))
    .sort((a, b) => b.parts.join('').length - a.parts.join('').length);
  classes.set(action, patterns);
  return patterns;
}

const KEY = ['accountId', 'principalId', 'action', 'resourceClass'] as const;

/**
 * Merges the uses of several calls into rows, one per key, sorted by key. Writers must write them in this order.
 * @param uses in the order of their times
 */
export function mergeUses(uses: readonly LastUse[]): LastUse[] {
  const byKey = new Map<string, LastUse>();
  for (const use of uses) {
    const key = KEY.map((name) => use[name]).join(' ');
    const before = byKey.get(key);
    const merged = before && { ...use, lastSuccess: use.lastSuccess ?? before.lastSuccess, count: before.count + use.count };
    byKey.set(key, merged ?? use);
  }
  return [...byKey].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, use]) => use);
}

/** Returns the insertion of uses, to be written with their events. @param uses as returned by `mergeUses` */
export function insertionOfUses(uses: readonly LastUse[]): Insertion {
  const ifThere = { key: KEY, add: ['count'], replace: ['lastAttempt', 'region'], replaceUnlessNull: ['lastSuccess'] };
  return { model: 'lastUse', rows: uses, ifThere };
}

const SELECT_KEY = Object.freeze({ accountId: true, principalId: true, action: true, resourceClass: true });

/** Returns a use's key for Prisma. */
function keyOf({ accountId, principalId, action, resourceClass: kind }: LastUse) {
  return { accountId, principalId, action, resourceClass: kind };
}

/** Writes uses in the transaction of a write. @param uses as returned by `mergeUses` */
export async function storeUses(tx: Transaction, uses: readonly LastUse[]): Promise<void> {
  for (const use of uses) {
    const { lastAttempt, lastSuccess, region, count } = use;
    await tx.lastUse.upsert({
      where: { accountId_principalId_action_resourceClass: keyOf(use) },
      create: use,
      update: { lastAttempt, region, count: { increment: count }, ...(lastSuccess && { lastSuccess }) },
      select: SELECT_KEY,
    });
  }
}

/** Writes uses that are older than all counted ones. @param uses as returned by `mergeUses` */
export async function storeOlderUses(tx: Transaction, uses: readonly LastUse[]): Promise<void> {
  for (const use of uses) {
    const { lastSuccess, count } = use;
    await tx.lastUse.upsert({
      where: { accountId_principalId_action_resourceClass: keyOf(use) },
      create: use,
      update: { count: { increment: count } },
      select: SELECT_KEY,
    });
    if (lastSuccess) await tx.lastUse.updateMany({ where: { ...keyOf(use), lastSuccess: null }, data: { lastSuccess } });
  }
}

const ROWS_AT_ONCE = 1_000;

/** Reads the uses of all principals of an account in chunks. A principal's uses stay together. */
export async function* usesOfAccount(db: Transaction, accountId: string): AsyncGenerator<readonly LastUse[]> {
  let after = '';
  for (let take = ROWS_AT_ONCE; ; await letOthersIn()) {
    const found = await db.lastUse.findMany({
      where: { accountId, principalId: { gt: after } },
      orderBy: [{ principalId: 'asc' }, { action: 'asc' }],
      take,
    });
    const last = found.at(-1)?.principalId;
    // The last row's principal may continue in the next chunk.
    const rows = found.length < take ? found : found.filter(({ principalId }) => principalId !== last);
    if (found.length === take && rows.length === 0) {
      take *= 2;
      continue;
    }
    if (rows.length > 0) yield rows;
    if (found.length < take) return;
    after = rows.at(-1)?.principalId ?? after;
    take = ROWS_AT_ONCE;
  }
}
