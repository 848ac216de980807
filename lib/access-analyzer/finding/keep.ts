import { findAccountFacts } from '../../core/account-facts';
import { letOthersIn } from '../../core/bulk';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { type AnalyzerRow, isActive } from '../analyzer/rows';
import type { Finding, Found } from './findings';
import { findingsOf, readStored } from './read';

const ROWS_AT_ONCE = 100;

/** Writes down what analyzers find: what is new, has changed or is over, so that it keeps its times. */
export async function keepFindings(database: Database, now: Date): Promise<void> {
  const { reader } = database;
  for (const analyzer of await reader.analyzer.findMany({ orderBy: { id: 'asc' } })) {
    const account = await findAccountFacts(reader, analyzer.accountId);
    if (account?.state !== 'ACTIVE' || !(await isActive({ db: reader, account }, analyzer))) continue;
    const before = new Map((await readStored(reader, analyzer.id)).map((each) => [each.found.id, stateOf(each)]));
    const findings = await findingsOf(reader, analyzer, true, now);
    const changed = findings.filter((finding) => before.get(finding.id) !== stateOf(finding));
    for (let from = 0; from < changed.length; from += ROWS_AT_ONCE) {
      const some = changed.slice(from, from + ROWS_AT_ONCE);
      await transaction(database, async (tx) => {
        // It may have been deleted meanwhile.
        if (!(await tx.analyzer.findUnique({ where: { id: analyzer.id }, select: { id: true } }))) return;
        const rows = await tx.analyzerFinding.findMany({ where: { id: { in: some.map(({ id }) => id) } } });
        const there = new Map(rows.map((row) => [row.id, stateOf(row)]));
        // What somebody archived meanwhile stays so; what it is now is written the next time.
        const untouched = some.filter(({ id }) => there.get(id) === before.get(id));
        await storeFindings(tx, analyzer, untouched);
      });
      await letOthersIn();
    }
  }
}

function stateOf({ status, updatedAt }: { status: string; updatedAt: Date }): string {
  return `${status} ${updatedAt.getTime()}`;
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
