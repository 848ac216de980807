import type { Scope } from '../../core/operation';
import { oneOf } from '../../core/text/lists';
import { storedJson } from '../../core/text/stored-json';
import { giveWay, readInChunks } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { analyzedAccess } from '../../posture/analyzers/read-analyzed';
import { type AnalyzerRow, isActive, requireAnalyzer, rulesOf } from '../analyzer/rows';
import { type AnalyzerFinding, type AnalyzerFindingFacts, advance, findingsIn, type Stored } from './findings';
import { STATUSES } from './schema';

type Row = NonNullable<Awaited<ReturnType<Transaction['analyzerFinding']['findFirst']>>>;

export function fromRow({ found, status, createdAt, updatedAt }: Row): Stored {
  return { found: storedJson<AnalyzerFindingFacts>(found), status: oneOf(STATUSES, status), createdAt, updatedAt };
}

/** Reads the stored findings of an analyzer. */
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
 * Returns the current findings of an analyzer in no order: computed from its accounts and merged with the stored ones.
 * @param analyzer an active analyzer, because nobody may read findings of others
 */
export async function findingsOf(db: Transaction, analyzer: AnalyzerRow, now: Date): Promise<AnalyzerFinding[]> {
  const { accountId, organizationId } = analyzer;
  const members =
    organizationId === null
      ? [accountId]
      : (await db.account.findMany({ where: { organizationId }, select: { id: true } })).map(({ id }) => id);
  const access = await analyzedAccess(db, members, now);
  const found: AnalyzerFindingFacts[] = [];
  for (const [id, each] of access) {
    found.push(...findingsIn(analyzer, id, each, now));
    await giveWay();
  }
  const there = new Set(members);
  const stored = await readStored(db, analyzer.id);
  // An account that left the organization is no longer examined. For a closed account nothing is known.
  const wasExamined = (id: string) => access.has(id) || !there.has(id);
  return advance(stored, found, { now, rules: rulesOf(analyzer), wasExamined });
}

/**
 * Reads the findings of an analyzer. AWS: an account that stops administering the organization cannot access its findings until it does
 * again. Source: IAM User Guide, "Delegated administrator for IAM Access Analyzer".
 */
export async function readFindings(
  scope: Scope,
  found: AnalyzerRow | null,
  { analyzerArn }: { analyzerArn: string },
): Promise<AnalyzerFinding[]> {
  const analyzer = requireAnalyzer(found, analyzerArn);
  return (await isActive(scope, analyzer)) ? findingsOf(scope.db, analyzer, scope.now) : [];
}
