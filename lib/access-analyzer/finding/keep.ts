import { findAccountFacts } from '../../core/account-facts';
import { inBackground } from '../../core/budget';
import { letOthersIn } from '../../core/bulk';
import { nowOf } from '../../core/clock';
import { log } from '../../core/log';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { type AnalyzerRow, isActive } from '../analyzer/rows';
import type { Finding, Found } from './findings';
import { findingsOf, readStored } from './read';

const ROWS_AT_ONCE = 100;

/** Writes down what analyzers find: what is new, has changed or is over, so that it keeps its times. What was over long ago is deleted. */
export async function keepFindings(database: Database, realTime: Date): Promise<void> {
  for (const analyzer of await database.reader.analyzer.findMany({ orderBy: { id: 'asc' } })) {
    // What is wrong with one analyzer keeps nothing from those of others.
    await inBackground(() => keepFindingsOf(database, analyzer, realTime)).catch((err: unknown) =>
      log.error({ err, analyzer: analyzer.id }, 'findings of an analyzer could not be written down'),
    );
  }
}

async function keepFindingsOf(database: Database, analyzer: AnalyzerRow, realTime: Date): Promise<void> {
  const { reader } = database;
  const account = await findAccountFacts(reader, analyzer.accountId);
  if (account?.state !== 'ACTIVE' || !(await isActive({ db: reader, account }, analyzer))) return;
  const before = new Map((await readStored(reader, analyzer.id)).map((each) => [each.found.id, stateOf(each)]));
  const findings = await findingsOf(reader, analyzer, nowOf(account, realTime));
  const changed = findings.filter((finding) => before.get(finding.id) !== stateOf(finding));
  // Whoever archives findings meanwhile waits, or is seen here.
  const locks = { accounts: { [analyzer.accountId]: 'alone' } } as const;
  for (let from = 0; from < changed.length; from += ROWS_AT_ONCE) {
    const some = changed.slice(from, from + ROWS_AT_ONCE);
    const write = async (tx: Transaction) => {
      // It may have been deleted meanwhile.
      if (!(await tx.analyzer.findUnique({ where: { id: analyzer.id }, select: { id: true } }))) return;
      const rows = await tx.analyzerFinding.findMany({ where: { id: { in: some.map(({ id }) => id) } } });
      const there = new Map(rows.map((row) => [row.id, stateOf(row)]));
      // What somebody archived meanwhile stays so; what it is now is written the next time.
      const untouched = some.filter(({ id }) => there.get(id) === before.get(id));
      await storeFindings(tx, analyzer, untouched);
    };
    await transaction(database, write, locks);
    await letOthersIn();
  }
  const there = new Set(findings.map(({ id }) => id));
  const gone = [...before.keys()].filter((id) => !there.has(id));
  for (let from = 0; from < gone.length; from += ROWS_AT_ONCE) {
    const id = { in: gone.slice(from, from + ROWS_AT_ONCE) };
    // Nobody can make a resolved one active again but who finds it anew, which is this function.
    await transaction(database, (tx) => tx.analyzerFinding.deleteMany({ where: { id, status: 'RESOLVED' } }), locks);
    await letOthersIn();
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
