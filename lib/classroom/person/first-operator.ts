import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { createPerson, newSetUp } from './rows';

/**
 * Returns the setup token of the first operator while no operator can sign in. Each call invalidates the previous link, so only
 * that of the newest start works.
 * @returns null if an operator has a password
 */
export async function firstOperatorSetUp(database: Database, now: Date): Promise<string | null> {
  const operators = (db: Transaction) => db.person.findMany({ where: { role: 'operator' } });
  const isThere = (found: Awaited<ReturnType<typeof operators>>) => found.some(({ passwordHash }) => passwordHash !== null);
  if (isThere(await operators(database.reader))) return null;
  return transaction(
    database,
    async (tx) => {
      const found = await operators(tx);
      if (isThere(found)) return null;
      const { id } = found[0] ?? (await createPerson(tx, { name: 'operator', role: 'operator' }, now));
      return newSetUp(tx, id, now);
    },
    { names: ['first operator'] },
  );
}
