import { findAccountFacts } from '../../core/account-facts';
import { log } from '../../core/log';
import { nowOf } from '../../core/time/clock';
import { inBackground } from '../../core/work/budget';
import { letOthersIn } from '../../core/work/bulk';
import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { type AnalyzerRow, isActive } from '../analyzer/rows';
import type { AnalyzerFinding, AnalyzerFindingFacts } from './findings';
import { findingsOf, readStored } from './read';

const ROWS_AT_ONCE = 100;

/** Stores new, changed and resolved findings of all analyzers, so that they keep their times. Findings resolved long ago are deleted. */
export async function keepFindings(database: Database, realTime: Date): Promise<void> {
  for (const analyzer of await database.reader.analyzer.findMany({ orderBy: { id: 'asc' } })) {
    // One failing analyzer does not stop the others.
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
  // The lock makes concurrent archiving wait, or its result is read here.
  const locks = { accounts: { [analyzer.accountId]: 'alone' } } as const;
  for (let from = 0; from < changed.length; from += ROWS_AT_ONCE) {
    const some = changed.slice(from, from + ROWS_AT_ONCE);
    const write = async (tx: Transaction) => {
      // The analyzer can be deleted in the meantime.
      if (!(await tx.analyzer.findUnique({ where: { id: analyzer.id }, select: { id: true } }))) return;
      const rows = await tx.analyzerFinding.findMany({ where: { id: { in: some.map(({ id }) => id) } } });
      const there = new Map(rows.map((row) => [row.id, stateOf(row)]));
      // Findings archived in the meantime keep their status. They are stored in the next run.
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
    // Only this function makes resolved findings active again.
    await transaction(database, (tx) => tx.analyzerFinding.deleteMany({ where: { id, status: 'RESOLVED' } }), locks);
    await letOthersIn();
  }
}

function stateOf({ status, updatedAt }: { status: string; updatedAt: Date }): string {
  return `${status} ${updatedAt.getTime()}`;
}

/** Stores findings, replacing their previous rows. */
export async function storeFindings(
  tx: Transaction,
  { id: analyzerId, accountId }: Pick<AnalyzerRow, 'id' | 'accountId'>,
  findings: readonly AnalyzerFinding[],
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
          found: JSON.stringify(found satisfies AnalyzerFindingFacts),
          status,
          createdAt,
          updatedAt,
        };
      }),
    });
  }
}
