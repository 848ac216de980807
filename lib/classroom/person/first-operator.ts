import type { Database, Transaction } from '../../db/client';
import { transaction } from '../../db/transaction';
import { createPerson, newSetUp } from './rows';

/**
 * The token of the link that sets up the first operator, while there is none who could sign in. Each call ends the link before it, so that
 * only the newest start's works.
 * @returns null where an operator has a password
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
