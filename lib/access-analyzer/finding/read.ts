import { giveWay, readInChunks } from '../../core/bulk';
import { storedJson } from '../../core/stored-json';
import type { Transaction } from '../../db/client';
import { analyzedAccess } from '../../posture/read-analyzed';
import { type AnalyzerRow, rulesOf } from '../analyzer/rows';
import { advance, type Finding, type Found, findingsIn, type Stored } from './findings';
import type { FindingStatus } from './schema';

type Row = NonNullable<Awaited<ReturnType<Transaction['analyzerFinding']['findFirst']>>>;

export function fromRow({ found, status, createdAt, updatedAt }: Row): Stored {
  return { found: storedJson<Found>(found), status: status as FindingStatus, createdAt, updatedAt };
}

/** What is stored of an analyzer's findings. */
export async function readStored(db: Transaction, analyzerId: string): Promise<Stored[]> {
  const stored: Stored[] = [];
  const chunks = readInChunks(
    (after, take) => db.analyzerFinding.findMany({ where: { analyzerId, id: { gt: after } }, orderBy: { id: 'asc' }, take }),
    ({ id }) => id,
  );
  for await (const rows of chunks) stored.push(...rows.map(fromRow));
  return stored;
}

/**
 * The findings of an analyzer as they are now, in no order: computed from what accounts are like, and merged with what is stored.
 * @param analyzer one that is active: the findings of others nobody may read
 */
export async function findingsOf(db: Transaction, analyzer: AnalyzerRow, now: Date): Promise<Finding[]> {
  const { accountId, organizationId } = analyzer;
  const members =
    organizationId === null
      ? [accountId]
      : (await db.account.findMany({ where: { organizationId }, select: { id: true } })).map(({ id }) => id);
  const access = await analyzedAccess(db, members, now);
  const found: Found[] = [];
  for (const [id, each] of access) {
    found.push(...findingsIn(analyzer, id, each, now));
    await giveWay();
  }
  const there = new Set(members);
  const stored = await readStored(db, analyzer.id);
  // What an account that left the organization shares is not looked at any more; of one that is closed nothing is known.
  const wasExamined = (id: string) => access.has(id) || !there.has(id);
  return advance(stored, found, { now, rules: rulesOf(analyzer), wasExamined });
}
