import type { Database } from '../../db/client';
import { transaction } from '../../db/transaction';
import { createPerson, newSetUp } from './rows';

/**
 * The token of the link that sets up the first operator, while there is none who could sign in. Each call ends the link before it, so that
 * only the newest start's works.
 * @returns null where an operator has a password
 */
export async function firstOperatorSetUp(database: Database, now: Date): Promise<string | null> {
  const isThere = { role: 'operator', passwordHash: { not: null } };
  if (await database.reader.person.findFirst({ where: isThere, select: { id: true } })) return null;
  return transaction(
    database,
    async (tx) => {
      if (await tx.person.findFirst({ where: isThere, select: { id: true } })) return null;
      const waiting = await tx.person.findFirst({ where: { role: 'operator' } });
      const { id } = waiting ?? (await createPerson(tx, { name: 'operator', role: 'operator' }, now));
      return newSetUp(tx, id, now);
    },
    { names: ['first operator'] },
  );
}
