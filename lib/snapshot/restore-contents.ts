import { randomInt } from 'node:crypto';
import { billsChanged, settlePayers } from '../account/billing-payers';
import { deleteChangesOf } from '../core/events/change-log';
import { tellMembershipChanged } from '../core/module/call-hooks';
import { delegateOf } from '../core/module/resource';
import { aheadOf, CLOCK, later, nowOf } from '../core/time/clock';
import { giveWay, letOthersIn, readByIds } from '../core/work/bulk';
import type { Transaction } from '../db/client';
import { modelsOf } from '../db/direct-columns';
import { cancelOpenInvitations } from '../organizations/handshake/rows';
import { type Contents, noRows } from './contents';
import type { RestorePlan } from './plan-restore';
import { type Extent, heldTable, heldTables, inPieces, pagesOf, type Row, rowsOf, type TableName } from './tables';

// Prisma takes 16 ms to write this many rows, during which nothing else runs.
const ROWS_AT_ONCE = 100;
const STANDALONE = { organizationId: null, parentId: null, joinedMethod: null, joinedAt: null };

type Restoring = { contents: Contents; plan: RestorePlan; extent: Extent; savedAt: Date; realTime: Date };

/**
 * Restores an extent to a snapshot inside a running transaction. Rows of accounts that the plan leaves out or releases, and of
 * all accounts outside the extent, stay.
 * @returns the organizations that exist afterwards
 */
export async function restoreContents(db: Transaction, restoring: Restoring): Promise<string[]> {
  const { contents, plan, extent, realTime } = restoring;
  // Previous payers are affected too, since a restored account may no longer know them.
  await billsChanged(db, idsOf([...plan.replaced, ...plan.removed]));
  const revisions = await organizationRevisions(db, extent);
  const clocks = await clocksOf(db, plan);
  await cancelInvitations(db, restoring);
  await departFromOrganizations(db, plan, realTime);
  await removeRows(db, plan, extent);
  // Released accounts lose their organization with its row. The other columns are reset here.
  await updateAccounts(db, plan.released, STANDALONE);
  await keepClocks(db, plan.released, clocks);

  const kept = keepRows(contents, new Set(idsOf(plan.leftOut)));
  // INVARIANT (revision): existing rows keep counting, and new ones start at a revision that no cache has.
  const organizations: Row[] = kept.Organization.map((row) => ({
    ...row,
    revision: revisions.get(row.id) ?? newRevision(),
    ...laterClock(row, clocks.get(row.managementAccountId)),
  }));
  await insertRows(db, 'Organization', organizations);
  const accounts = kept.Account.map((row) => ({ ...row, ...laterClock(row, clocks.get(row.id)) }));
  await restoreAccounts(db, accounts, plan);
  for (const name of heldTables()) {
    if (name !== 'Organization' && name !== 'Account') await insertRows(db, name, kept[name]);
  }
  await settlePayers(db, idsOf([...plan.replaced, ...plan.recreated, ...plan.released]), realTime);
  if (extent === 'everything') await db.installation.updateMany({ data: { demoAccessKey: contents.demoAccessKey ?? null } });
  return organizations.map((row) => String(Reflect.get(row, 'id')));
}

function idsOf(accounts: readonly { Id: string }[]): string[] {
  return accounts.map(({ Id }) => Id);
}

function newRevision(): number {
  return randomInt(2 ** 30);
}

/** Returns how many seconds accounts' clocks are ahead of real time, by account id. */
async function clocksOf(db: Transaction, plan: RestorePlan): Promise<Map<unknown, number>> {
  const accounts = await readByIds(idsOf([...plan.replaced, ...plan.removed, ...plan.released]), (ids) =>
    db.account.findMany({ where: { id: { in: ids } }, select: { id: true, ...CLOCK } }),
  );
  return new Map(accounts.map((account) => [account.id, aheadOf(account) / 1000]));
}

/**
 * A restore never sets a clock back, because the history stays and new events must come after it. Older snapshots have no clock.
 */
function laterClock({ clockAhead }: Row, now = 0): { clockAhead: number } {
  return { clockAhead: Math.max(now, typeof clockAhead === 'number' ? clockAhead : 0) };
}

async function keepClocks(db: Transaction, accounts: readonly { Id: string }[], clocks: Map<unknown, number>): Promise<void> {
  for (const account of accounts) await updateAccounts(db, [account], { clockAhead: clocks.get(account.Id) ?? 0 });
}

async function organizationRevisions(db: Transaction, extent: Extent): Promise<Map<unknown, number>> {
  const where = extent === 'everything' ? {} : { id: { in: [...extent.organizationIds] } };
  const rows = await db.organization.findMany({ where, select: { id: true, revision: true } });
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}

/** Invitations involve two accounts, so they are not restored. Invitations that were sent after the snapshot are canceled. */
async function cancelInvitations(db: Transaction, { contents, extent, savedAt, realTime }: Restoring): Promise<void> {
  if (extent === 'everything') return;
  const held = new Set(contents.tables.Organization.map(({ id }) => id));
  const organizations = await db.organization.findMany({
    where: { id: { in: [...extent.organizationIds] } },
    select: { id: true, clockAhead: true },
  });
  for (const { id: organizationId, clockAhead } of organizations) {
    const now = later(realTime, clockAhead * 1000);
    await cancelOpenInvitations(db, organizationId, now, held.has(organizationId) ? savedAt : undefined);
  }
}

