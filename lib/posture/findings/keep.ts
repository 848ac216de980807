import { randomUUID } from 'node:crypto';
import { log } from '../../core/log';
import { keysOf } from '../../core/text/lists';
import { BY_TIME } from '../../core/time/by-time';
import { findTimes } from '../../core/time/clock';
import { Exhausted, inBackground } from '../../core/work/budget';
import { giveWay, grouped, letOthersIn, readByIds } from '../../core/work/bulk';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { CATALOGUE_VERSION } from '../catalogue';
import type { Finding } from '../findings';
import { type Judged, judge } from '../judge';
import { type JudgedOrganization, judgeOrganization } from '../judge-organization';
import { parametersHash } from '../parameters';
import { countsOf, sumOf, type Tally, tallyOf } from './counts';
import { type FindingRow, toFindingRow } from './rows';
import { exceptionsFor, readFindings, standing } from './standing';

const DAY_MS = 86_400_000;
/** The number of rows written in one statement. */
const ROWS_AT_ONCE = 100;

/** Stores the findings and scores of accounts and their organizations, each by its own clock. */
export async function keepPosture(database: Database, accountIds: readonly string[], realTime: Date): Promise<void> {
  const times = await findTimes(database.reader, accountIds, realTime);
  const byTime = grouped([...times.keys()], (id) => String(times.get(id)?.getTime()));
  for (const [time, ids] of byTime) {
    const keep = (some: readonly string[]) => inBackground(() => keepAt(database, some, new Date(Number(time))));
    try {
      await keep(ids);
    } catch (error) {
      if (!(error instanceof Exhausted)) throw error;
      // One account's policies may take too long. The others are still stored.
      for (const id of ids) {
        await keep([id]).catch((err: unknown) =>
          log.error({ err, accountId: id }, 'the posture of an account could not be stored'),
        );
      }
    }
  }
}

async function keepAt(database: Database, accountIds: readonly string[], now: Date): Promise<void> {
  const { reader } = database;
  const judged = [...(await judge(reader, accountIds, now)).values()];
  const facts = await readPlaces(reader, judged);
  const exceptions = await exceptionsFor(reader, facts, now);
  const storedOf = grouped(
    await readFindings(
      reader,
      judged.map(({ accountId }) => accountId),
      'account',
    ),
    ({ accountId }) => accountId,
  );
  const writing: Standing[] = [];
  const tallies = new Map<string, Tallied>();
  for (const account of judged) {
    const before = storedOf.get(account.accountId) ?? [];
    writing.push({ before, after: standing(before, account, exceptions, now) });
    tallies.set(account.accountId, { ...tallyOf(countsOf(account, exceptions)), parameters: account.parameters });
    await giveWay();
  }
  await storeFindings(database, writing, now);
  await storeScores(database, tallies, now);
  const organizationIds = new Set(facts.flatMap(({ organization }) => organization?.id ?? []));
  for (const id of organizationIds) await keepOrganization(database, id, now);
}

async function keepOrganization(database: Database, organizationId: string, now: Date): Promise<void> {
  const { reader } = database;
  const organization = await judgeOrganization(reader, organizationId, now);
  if (!organization) return;
  const members = await judge(reader, membersOf(organization), now);
  const exceptions = await exceptionsFor(reader, await readPlaces(reader, [...members.values()]), now);
  const stored = (await readFindings(reader, [organization.accountId], 'organization')).filter(
    (finding) => finding.organizationId === organizationId,
  );
  await storeFindings(database, [{ before: stored, after: standing(stored, organization, exceptions, now) }], now);
  const sums = await sumOf([organization, ...members.values()], exceptions);
  const { parameters } = organization;
  await storeScores(database, new Map([[organizationId, { ...tallyOf(sums.counts(() => true)), parameters }]]), now);
}

/** Returns the ids of the organization's active accounts. */
export function membersOf({ accounts }: JudgedOrganization): string[] {
  return accounts.filter(({ state }) => state === 'ACTIVE').map(({ id }) => id);
}

/** Returns where accounts are in the tree, for the exceptions that cover them. */
export async function readPlaces(db: Transaction, judged: readonly Pick<Judged, 'accountId'>[]) {
  const rows = await readByIds(
    judged.map(({ accountId }) => accountId),
    (ids) => db.account.findMany({ where: { id: { in: ids } }, select: { id: true, parentId: true, organizationId: true } }),
  );
  const organizations = await readByIds(
    rows.flatMap(({ organizationId }) => organizationId ?? []),
    (ids) => db.organization.findMany({ where: { id: { in: ids } } }),
  );
  const byId = new Map<string | null, (typeof organizations)[number]>(
    organizations.map((organization) => [organization.id, organization]),
  );
  return rows.map(({ organizationId, ...row }) => ({ ...row, organization: byId.get(organizationId) ?? null }));
}

/** The stored and the current findings of an account or organization. */
type Standing = { before: readonly Finding[]; after: readonly Finding[] };

