import type { Transaction } from './client';
import { Prisma } from './generated/sqlite/client';
import { recountStoredBytes } from './stored-bytes';

/**
 * Deletes all rows except those of the named models. Runs inside a transaction; foreign keys are checked at commit. Ids continue,
 * because remembered event ids must not refer to later events.
 * @param keep the names of models to keep
 */
export async function deleteAllRows(tx: Transaction, provider: 'sqlite' | 'postgresql', keep: readonly string[]): Promise<void> {
  const tables = Object.values(Prisma.ModelName).filter((name) => !keep.includes(name));
  if (provider === 'postgresql') {
    await tx.$executeRawUnsafe(`TRUNCATE ${tables.map((name) => `"${name}"`).join(', ')} CASCADE`);
    // Row triggers don't run for this statement.
    await recountStoredBytes(tx);
    return;
  }
  await tx.$executeRawUnsafe('PRAGMA defer_foreign_keys = ON');
  // Deleted last, because the other tables' triggers write into it.
  tables.sort((one, other) => Number(one === 'ChangedRow') - Number(other === 'ChangedRow'));
  for (const name of tables) await tx.$executeRawUnsafe(`DELETE FROM "${name}"`);
  await recountStoredBytes(tx);
}
