import { chargeAlone } from './alone';
import { slotsOf } from './cells';
import { collectUsage } from './collect-usage';
import { coverUsage, type Situation } from './cover-usage';
import { placeCredits } from './credits';
import { chargeDimension } from './dimension-lines';
import { coversBySource, feesOf, PLAN_FEES, reservationFees } from './fees';
import { type Month, parseMonth } from './month';
import { compareText, membersOf } from './periods';
import { refundLines } from './refunds';
import { isReservable } from './reservations';
import { isPlannable } from './savings-plans';
import { roundsOf, SHARE_EVERYTHING } from './sharing';
import { supportFees } from './support';
import { addLines, newTally, totalsOf } from './tally';
import { taxes } from './tax';
import type { Allocation, Bill, BillInput, BillSteps, BillSummary, CostLine, Dimension, Price } from './types';

/**
 * Computes a month's bill in steps of a few milliseconds. Each step yields lines, which the caller may keep or drop, and the
 * result is the bill without lines. The input must not change meanwhile.
 * @param given which lines: all, or with `charges` only those outside of daily usage, which is much faster; the result is the
 * same
 * @throws RangeError for an invalid `month`
 */
export function* billSteps(input: BillInput, given: 'lines' | 'charges' = 'lines'): BillSteps<BillSummary> {
  const month = parseMonth(input.month);
  if (month === null) throw new RangeError(`${input.month} is no month.`);
  const { prices, allocation = 'PROPORTIONAL', preferences = SHARE_EVERYTHING } = input;
  const reservations = inForce(input.reservations ?? [], month);
  const savingsPlans = inForce(input.savingsPlans ?? [], month);
  const members = membersOf(input.memberships, month);
  const tally = newTally(members.keys());

  const isHourly = (price: Price) =>
    isReservable(price, reservations) || isPlannable(price, savingsPlans) || isBlendedByHour(price, allocation);
  const collected = yield* collectUsage(input.usage, prices, members, month, isHourly, given === 'lines');
  const { dimensions: used, unpriced } = collected;
  const hourly = used.filter((usage) => usage.hourly);
  const slots = yield* slotsOf(hourly, [...reservations, ...savingsPlans], members, month);
  const rounds = roundsOf(preferences);
  const situation: Situation = { reservations, savingsPlans, rounds, members, slots, month, allocation };
  const covered = yield* coverUsage(used, situation);
  const apart = yield* chargeAlone(used, situation);

  const covers = yield* coversBySource(covered, slots);
  const reserved = yield* feesOf(reservationFees(prices), reservations, covers, members, month);
  const planned = yield* feesOf(PLAN_FEES, savingsPlans, covers, members, month);
  const dimensions: Dimension[] = [];
  for (const each of covered) {
    dimensions.push(yield* chargeDimension(each, apart.get(each.usage) ?? [], slots, allocation, tally, given));
  }
  yield addLines(tally, reserved.lines);
  yield addLines(tally, planned.lines);
  yield addLines(tally, supportFees(input.supportPlans ?? new Map(), tally, members, month));
  const credits = yield* placeCredits(input.credits ?? [], preferences, tally, members, month);
  yield addLines(tally, credits.lines);
  yield addLines(tally, taxes(input.taxRate ?? 0n, tally, month));
  // Last, so that no fee, credit or tax is worked out from them.
  yield addLines(tally, refundLines(collected.refunds, members, month));

  const accounts = totalsOf(tally);
  return {
    month: input.month,
    total: accounts.reduce((sum, { total }) => sum + total, 0n),
    accounts,
    dimensions,
    reservations: reserved.utilization,
    savingsPlans: planned.utilization,
    advances: { reservations: reserved.advances, savingsPlans: planned.advances },
    credits: credits.used,
    unpriced,
  };
}

/** Computes a month's bill with all lines at once. Servers use `billSteps` and yield between the steps. */
export function calculateBill(input: BillInput): Bill {
  const steps = billSteps(input);
  const lines: CostLine[] = [];
  for (;;) {
    const step = steps.next();
    if (step.done) return { ...step.value, lines };
    for (const line of step.value) lines.push(line);
  }
}

/** Returns the benefits in force during a month, by id. */
function inForce<Owned extends { readonly id: string; readonly from: number; readonly until: number }>(
  owned: readonly Owned[],
  month: Month,
): Owned[] {
  return owned.filter(({ from, until }) => from < month.end && month.start < until).sort((a, b) => compareText(a.id, b.id));
}

/** Returns whether the average cost depends on hours. It does not if all usage has one price or is split proportionally. */
function isBlendedByHour({ blend, tiers, allocation }: Price, byDefault: Allocation): boolean {
  return blend === 'hour' && tiers.length > 1 && (allocation ?? byDefault) !== 'PROPORTIONAL';
}