async function storeFindings(database: Database, all: readonly Standing[], now: Date): Promise<void> {
  const old = new Date(now.getTime() - BY_TIME.postureScore.afterMs);
  const changed: Finding[] = [];
  const over: Finding[] = [];
  for (const { before, after } of all) {
    const known = new Map(before.map((finding) => [finding.id, finding]));
    changed.push(...after.filter((finding) => isWorthWriting(known.get(finding.id), finding)));
    over.push(...after.filter(({ resolvedAt }) => resolvedAt !== null && resolvedAt < old));
    await giveWay();
  }
  for (let from = 0; from < changed.length; from += ROWS_AT_ONCE) {
    const some = changed.slice(from, from + ROWS_AT_ONCE).map(toFindingRow);
    await transaction(database, (tx) => writeFindings(tx, some));
    await letOthersIn();
  }
  for (let from = 0; from < over.length; from += ROWS_AT_ONCE) {
    const some = over.slice(from, from + ROWS_AT_ONCE);
    await transaction(database, async (tx) => {
      await tx.postureFinding.deleteMany({ where: { id: { in: some.map(({ id }) => id) } } });
      await markWritten(tx, some);
    });
  }
}

/**
 * Inserts new findings in bulk: the first look at an organization makes nearly all of them. Another process may have inserted
 * some already.
 */
async function writeFindings(tx: Transaction, rows: readonly FindingRow[]): Promise<void> {
  const there = await tx.postureFinding.findMany({ where: { id: { in: rows.map(({ id }) => id) } }, select: { id: true } });
  const known = new Set(there.map(({ id }) => id));
  await tx.postureFinding.createMany({ data: rows.filter(({ id }) => !known.has(id)) });
  for (const { id, ...data } of rows) if (known.has(id)) await tx.postureFinding.updateMany({ where: { id }, data });
  await markWritten(tx, rows);
}

/** Marks these accounts' findings as changed, so that cached reads become stale. */
async function markWritten(tx: Transaction, findings: readonly { accountId: string }[]): Promise<void> {
  const accountIds = [...new Set(findings.map(({ accountId }) => accountId))];
  await tx.postureKept.deleteMany({ where: { accountId: { in: accountIds } } });
  await tx.postureKept.createMany({ data: accountIds.map((accountId) => ({ accountId, version: randomUUID() })) });
}

/** Returns whether a finding changed. A finding that merely continues is written once a day. */
function isWorthWriting(before: Finding | undefined, after: Finding): boolean {
  if (!before) return true;
  return (
    before.changedAt.getTime() !== after.changedAt.getTime() || after.lastSeen.getTime() - before.lastSeen.getTime() > DAY_MS
  );
}

type Tallied = Tally & Pick<Judged, 'parameters'>;

/** Stores the scores of accounts or organizations that changed or whose day began, and deletes their old ones. */
async function storeScores(database: Database, tallies: ReadonlyMap<string, Tallied>, now: Date): Promise<void> {
  const today = new Date(`${now.toISOString().slice(0, 10)}T00:00:00Z`);
  const rows = await readByIds(tallies.keys(), (ids) =>
    database.reader.postureScore.findMany({ where: { scopeId: { in: ids }, at: { gte: today } }, orderBy: { at: 'asc' } }),
  );
  const last = new Map(rows.map((row) => [row.scopeId, row]));
  const moved: ScoreRow[] = [];
  for (const [scopeId, { score, active, suppressed, parameters }] of tallies) {
    if (score === null) continue;
    const row = {
      scopeId,
      at: now,
      score: score.score,
      ...active,
      exceptions: suppressed,
      catalogueVersion: CATALOGUE_VERSION,
      parametersHash: parametersHash(parameters),
    };
    const before = last.get(scopeId);
    if (before && (before.at >= now || isSameScore(before, row))) continue;
    moved.push(row);
  }
  await deleteOldScores(database, tallies.keys(), new Date(now.getTime() - BY_TIME.postureScore.afterMs));
  for (let from = 0; from < moved.length; from += ROWS_AT_ONCE) {
    const some = moved.slice(from, from + ROWS_AT_ONCE);
    await transaction(database, async (tx) => {
      const where = { scopeId: { in: some.map(({ scopeId }) => scopeId) }, at: now };
      const there = new Set((await tx.postureScore.findMany({ where, select: { scopeId: true } })).map(({ scopeId }) => scopeId));
      await tx.postureScore.createMany({ data: some.filter(({ scopeId }) => !there.has(scopeId)) });
    });
    await letOthersIn();
  }
}

/** Deletes the scores of accounts or organizations from before a time. */
async function deleteOldScores(database: Database, scopeIds: Iterable<string>, old: Date): Promise<void> {
  const rows = await readByIds(scopeIds, (ids) =>
    database.reader.postureScore.findMany({ where: { scopeId: { in: ids }, at: { lt: old } }, orderBy: { at: 'asc' } }),
  );
  const scopes = [...new Set(rows.map(({ scopeId }) => scopeId))];
  for (let from = 0; from < scopes.length; from += ROWS_AT_ONCE) {
    const where = { scopeId: { in: scopes.slice(from, from + ROWS_AT_ONCE) }, at: { lt: old } };
    await transaction(database, (tx) => tx.postureScore.deleteMany({ where }));
    await letOthersIn();
  }
}

type ScoreRow = NonNullable<Awaited<ReturnType<Transaction['postureScore']['findFirst']>>>;

function isSameScore({ at: _, ...before }: ScoreRow, row: ScoreRow): boolean {
  return keysOf(before).every((key) => row[key] === before[key]);
}
