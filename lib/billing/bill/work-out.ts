import { BoundedMap } from '../../core/bounded-map';
import { giveWay, readByIds } from '../../core/bulk';
import type { Transaction } from '../../db/client';
import { readBenefits } from '../benefit/rows';
import { type BillInput, billSteps, preferencesInForce } from '../calculate';
import { endOf, type MonthName } from '../months';
import { billingTime, isIn, periodsOfPayer } from '../payers';
import { readPreferences } from '../preferences/rows';
import { priceListFor } from '../price-list/rows';
import { readUsage } from '../usage/rows';
import { LinePacker, type PackedBill, packBill } from './document';
import { supportPlanOf } from './support-plans';

/** A bill that is not issued, with the stamp that it was worked out under. */
export type OpenBill = { stamp: string; bill: PackedBill };

const kept = new BoundedMap<string, OpenBill>(24);
const running = new Map<string, Promise<OpenBill>>();
/** How often it is begun again where something is written meanwhile; what comes then is of one moment or nearly so, and is not kept. */
const ATTEMPTS = 3;

/** The stamp of a payer's bills. INVARIANT (billing stamp): see schema.prisma. */
export async function stampOf(db: Transaction, payerId: string): Promise<string> {
  const row = await db.billingPayer.findUnique({ where: { accountId: payerId }, select: { stamp: true } });
  return row?.stamp ?? '';
}

/**
 * The bill of a month that is not issued, as it is now: worked out when it is asked for, and kept until something changes that it follows from.
 * @param db the reading connection
 */
export async function workOut(db: Transaction, payerId: string, month: MonthName, now: Date): Promise<OpenBill> {
  const key = `${payerId}/${month}`;
  for (let attempt = 1; ; attempt++) {
    const stamp = await stampOf(db, payerId);
    const known = kept.get(key);
    if (known?.stamp === stamp) return known;
    const work = running.get(`${key}/${stamp}`) ?? calculated(db, payerId, month, now, stamp);
    running.set(`${key}/${stamp}`, work);
    const bill = await work.finally(() => running.delete(`${key}/${stamp}`));
    const unchanged = (await stampOf(db, payerId)) === stamp;
    if (unchanged) kept.set(key, bill);
    if (unchanged || attempt === ATTEMPTS) return bill;
  }
}

async function calculated(db: Transaction, payerId: string, month: MonthName, now: Date, stamp: string): Promise<OpenBill> {
  const { priceList, number, hash } = await priceListFor(db, payerId, month);
  const steps = billSteps(await readInput(db, payerId, month, now, priceList.prices));
  const packer = new LinePacker();
  for (;;) {
    const step = steps.next();
    if (step.done) {
      const bill = await packBill(step.value, await packer.finish(), { name: priceList.name, number, hash });
      return { stamp, bill };
    }
    await packer.add(step.value);
    await giveWay();
  }
}

/** All that a month's bill follows from. */
async function readInput(
  db: Transaction,
  payerId: string,
  month: MonthName,
  now: Date,
  prices: BillInput['prices'],
): Promise<BillInput> {
  const periods = [...(await periodsOfPayer(db, payerId)).values()]
    .flat()
    .filter((period) => period.payerId === payerId && isIn(month, period));
  const accountIds = [...new Set(periods.map(({ accountId }) => accountId))];
  const accounts = await readByIds(accountIds, (ids) =>
    db.account.findMany({ where: { id: { in: ids } }, select: { id: true, closedAt: true, supportPlan: true } }),
  );
  const closed = new Map(accounts.map(({ id, closedAt }) => [id, closedAt?.getTime() ?? null]));
  const supportPlans = new Map(
    accounts.flatMap(({ id, supportPlan }) => {
      const plan = supportPlanOf(supportPlan);
      return plan ? [[id, plan] as const] : [];
    }),
  );
  const time = await billingTime(db, payerId, now);
  return {
    month,
    prices,
    memberships: periods.map(({ accountId, from, until }) => ({ accountId, from, until, closed: closed.get(accountId) ?? null })),
    usage: await readUsage(db, accountIds, month),
    ...(await readBenefits(db, accountIds)),
    preferences: preferencesInForce(await readPreferences(db, payerId), endOf(month), time.getTime()),
    supportPlans,
  };
}
