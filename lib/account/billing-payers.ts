import { randomUUID } from 'node:crypto';
import { giveWay, readByIds } from '../core/bulk';
import type { Transaction } from '../db/client';

/**
 * Has an account's usage be paid by somebody from now on: by the management account of its organization, or by itself.
 * Called in the transaction in which the account is made, joins an organization or leaves it.
 */
export async function payFrom(db: Transaction, accountId: string, payerId: string, now: Date): Promise<void> {
  const open = await db.billingPeriod.findFirst({ where: { accountId, until: null } });
  if (open?.payerId === payerId) return;
  // Of an account that is made and joins at the same moment, nothing is left of the time between.
  const from = open && open.from > now ? open.from : now;
  if (open && open.from >= from) await db.billingPeriod.delete({ where: { accountId_from: { accountId, from: open.from } } });
  else if (open)
    await db.billingPeriod.update({ where: { accountId_from: { accountId, from: open.from } }, data: { until: from } });
  await db.billingPeriod.create({ data: { accountId, payerId, from } });
  await renewStamps(db, open ? [open.payerId, payerId] : [payerId]);
}

/**
 * Has the payers of accounts be those that their organizations say, after a restore, and has nothing that was worked out before be shown again.
 * @param accountIds of accounts that are there
 */
export async function settlePayers(db: Transaction, accountIds: readonly string[], now: Date): Promise<void> {
  const accounts = await readByIds(accountIds, (ids) =>
    db.account.findMany({
      where: { id: { in: ids } },
      select: { id: true, createdAt: true, organization: { select: { managementAccountId: true } } },
    }),
  );
  const periods = await readByIds(accountIds, (ids) => db.billingPeriod.findMany({ where: { accountId: { in: ids } } }));
  const paid = new Map(periods.filter(({ until }) => until === null).map(({ accountId, payerId }) => [accountId, payerId]));
  for (const { id, createdAt, organization } of accounts) {
    const payerId = organization?.managementAccountId ?? id;
    // A snapshot of a version without bills has no periods: whoever pays now is taken to have paid from the beginning.
    if (paid.get(id) !== payerId) await payFrom(db, id, payerId, paid.has(id) ? now : createdAt);
    await giveWay();
  }
  await billsChanged(db, accountIds);
}

/**
 * Says that something changed by which bills about these accounts are worked out. Called first by every such write, in its transaction: on
 * PostgreSQL it also keeps whoever issues a month waiting, and is kept waiting by them.
 * INVARIANT (billing stamp): see schema.prisma.
 */
export async function billsChanged(db: Transaction, accountIds: readonly string[]): Promise<void> {
  const periods = await readByIds(accountIds, (ids) =>
    db.billingPeriod.findMany({ where: { accountId: { in: ids } }, select: { payerId: true }, distinct: ['payerId'] }),
  );
  await renewStamps(
    db,
    periods.map(({ payerId }) => payerId),
  );
}

async function renewStamps(db: Transaction, payerIds: readonly string[]): Promise<void> {
  // In the order of their ids, so that two who write about the same payers never wait for each other. A payer that is no more has no bills.
  const there = await readByIds([...new Set(payerIds)].sort(), (ids) =>
    db.account.findMany({ where: { id: { in: ids } }, select: { id: true }, orderBy: { id: 'asc' } }),
  );
  for (const { id: accountId } of there) {
    const stamp = randomUUID();
    const { count } = await db.billingPayer.updateMany({ where: { accountId }, data: { stamp } });
    if (count === 0) await db.billingPayer.create({ data: { accountId, stamp } });
  }
}
