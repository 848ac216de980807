import { divideHalfEven, larger } from './decimals';
import type { Month } from './month';
import type { Member } from './periods';
import type { Tally } from './tally';
import { EXACT_PER_NANO_USD, exactCost, fillTiers } from './tiers';
import type { CostLine, SupportPlan } from './types';

/**
 * What support costs each account that has a plan: a percentage of all its charges of the month, before credits and tax, or the minimum of the
 * plan where that is more. An account that is on the bill for part of a month pays as much of the minimum. Accounts are not added up.
 */
export function supportFees(
  plans: ReadonlyMap<string, SupportPlan>,
  tally: Tally,
  members: ReadonlyMap<string, Member>,
  month: Month,
): CostLine[] {
  const lines: CostLine[] = [];
  for (const [accountId, { total }] of tally) {
    const plan = plans.get(accountId);
    if (plan === undefined) continue;
    const share = divideHalfEven(exactCost(plan.tiers, fillTiers(plan.tiers, total, 0n)), EXACT_PER_NANO_USD);
    const there = (members.get(accountId)?.periods ?? []).reduce((time, { from, until }) => time + until - from, 0);
    const minimum = divideHalfEven(plan.minimum * BigInt(there), BigInt(month.end - month.start));
    const fee = larger(share, minimum);
    if (fee === 0n) continue;
    lines.push(monthlyLine(accountId, month, 'Fee', plan.service, 'Support', fee));
  }
  return lines;
}

/** A line about a whole month, on its last day. */
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
