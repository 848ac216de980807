import type { Transaction } from '../../db/client';
import type { Scope } from '../operation';
import { readByIds } from '../work/bulk';

/** A deleted user or role, under the unique id that policies still name. */
export type DeletedPrincipal = {
  id: string;
  accountId: string;
  type: 'user' | 'role';
  path: string;
  name: string;
  deletedAt: Date;
};

/** Records the user or role that a deleted id belonged to. */
export async function noteDeleted(
  { db, accountId, now: deletedAt }: Pick<Scope, 'db' | 'accountId' | 'now'>,
  type: DeletedPrincipal['type'],
  { id, path, name }: Pick<DeletedPrincipal, 'id' | 'path' | 'name'>,
): Promise<void> {
  const facts = { accountId, type, path, name, deletedAt };
  // A restore may bring a principal back, to be deleted again.
  await db.deletedPrincipal.upsert({ where: { id }, create: { id, ...facts }, update: facts });
}

/**
 * Returns the deleted principals among some ids, by id. Before showing a name, the caller must check that it belongs to the
 * reader's account.
 */
export async function findDeleted(db: Transaction, ids: Iterable<string>): Promise<ReadonlyMap<string, DeletedPrincipal>> {
  const rows = await readByIds(ids, (some) => db.deletedPrincipal.findMany({ where: { id: { in: some } } }));
  return new Map(rows.map((row) => [row.id, { ...row, type: row.type === 'user' ? 'user' : 'role' }]));
}
