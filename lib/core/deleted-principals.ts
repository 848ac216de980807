import type { Transaction } from '../db/client';
import { readByIds } from './bulk';
import type { Scope } from './operation';

/** A user or role that is gone, under the id by which policies go on naming it. */
export type DeletedPrincipal = {
  id: string;
  accountId: string;
  type: 'user' | 'role';
  path: string;
  name: string;
  deletedAt: Date;
};

/** Writes down whose id it was that is deleted. */
export async function noteDeleted(
  { db, accountId, now: deletedAt }: Pick<Scope, 'db' | 'accountId' | 'now'>,
  type: DeletedPrincipal['type'],
  { id, path, name }: Pick<DeletedPrincipal, 'id' | 'path' | 'name'>,
): Promise<void> {
  const facts = { accountId, type, path, name, deletedAt };
  // A restore may bring somebody back, to be deleted again.
  await db.deletedPrincipal.upsert({ where: { id }, create: { id, ...facts }, update: facts });
}

/** Who those of some ids were that are gone, by their ids. Whoever shows a name must see that it is of the reader's own account. */
export async function findDeleted(db: Transaction, ids: Iterable<string>): Promise<ReadonlyMap<string, DeletedPrincipal>> {
  const rows = await readByIds(ids, (some) => db.deletedPrincipal.findMany({ where: { id: { in: some } } }));
  return new Map(rows.map((row) => [row.id, { ...row, type: row.type === 'user' ? 'user' : 'role' }]));
}
