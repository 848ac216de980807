import { giveWay, grouped } from '../core/bulk';
import type { Database, Transaction } from '../db/client';
import { transaction } from '../db/transaction';
import { CATALOGUE_VERSION } from './catalogue';
import type { Finding } from './findings';
import { type Judged, judge } from './judge';
import { type JudgedOrganization, judgeOrganization } from './judge-organization';
import { parametersHash } from './parameters';
import { toFindingRow } from './rows';
import { exceptionsFor, readFindings, standing, type Tally, tally } from './standing';

const DAY_MS = 86_400_000;
/** What is over is told for so long. */
const KEPT_DAYS = 400;
const ROWS_AT_ONCE = 100;

/** Writes down how accounts and their organizations stand: what is new, changed or over, and the scores. */
export async function keepPosture(database: Database, accountIds: readonly string[], now: Date): Promise<void> {
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
  for (const account of judged) {
    const stored = storedOf.get(account.accountId) ?? [];
    await storeFindings(database, stored, standing(stored, account, exceptions, now), now);
    await storeScore(database, account.accountId, account, tally(account.verdicts, exceptions), now);
    await giveWay();
  }
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
  await storeFindings(database, stored, standing(stored, organization, exceptions, now), now);
  const verdicts = [...organization.verdicts, ...[...members.values()].flatMap((member) => member.verdicts)];
  await storeScore(database, organizationId, organization, tally(verdicts, exceptions), now);
}

/** The accounts of an organization that are examined. */
export function membersOf({ accounts }: JudgedOrganization): string[] {
  return accounts.filter(({ state }) => state === 'ACTIVE').map(({ id }) => id);
}

/** Where accounts lie, for the exceptions that bear on them. */
export async function readPlaces(db: Transaction, judged: readonly Pick<Judged, 'accountId'>[]) {
  const ids = new Set(judged.map(({ accountId }) => accountId));
  const rows = await db.account.findMany({
    where: ids.size > ROWS_AT_ONCE ? {} : { id: { in: [...ids] } },
    select: { id: true, parentId: true, organization: true },
  });
  return rows.filter(({ id }) => ids.has(id));
}

async function storeFindings(
  database: Database,
  before: readonly Finding[],
  after: readonly Finding[],
  now: Date,
): Promise<void> {
  const known = new Map(before.map((finding) => [finding.id, finding]));
  const old = new Date(now.getTime() - KEPT_DAYS * DAY_MS);
  const changed = after.filter((finding) => isWorthWriting(known.get(finding.id), finding));
  const over = after.filter(({ resolvedAt }) => resolvedAt !== null && resolvedAt < old).map(({ id }) => id);
  for (let from = 0; from < changed.length; from += ROWS_AT_ONCE) {
    const some = changed.slice(from, from + ROWS_AT_ONCE);
    await transaction(database, async (tx) => {
      for (const finding of some) {
        const { id, ...row } = toFindingRow(finding);
        await tx.postureFinding.upsert({ where: { id }, create: { id, ...row }, update: row });
      }
    });
    await giveWay();
  }
  if (over.length > 0)
    await transaction(database, (tx) => tx.postureFinding.deleteMany({ where: { id: { in: over.slice(0, 500) } } }));
}

/** Of what only went on, it is written once a day that it did. */
function isWorthWriting(before: Finding | undefined, after: Finding): boolean {
  if (!before) return true;
  return (
    before.changedAt.getTime() !== after.changedAt.getTime() || after.lastSeen.getTime() - before.lastSeen.getTime() > DAY_MS
  );
}

async function storeScore(
  database: Database,
  scopeId: string,
  { parameters }: Pick<Judged, 'parameters'>,
  { score, active, suppressed }: Tally,
  now: Date,
): Promise<void> {
  if (score === null) return;
  const value = {
    score: score.score,
    ...active,
    exceptions: suppressed,
    catalogueVersion: CATALOGUE_VERSION,
    parametersHash: parametersHash(parameters),
  };
  const last = await database.reader.postureScore.findFirst({ where: { scopeId }, orderBy: { at: 'desc' } });
  if (last) {
    const { scopeId: _scope, at, ...before } = last;
    const sameDay = at.toISOString().slice(0, 10) === now.toISOString().slice(0, 10);
    if (at >= now || (sameDay && Object.entries(value).every(([key, each]) => before[key as keyof typeof before] === each)))
      return;
  }
  await transaction(database, async (tx) => {
    await tx.postureScore.upsert({
      where: { scopeId_at: { scopeId, at: now } },
      create: { scopeId, at: now, ...value },
      update: value,
    });
  });
}
