import { readByIds } from '../../core/bulk';
import type { Transaction } from '../../db/client';
import type { Credit, Reservation, SavingsPlan } from '../calculate';
import { fromJson } from '../packed-rows';

/** What lowers the charges of accounts. A credit is whole here: what months took of it is on their bills. */
export type Benefits = { reservations: Reservation[]; savingsPlans: SavingsPlan[]; credits: Credit[] };

/** The kinds of benefits, as rows name them. */
export type BenefitKind = 'reservation' | 'savingsPlan' | 'credit';

export async function readBenefits(db: Transaction, accountIds: readonly string[]): Promise<Benefits> {
  const rows = await readByIds(accountIds, (ids) => db.billingBenefit.findMany({ where: { accountId: { in: ids } } }));
  const of = <Value>(kind: BenefitKind): Value[] =>
    rows.filter((row) => row.kind === kind).map(({ document }) => fromJson<Value>(document));
  return { reservations: of('reservation'), savingsPlans: of('savingsPlan'), credits: of('credit') };
}
