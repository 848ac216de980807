import { findAccountFacts } from '../../core/account-facts';
import { letOthersIn } from '../../core/bulk';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { type AnalyzerRow, isActive } from '../analyzer/rows';
import type { Finding, Found, Stored } from './findings';
import { findingsOf, readStored } from './read';

const ROWS_AT_ONCE = 100;

/** Writes down what analyzers find: what is new, has changed or is over, so that it keeps its times. */
export async function keepFindings(database: Database, now: Date): Promise<void> {
  const { reader } = database;
  for (const analyzer of await reader.analyzer.findMany({ orderBy: { id: 'asc' } })) {
    const account = await findAccountFacts(reader, analyzer.accountId);
    if (account?.state !== 'ACTIVE' || !(await isActive({ db: reader, account }, analyzer))) continue;
    const changed = changedOf(await readStored(reader, analyzer.id), await findingsOf(reader, analyzer, true, now));
    for (let from = 0; from < changed.length; from += ROWS_AT_ONCE) {
      const some = changed.slice(from, from + ROWS_AT_ONCE);
      await transaction(database, async (tx) => {
        // It may have been deleted meanwhile.
        if (await tx.analyzer.findUnique({ where: { id: analyzer.id }, select: { id: true } }))
          await storeFindings(tx, analyzer, some);
      });
      await letOthersIn();
    }
  }
}

function changedOf(stored: readonly Stored[], findings: readonly Finding[]): Finding[] {
  const before = new Map(stored.map((each) => [each.found.id, each]));
  return findings.filter((finding) => {
    const known = before.get(finding.id);
    return !known || known.status !== finding.status || known.updatedAt.getTime() !== finding.updatedAt.getTime();
  });
}

/** Writes findings as they are, or instead of what was stored of them. */
export async function storeFindings(
  tx: Transaction,
  { id: analyzerId, accountId }: Pick<AnalyzerRow, 'id' | 'accountId'>,
  findings: readonly Finding[],
): Promise<void> {
  for (let from = 0; from < findings.length; from += ROWS_AT_ONCE) {
    const some = findings.slice(from, from + ROWS_AT_ONCE);
    await tx.analyzerFinding.deleteMany({ where: { id: { in: some.map(({ id }) => id) } } });
    await tx.analyzerFinding.createMany({
      data: some.map(({ status, createdAt, updatedAt, analyzedAt: _, ...found }) => {
        return {
          id: found.id,
          analyzerId,
          accountId,
          found: JSON.stringify(found satisfies Found),
          status,
          createdAt,
          updatedAt,
        };
      }),
    });
  }
}
