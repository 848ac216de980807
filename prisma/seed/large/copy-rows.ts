import type { Database, Transaction } from '../../../lib/db/client';
import { transaction } from '../../../lib/db/transaction';
import { copyOf, type Originals, type Words } from './copies';
import { rowClient } from './rows-made';

// A PostgreSQL statement can have 65,535 values, and no table has 30 columns.
const ROWS_AT_ONCE = 2_000;
/** Writing these rows takes a fraction of a transaction's time limit. */
const ROWS_PER_TRANSACTION = 20_000;

/** The number of changes by account and organization ID. */
export type Revisions = ReadonlyMap<string, number>;

export async function readRevisions(db: Transaction): Promise<Revisions> {
  const select = { id: true, revision: true };
  const rows = [...(await db.account.findMany({ select })), ...(await db.organization.findMany({ select }))];
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}

/** Returns the growth of each revision. New accounts and organizations are left out, because copies include their rows. */
export async function revisionsSince(db: Transaction, before: Revisions): Promise<Revisions> {
  const now = await readRevisions(db);
  return new Map([...before].map(([id, revision]) => [id, (now.get(id) ?? revision) - revision]));
}

/**
 * Writes copies 1 to `copies` of rows, each completely or not at all.
 * @param revisions the growth of revisions while the originals were created
 */
export async function copyRows(
  database: Database,
  originals: Originals,
  words: Words,
  copies: number,
  revisions: Revisions = new Map(),
): Promise<void> {
  const size = originals.reduce((sum, { rows }) => sum + rows.length, 0);
  const perTransaction = Math.max(1, Math.floor(ROWS_PER_TRANSACTION / size));
  for (let from = 1; from <= copies; from += perTransaction) {
    const some = Array.from({ length: Math.min(perTransaction, copies + 1 - from) }, (_, at) => from + at);
    await transaction(database, async (tx) => {
      for (const { table, rows: templates } of originals) {
        const rows = some.flatMap((copy) => templates.map((template) => copyOf(template, words, copy)));
        for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
          await rowClient(tx, table).createMany({ data: rows.slice(at, at + ROWS_AT_ONCE) });
      }
      await bumpRevisions(tx, revisions, some.length);
    });
  }
}

// INVARIANT (revision): copies count as often as the operations that they represent.
async function bumpRevisions(tx: Transaction, revisions: Revisions, times: number): Promise<void> {
  for (const [id, added] of revisions) {
    if (added === 0) continue;
    const data = { revision: { increment: added * times } };
    await tx.account.updateMany({ where: { id }, data });
    await tx.organization.updateMany({ where: { id }, data });
  }
}
