import type { Credit, Reservation, SavingsPlan } from '@gatehouse/bill';
import { giveWay, readByIds } from '../../core/work/bulk';
import type { Transaction } from '../../db/client';
import { type MonthName, monthAfter, monthOf } from '../months';
import { fromJson } from '../packed-rows';
import type { AccountMonth } from '../payers';

/** The benefits that lower charges. Credits have their full amount; the bills have what months used of it. */
export type Benefits = { reservations: Reservation[]; savingsPlans: SavingsPlan[]; credits: Credit[] };

/** The kinds of benefits in rows. */
export type BenefitKind = 'reservation' | 'savingsPlan' | 'credit';

export async function readBenefits(db: Transaction, accountIds: readonly string[]): Promise<Benefits> {
  const rows = await readByIds(accountIds, (ids) => db.billingBenefit.findMany({ where: { accountId: { in: ids } } }));
  const of = async <Value>(kind: BenefitKind): Promise<Value[]> => {
    const found: Value[] = [];
    for (const row of rows) {
      if (row.kind === kind) found.push(fromJson<Value>(row.document));
      await giveWay();
    }
    return found;
  };
  return {
    reservations: await of('reservation'),
    savingsPlans: await of('savingsPlan'),
    credits: await of('credit'),
  };
}

/**
 * Returns the months up to a last one in which accounts have reservations or Savings Plans, which cost something even if unused.
 * @param accountIds null for all accounts
 */
export async function monthsWithFees(
  db: Transaction,
  accountIds: readonly string[] | null,
  last: MonthName,
): Promise<AccountMonth[]> {
  const where = { kind: { in: ['reservation', 'savingsPlan'] satisfies BenefitKind[] } };
  const rows = await (accountIds === null
    ? db.billingBenefit.findMany({ where })
    : readByIds(accountIds, (ids) => db.billingBenefit.findMany({ where: { ...where, accountId: { in: ids } } })));
  const found = new Map<string, AccountMonth>();
  for (const { accountId, document } of rows) {
    const { from, until } = fromJson<Reservation | SavingsPlan>(document);
    for (let month = monthOf(from); month <= last && month <= monthOf(until - 1); month = monthAfter(month))
      found.set(`${accountId}/${month}`, { accountId, month });
    await giveWay();
  }
  return [...found.values()];
}
