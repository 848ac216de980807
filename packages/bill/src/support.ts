import { apportion } from './apportion';
import { divideHalfEven, larger, sum } from './decimals';
import { within } from './find-price';
import type { Month } from './month';
import type { Member } from './periods';
import type { Tally } from './tally';
import { EXACT_PER_NANO_USD, exactCost, fillTiers } from './tiers';
import type { CostLine, SupportPlan } from './types';

/**
 * Computes the support fee of each account with a plan: a percentage of its monthly charges before credits and tax, or the plan's
 * minimum if that is more. For a part of a month, the minimum is reduced accordingly. The accounts of a summed plan are charged
 * jointly, in proportion to their charges.
 */
export function supportFees(
  plans: ReadonlyMap<string, SupportPlan>,
  tally: Tally,
  members: ReadonlyMap<string, Member>,
  month: Month,
): CostLine[] {
  const groups = new Map<string, { plan: SupportPlan; accounts: Charged[] }>();
  for (const [accountId, { total }] of tally) {
    const plan = plans.get(accountId);
    if (plan === undefined) continue;
    const there = (members.get(accountId)?.periods ?? []).reduce((time, { from, until }) => time + until - from, 0);
    const group = within(groups, plan.summed ? plan.service : accountId, (): { plan: SupportPlan; accounts: Charged[] } => ({
      plan,
      accounts: [],
    }));
    group.accounts.push({ accountId, total, there });
  }
  const fees = [...groups.values()].flatMap(({ plan, accounts }) => {
    const fee = feeOf(plan, accounts, month);
    // Equal shares without any charges.
    const weights = accounts.some(({ total }) => total > 0n)
      ? accounts.map(({ total }) => larger(total, 0n))
      : accounts.map(() => 1n);
    const parts = apportion(fee, weights);
    return accounts.map(({ accountId }, at) => ({ accountId, plan, part: parts[at] ?? 0n }));
  });
  const order = new Map([...tally.keys()].map((accountId, at) => [accountId, at]));
  return fees
    .filter(({ part }) => part !== 0n)
    .sort((one, other) => (order.get(one.accountId) ?? 0) - (order.get(other.accountId) ?? 0))
    .map(({ accountId, plan, part }) => monthlyLine(accountId, month, 'Fee', plan.service, 'Support', part));
}

/** The charges of an account. `there` is its time on the bill in milliseconds. */
type Charged = { accountId: string; total: bigint; there: number };

function feeOf({ tiers, minimum }: SupportPlan, accounts: readonly Charged[], month: Month): bigint {
  const charges = sum(accounts.map(({ total }) => total));
  const share = divideHalfEven(exactCost(tiers, fillTiers(tiers, charges, 0n)), EXACT_PER_NANO_USD);
  const there = Math.max(...accounts.map((account) => account.there));
  return larger(share, divideHalfEven(minimum * BigInt(there), BigInt(month.end - month.start)));
}

/** Returns a line for a whole month, on its last day. */
export function monthlyLine(
  accountId: string,
  month: Month,
  recordType: CostLine['recordType'],
  service: string,
  usageType: string,
  amount: bigint,
): CostLine {
  const costs = { unblended: amount, blended: amount, amortized: amount };
  return { accountId, day: month.days, recordType, service, usageType, region: null, operation: '', quantity: 0n, ...costs };
}
