import type { Transaction } from './client';
import { Prisma } from './generated/sqlite/client';
import { recountStoredBytes } from './stored-bytes';

/**
 * Empties every table but those named. Runs inside a transaction; whatever the order, foreign keys are checked when it commits. Rows are numbered
 * on from where they were: what is remembered by numbers of events, as since which changes are known, is of no later ones.
 * @param keep names of models
 */
export async function deleteAllRows(tx: Transaction, provider: 'sqlite' | 'postgresql', keep: readonly string[]): Promise<void> {
  const tables = Object.values(Prisma.ModelName).filter((name) => !keep.includes(name));
  if (provider === 'postgresql') {
    await tx.$executeRawUnsafe(`TRUNCATE ${tables.map((name) => `"${name}"`).join(', ')} CASCADE`);
    // Triggers of rows do not run.
    await recountStoredBytes(tx);
    return;
  }
  await tx.$executeRawUnsafe('PRAGMA defer_foreign_keys = ON');
  // What the others' triggers write goes last.
  tables.sort((one, other) => Number(one === 'ChangedRow') - Number(other === 'ChangedRow'));
  for (const name of tables) await tx.$executeRawUnsafe(`DELETE FROM "${name}"`);
  await recountStoredBytes(tx);
}
