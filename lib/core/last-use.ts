import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import type { Principal } from '@gatehouse/policy/evaluate';
import type { Transaction } from '../db/client';
import type { Insertion } from '../db/direct-queries';
import { letOthersIn } from './bulk';
import { TRIAL } from './event-category';
import type { RecordedDecision, WholeEvent } from './event-rows';

/** A row of the table of last uses: of a principal, an action, and a kind of resource. */
export type LastUse = NonNullable<Awaited<ReturnType<Transaction['lastUse']['findFirst']>>>;

/** Who asked when, and whether the call was let through. */
type Attempt = Pick<LastUse, 'accountId' | 'principalId' | 'region'> & { time: Date; letThrough: boolean };
type Asked = Pick<RecordedDecision, 'action' | 'resource' | 'decision'>;

/**
 * What a call counts as in the table of last uses: an attempt for each permission that was checked, also where it was denied, and a success
 * where it was allowed and the call was let through, whatever it was answered then. Source: IAM User Guide, "Refine permissions in AWS using
 * last accessed information", which counts all attempts.
 * @returns nothing for who is neither a user, a role nor root, for what Gatehouse does itself, and for trials, as nothing happened then
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

/** The same of an event that is stored. What another account's principal did is in the events of its own account. */
export function usesOfEvent(event: WholeEvent): LastUse[] {
  const { accountId, principalType, awsRegion: region, time, outcome } = event;
  if (!['User', 'AssumedRole', 'Root'].includes(principalType) || isNobodys(event.via) || event.principalId === null) return [];
  // Of a role's session: the role.
  const [principalId = ''] = event.principalId.split(':');
  return toUses({ accountId, principalId, region, time, letThrough: outcome !== 'Denied' }, event.decision);
}

/** The id under which a principal's uses are counted: the user's, the role's, root's account; undefined for others. */
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
    // Only what is in the catalog, so that nobody fills the table with names of their own.
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

/** What is literal in the ARNs of a kind of resources, with a name between each two. */
type ClassPattern = { name: string; parts: readonly string[] };
const classes = new Map<string, readonly ClassPattern[]>();

/** The kind of a resource, as the catalog calls it: `user` of an ARN that an action on users names; `*` where none fits. */
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
    // A name has one character at least.
    const found = isLast ? text.length - part.length : text.indexOf(part, at + 1);
    if (found <= at || (isLast && !text.endsWith(part))) return false;
    at = found + part.length;
  }
  return at === text.length;
}

/** Of an action, those whose ARNs say most first: an object of a bucket would be taken for a bucket otherwise. */
function classesOf(action: string): readonly ClassPattern[] {
  const known = classes.get(action);
  if (known) return known;
  const catalog = loadCatalog();
  const found = catalog.action(action);
  const ofAction = new Set(found?.resourceTypes.map(({ name }) => name));
  const types = catalog.resourceTypesOf(found?.service ?? '').filter(({ name }) => ofAction.has(name));
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
 * Uses of several calls as rows, one for each key and in the order of their keys, in which whoever writes several has to write them.
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

/** Uses to be written with the events that they come from. @param uses as they come out of `mergeUses` */
export function insertionOfUses(uses: readonly LastUse[]): Insertion {
  const ifThere = { key: KEY, add: ['count'], replace: ['lastAttempt', 'region'], replaceUnlessNull: ['lastSuccess'] };
  return { model: 'lastUse', rows: uses, ifThere };
}

const SELECT_KEY = Object.freeze({ accountId: true, principalId: true, action: true, resourceClass: true });

/** The key of a use, for Prisma. */
function keyOf({ accountId, principalId, action, resourceClass: kind }: LastUse) {
  return { accountId, principalId, action, resourceClass: kind };
}

/** Writes uses in the transaction of a write. @param uses as they come out of `mergeUses` */
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

/** Writes uses that are older than all that were counted so far. @param uses as they come out of `mergeUses` */
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

/** The uses of all principals of an account, some at a time; those of one principal always together. */
export async function* usesOfAccount(db: Transaction, accountId: string): AsyncGenerator<readonly LastUse[]> {
  let after = '';
  for (let take = ROWS_AT_ONCE; ; await letOthersIn()) {
    const found = await db.lastUse.findMany({
      where: { accountId, principalId: { gt: after } },
      orderBy: [{ principalId: 'asc' }, { action: 'asc' }],
      take,
    });
    const last = found.at(-1)?.principalId;
    // That of the last row may go on.
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
