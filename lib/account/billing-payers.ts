import { randomUUID } from 'node:crypto';
import { nowOf } from '../core/time/clock';
import { giveWay, readByIds } from '../core/work/bulk';
import type { Transaction } from '../db/client';

const PERIODS_AT_ONCE = 250;

/**
 * Sets who pays for an account from now on: its organization's management account, or itself. Called in the transaction that
 * creates the account or changes its organization.
 */
export async function payFrom(db: Transaction, accountId: string, payerId: string, now: Date): Promise<void> {
  const open = await db.billingPeriod.findFirst({ where: { accountId, until: null } });
  if (open?.payerId === payerId) return;
  await beginPeriod(db, accountId, payerId, now, open);
  await renewStamps(db, open ? [open.payerId, payerId] : [payerId]);
}

type Open = { payerId: string; from: Date } | null | undefined;

async function beginPeriod(db: Transaction, accountId: string, payerId: string, now: Date, open: Open): Promise<void> {
  // An account that joins as it is created has no period of its own.
  const from = open && open.from > now ? open.from : now;
  if (open && open.from >= from) await db.billingPeriod.delete({ where: { accountId_from: { accountId, from: open.from } } });
  else if (open)
    await db.billingPeriod.update({ where: { accountId_from: { accountId, from: open.from } }, data: { until: from } });
  await db.billingPeriod.create({ data: { accountId, payerId, from } });
}

/**
 * Sets the payers of accounts by their organizations after a restore, and invalidates bills.
 * @param accountIds existing accounts
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
    // Snapshots from versions without bills have no periods. The current payer is assumed from the beginning.
    if (!open) first.push({ accountId: id, payerId, from: createdAt });
    else if (open.payerId !== payerId) await beginPeriod(db, id, payerId, nowOf(account, realTime), open);
    await giveWay();
  }
  for (let at = 0; at < first.length; at += PERIODS_AT_ONCE) {
    await db.billingPeriod.createMany({ data: first.slice(at, at + PERIODS_AT_ONCE) });
    await giveWay();
  }
  // Previous payers are affected too.
  await billsChanged(db, accountIds);
}

/**
 * Records a change that affects bills of these accounts. Every such write calls it first, in its transaction. On PostgreSQL, it
 * and the issuing of a month wait for each other. INVARIANT (billing stamp): see schema.prisma.
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
  // Sorted by id, so that two writers never wait for each other. A deleted payer has no bills.
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
