import type { PersonChange } from '../core/module/hooks';
import type { Transaction } from '../db/client';
import { endSignInsOf } from './session/rows';

/** Ends the sign-ins of a person who got another password, was deleted, or shall sign in again. A deleted person's favorites go too. */
export async function followPerson(db: Transaction, { storeId, userId, change, keepsSignIn }: PersonChange): Promise<void> {
  const person = { storeId, userId };
  await endSignInsOf(db, person, { except: keepsSignIn });
  await db.portalCode.deleteMany({ where: person });
  if (change === 'DELETED') await db.portalFavorite.deleteMany({ where: person });
}