/** The partition in the events of modules that clean up. A restore has no call that names another. */
const PARTITION = 'aws';

/** Tells the modules of released accounts while their organizations exist, so that nothing of a service's own remains in them. */
async function departFromOrganizations(db: Transaction, { released }: RestorePlan, realTime: Date): Promise<void> {
  const organization = { select: { id: true, managementAccountId: true, clockAhead: true } } as const;
  for (const { Id: accountId } of released) {
    const account = await db.account.findUnique({ where: { id: accountId }, select: { clockAhead: true, organization } });
    if (!account?.organization) continue;
    const scope = { db, now: nowOf(account, realTime), call: { partition: PARTITION } as const };
    await tellMembershipChanged(scope, { accountId, organization: account.organization, change: 'DEPARTED' });
    await giveWay();
  }
}

/** Deletes the rows of an extent, except the rows of accounts that stay, which others refer to. */
async function removeRows(db: Transaction, plan: RestorePlan, extent: Extent): Promise<void> {
  const removed = idsOf(plan.removed);
  const emptied: Extent =
    extent === 'everything'
      ? extent
      : { accountIds: [...idsOf(plan.replaced), ...removed], organizationIds: extent.organizationIds };
  for (const name of heldTables().toReversed()) {
    if (name === 'Account') continue;
    for await (const { where } of pagesOf(db, name, emptied)) await rowsOf(db, name).deleteMany({ where });
  }
  for (const ids of idsInPieces(removed)) {
    await db.temporaryCredential.deleteMany({ where: { accountId: { in: ids } } });
    await db.consoleSession.deleteMany({ where: { accountId: { in: ids } } });
    await db.snapshot.deleteMany({ where: { owner: { in: ids } } });
    await db.account.deleteMany({ where: { id: { in: ids } } });
    await deleteChangesOf(db, ids);
    await letOthersIn();
  }
}

function* idsInPieces(ids: readonly string[]): Generator<string[]> {
  for (let at = 0; at < ids.length; at += ROWS_AT_ONCE) yield ids.slice(at, at + ROWS_AT_ONCE);
}

async function updateAccounts(db: Transaction, accounts: readonly { Id: string }[], data: object): Promise<void> {
  for (const ids of idsInPieces(idsOf(accounts))) await db.account.updateMany({ where: { id: { in: ids } }, data });
}

type Kept = Record<TableName, readonly Row[]>;

/** Returns a snapshot's rows without those of accounts that are left out and those that refer to them. */
function keepRows(contents: Contents, leftOut: ReadonlySet<unknown>): Kept {
  if (leftOut.size === 0) return { ...contents.tables };
  const kept: Kept = noRows();
  for (const name of heldTables()) {
    const { owner, about } = heldTable(name);
    const owners = 'relation' in owner ? new Set(kept[owner.of].map(({ id }) => id)) : null;
    kept[name] = contents.tables[name].filter((row) => {
      if (about !== undefined && leftOut.has(row[about])) return false;
      return owners ? owners.has(row[owner.column]) : !leftOut.has(row[owner.column]);
    });
  }
  return kept;
}

async function restoreAccounts(db: Transaction, rows: readonly Row[], plan: RestorePlan): Promise<void> {
  const replaced = new Set<unknown>(idsOf(plan.replaced));
  // Aliases may have moved between these accounts, and an outside account may have taken one.
  await updateAccounts(db, plan.replaced, { alias: null });
  const aliases = rows.flatMap(({ alias }) => (typeof alias === 'string' ? [alias] : []));
  const elsewhere = await readByIds(aliases, (some) =>
    db.account.findMany({ where: { alias: { in: some } }, select: { alias: true } }),
  );
  const taken = new Set<unknown>(elsewhere.map(({ alias }) => alias));
  const recreated: Row[] = [];
  for (const { id, revision: _, readOnlyBecause = null, ...data } of fitting('Account', rows)) {
    if (taken.has(data.alias)) data.alias = null;
    // Whether the account is read-only was decided outside of it, perhaps after the snapshot.
    if (replaced.has(id)) await db.account.update({ where: { id: String(id) }, data });
    else recreated.push({ id, readOnlyBecause, ...data, revision: newRevision() });
    await giveWay();
  }
  await insertRows(db, 'Account', recreated);
}

async function insertRows(db: Transaction, name: TableName, rows: readonly Row[]): Promise<void> {
  for (const some of inPieces(rows, ROWS_AT_ONCE)) {
    await rowsOf(db, name).createMany({ data: fitting(name, some) });
    await letOthersIn();
  }
}

/** Removes columns that a table no longer has. New columns take their defaults. */
function fitting(name: TableName, rows: readonly Row[]): Row[] {
  const columns = modelsOf('sqlite').get(delegateOf(name))?.columns;
  if (!columns) throw new Error(`the table ${name} holds values that snapshots do not know`);
  return rows.map((row) => Object.fromEntries(Object.entries(row).filter(([column]) => columns.has(column))));
}
