import { readByIds } from '../core/work/bulk';
import type { Transaction } from '../db/client';
import type { Contents } from './contents';
import type { Extent, Row } from './tables';

export type AccountName = { Id: string; Name: string };
/** The reason an account of a snapshot is not restored. */
export type LeftOutReason = 'OUTSIDE_ORGANIZATION' | 'EMAIL_IN_USE';

/** The effect of restoring on each account. */
export type RestorePlan = {
  /** Accounts that exist and are in the snapshot. They are restored completely. */
  replaced: AccountName[];
  /** Accounts that an earlier restore removed. They are created again. */
  recreated: AccountName[];
  /** Accounts created in the organization since. They are deleted, so that their creation can be repeated. */
  removed: AccountName[];
  /** Accounts invited since. They become standalone again and keep their content. */
  released: AccountName[];
  /** Accounts of the snapshot that no longer belong to the organization. They stay unchanged. */
  leftOut: (AccountName & { Reason: LeftOutReason })[];
};

/** Compares a snapshot with the current accounts. Changes nothing. */
export async function planRestore(db: Transaction, contents: Contents, extent: Extent): Promise<RestorePlan> {
  const select = { id: true, name: true, email: true, joinedMethod: true };
  const present =
    extent === 'everything'
      ? await db.account.findMany({ select })
      : await readByIds(extent.accountIds, (ids) => db.account.findMany({ where: { id: { in: ids } }, select }));
  const presentIds = new Set(present.map(({ id }) => id));
  const held = contents.tables.Account.map(readAccount);
  const heldIds = new Set(held.map(({ id }) => id));

  const since = present.filter(({ id }) => !heldIds.has(id));
  const removed = since.filter(({ joinedMethod }) => extent === 'everything' || joinedMethod === 'CREATED');
  const absent = held.filter(({ id }) => !presentIds.has(id));
  const leftOut = await findLeftOut(
    db,
    absent,
    new Set([...presentIds].filter((id) => heldIds.has(id)).concat(removed.map(({ id }) => id))),
  );
  return {
    replaced: held.filter(({ id }) => presentIds.has(id)).map(toName),
    recreated: absent.filter(({ id }) => !leftOut.has(id)).map(toName),
    removed: removed.map(toName),
    released: since.filter((account) => !removed.includes(account)).map(toName),
    leftOut: absent.flatMap((account) => {
      const Reason = leftOut.get(account.id);
      return Reason ? [{ ...toName(account), Reason }] : [];
    }),
  };
}

type HeldAccount = { id: string; name: string; email: string };

/** Returns the accounts that now exist outside the extent, and those whose email address an outside account uses. */
async function findLeftOut(
  db: Transaction,
  absent: readonly HeldAccount[],
  inside: ReadonlySet<string>,
): Promise<Map<string, LeftOutReason>> {
  if (absent.length === 0) return new Map();
  const select = { id: true, email: true };
  const find = (column: 'id' | 'email') =>
    readByIds(
      absent.map((account) => account[column]),
      (some) => db.account.findMany({ where: { [column]: { in: some } }, select }),
    );
  const byId = await find('id');
  const byEmail = await find('email');
  const taken = new Set(byEmail.filter(({ id }) => !inside.has(id)).map(({ email }) => email));
  const reasons = new Map<string, LeftOutReason>();
  for (const { id, email } of absent) if (taken.has(email)) reasons.set(id, 'EMAIL_IN_USE');
  for (const { id } of byId) reasons.set(id, 'OUTSIDE_ORGANIZATION');
  return reasons;
}

function readAccount(row: Row): HeldAccount {
  return { id: String(row.id), name: String(row.name), email: String(row.email) };
}

function toName({ id, name }: { id: string; name: string }): AccountName {
  return { Id: id, Name: name };
}
