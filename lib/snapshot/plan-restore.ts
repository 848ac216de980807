import { readByIds } from '../core/bulk';
import type { Transaction } from '../db/client';
import type { Contents } from './contents';
import type { Extent, Row } from './tables';

export type AccountName = { Id: string; Name: string };
/** Why an account of a snapshot does not come back. */
export type LeftOutReason = 'OUTSIDE_ORGANIZATION' | 'EMAIL_IN_USE';

/** What restoring does to each account. */
export type RestorePlan = {
  /** There now and in the snapshot: gets back all that it held. */
  replaced: AccountName[];
  /** Removed since, by another restore: is there again. */
  recreated: AccountName[];
  /** Created in the organization since: goes with all it holds, so that what made it can be done again. */
  removed: AccountName[];
  /** Invited since: existed without the organization, so it stands alone again and keeps all it holds. */
  released: AccountName[];
  /** In the snapshot, but no longer the organization's, so it is left as it is. */
  leftOut: (AccountName & { Reason: LeftOutReason })[];
};

/** Compares what a snapshot holds with what is there now. Touches nothing. */
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

/** Accounts that exist outside, and those whose address an account outside has taken. */
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
