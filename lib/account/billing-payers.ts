import { randomUUID } from 'node:crypto';
import { giveWay, readByIds } from '../core/bulk';
import { nowOf } from '../core/clock';
import type { Transaction } from '../db/client';

const PERIODS_AT_ONCE = 250;

/**
 * Has an account's usage be paid by somebody from now on: by the management account of its organization, or by itself.
 * Called in the transaction in which the account is made, joins an organization or leaves it.
 */
export async function payFrom(db: Transaction, accountId: string, payerId: string, now: Date): Promise<void> {
  const open = await db.billingPeriod.findFirst({ where: { accountId, until: null } });
  if (open?.payerId === payerId) return;
  await beginPeriod(db, accountId, payerId, now, open);
  await renewStamps(db, open ? [open.payerId, payerId] : [payerId]);
}

type Open = { payerId: string; from: Date } | null | undefined;

async function beginPeriod(db: Transaction, accountId: string, payerId: string, now: Date, open: Open): Promise<void> {
  // Of an account that is made and joins at the same moment, nothing is left of the time between.
  const from = open && open.from > now ? open.from : now;
  if (open && open.from >= from) await db.billingPeriod.delete({ where: { accountId_from: { accountId, from: open.from } } });
  else if (open)
    await db.billingPeriod.update({ where: { accountId_from: { accountId, from: open.from } }, data: { until: from } });
  await db.billingPeriod.create({ data: { accountId, payerId, from } });
}

/**
 * Has the payers of accounts be those that their organizations say, after a restore, and has nothing that was worked out before be shown again.
 * @param accountIds of accounts that are there
 */
export async function settlePayers(db: Transaction, accountIds: readonly string[], realTime: Date): Promise<void> {
  const accounts = await readByIds(accountIds, (ids) =>
    db.account.findMany({
      where: { id: { in: ids } },
      select: {
        id: true,
        createdAt: true,
        clockAhead: true,
        organization: { select: { managementAccountId: true, clockAhead: true } },
      },
    }),
  );
  const periods = await readByIds(accountIds, (ids) => db.billingPeriod.findMany({ where: { accountId: { in: ids } } }));
  const paid = new Map(periods.filter(({ until }) => until === null).map((period) => [period.accountId, period]));
  const first: { accountId: string; payerId: string; from: Date }[] = [];
  for (const account of accounts) {
    const { id, createdAt, organization } = account;
    const payerId = organization?.managementAccountId ?? id;
    const open = paid.get(id);
    // A snapshot of a version without bills has no periods: whoever pays now is taken to have paid from the beginning.
    if (!open) first.push({ accountId: id, payerId, from: createdAt });
    else if (open.payerId !== payerId) await beginPeriod(db, id, payerId, nowOf(account, realTime), open);
    await giveWay();
  }
  for (let at = 0; at < first.length; at += PERIODS_AT_ONCE) {
    await db.billingPeriod.createMany({ data: first.slice(at, at + PERIODS_AT_ONCE) });
    await giveWay();
  }
  // Of those who paid before, too.
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
  const known = await readByIds(
    there.map(({ id }) => id),
    (ids) => db.billingPayer.findMany({ where: { accountId: { in: ids } }, select: { accountId: true } }),
  );
  const paying = new Set(known.map(({ accountId }) => accountId));
  for (const { id: accountId } of there)
    if (paying.has(accountId)) await db.billingPayer.updateMany({ where: { accountId }, data: { stamp: randomUUID() } });
  const added = there.filter(({ id }) => !paying.has(id)).map(({ id }) => ({ accountId: id, stamp: randomUUID() }));
  if (added.length > 0) await db.billingPayer.createMany({ data: added });
}
