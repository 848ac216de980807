import { newIdentityStoreId } from '../core/ids';
import type { Transaction } from '../db/client';

export type IdentityStoreRow = NonNullable<Awaited<ReturnType<Transaction['identityStore']['findUnique']>>>;

/** @param ownerId the organization, or the account of an account instance */
type NewStore = { ownerId: string; accountId: string; region: string; now: Date };

/** Creates the empty identity store of a new instance. */
export function insertIdentityStore(db: Transaction, { now, ...store }: NewStore): Promise<IdentityStoreRow> {
  return db.identityStore.create({ data: { id: newIdentityStoreId(), ...store, createdAt: now } });
}

/** Deletes an identity store with all of its users and groups. */
export async function deleteIdentityStore(db: Transaction, id: string): Promise<void> {
  await db.identityStore.delete({ where: { id } });
}
