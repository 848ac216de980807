import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { billSteps, calculateBill } from './calculate-bill';
import { anyReservation, arbitraryBill, credit, runs } from './testing/arbitrary-bill';
import type { Bill, BillInput, CostLine } from './types';

const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);

const usageCost = (bill: Bill) => sum(bill.dimensions.map(({ unblended }) => unblended));

/** Returns the values in an order that depends on the seed. */
function shuffled<Value>(values: readonly Value[], seed: number): Value[] {
  const keyed = values.map((value, at) => ({ value, key: Math.imul(at + 1, seed | 1) ^ (seed >> 3) }));
  return keyed.sort((a, b) => a.key - b.key).map(({ value }) => value);
}

function costOf(lines: readonly CostLine[], test: (line: CostLine) => boolean): bigint {
  return sum(lines.filter(test).map(({ unblended }) => unblended));
}

describe('a bill', () => {
  it('has the same totals and charges when lines of usage are left out', () => {
    const charges = (lines: readonly CostLine[]) => lines.filter(({ recordType }) => recordType !== 'Usage');
    fc.assert(
      fc.property(arbitraryBill(), (input) => {
        const { lines, ...bill } = calculateBill(input);
        const steps = billSteps(input, 'charges');
        const given: CostLine[] = [];
        let step = steps.next();
        for (; !step.done; step = steps.next()) given.push(...step.value);
        expect(step.value).toEqual(bill);
        expect(charges(given)).toEqual(charges(lines));
      }),
      runs(100),
    );
  });

  it('adds up from lines to accounts and the total, and from slices to members and dimensions', () => {
    fc.assert(
      fc.property(arbitraryBill(), (input) => {
        const bill = calculateBill(input);
        expect(sum(bill.accounts.map(({ total }) => total))).toBe(bill.total);
        for (const { accountId, total, byRecordType, byService } of bill.accounts) {
          expect(costOf(bill.lines, (line) => line.accountId === accountId)).toBe(total);
          for (const [type, amount] of byRecordType) {
            expect(costOf(bill.lines, (line) => line.accountId === accountId && line.recordType === type)).toBe(amount);
          }
          expect(sum([...byService.values()])).toBe(total);
        }
        for (const { members, tiers, ...dimension } of bill.dimensions) {
          for (const part of ['quantity', 'discounted', 'planned', 'free', 'unblended'] as const) {
            expect(sum(members.map((member) => member[part])), part).toBe(dimension[part]);
          }
          expect(sum(members.map(({ blended }) => blended))).toBe(dimension.unblended);
          expect(sum(members.map(({ alone }) => alone.cost))).toBe(dimension.separate);
          tiers.forEach((quantity, tier) => {
            expect(sum(members.map((member) => member.tiers[tier] ?? 0n))).toBe(quantity);
          });
          for (const member of members) {
            const slices = [member.discounted, member.planned, member.free, ...member.tiers];
            expect(slices.every((slice) => slice >= 0n)).toBe(true);
            expect(sum(slices)).toBe(member.quantity);
          }
        }
        const { lines } = bill;
        const used = lines.filter(({ recordType }) => /^(Discounted|)Usage$|CoveredUsage$/.test(recordType));
        expect(sum(used.map(({ quantity }) => quantity))).toBe(sum(bill.dimensions.map(({ quantity }) => quantity)));
        expect(costOf(lines, (line) => line.recordType.startsWith('SavingsPlanCovered'))).toBe(
          -costOf(lines, ({ recordType }) => recordType === 'SavingsPlanNegation'),
        );
        for (const { available, used } of [...bill.reservations, ...bill.savingsPlans]) {
          expect(used >= 0n && used <= available).toBe(true);
        }
        const kinds = [
          { advances: bill.advances.reservations, all: bill.reservations, fee: 'RIFee', usage: 'DiscountedUsage' },
          {
            advances: bill.advances.savingsPlans,
            all: bill.savingsPlans,
            fee: 'SavingsPlanRecurringFee',
            usage: 'SavingsPlanCoveredUsage',
          },
        ];
        for (const { advances, all, fee, usage } of kinds) {
          for (const [at, { what, days }] of advances.entries()) {
            const own = (type: string) => lines.filter(({ recordType, source }) => recordType === type && source === what.id);
            const amortized = (type: string) => sum(own(type).map((line) => line.amortized));
            expect(sum(days.map((day) => day.used))).toBe(all[at]?.used);
            expect(sum(days.map((day) => day.recurring))).toBe(sum(own(fee).map(({ unblended }) => unblended)));
            expect(sum(days.map((day) => day.unusedFee))).toBe(amortized(fee));
            // The costs per day add up to the amortized costs of the lines for usage and fees.
            expect(sum(days.map((day) => day.recurring + day.upfront))).toBe(amortized(fee) + amortized(usage));
          }
        }
      }),
      runs(300),
    );
  });

  it('depends neither on the order of the input nor on computation in steps', () => {
    fc.assert(
      fc.property(arbitraryBill(), fc.integer(), (input, seed) => {
        const other: BillInput = {
          ...input,
          memberships: shuffled(input.memberships, seed),
          prices: shuffled(input.prices, seed),
          usage: shuffled(input.usage, seed),
          reservations: shuffled(input.reservations ?? [], seed),
          savingsPlans: shuffled(input.savingsPlans ?? [], seed),
          credits: shuffled(input.credits ?? [], seed),
        };
        const { lines, ...summary } = calculateBill(input);
        const again: CostLine[] = [];
        const steps = billSteps(other);
        let step = steps.next();
        for (; !step.done; step = steps.next()) again.push(...step.value);
        expect(step.value).toEqual(summary);
        expect(again).toEqual(lines);
      }),
      runs(300),
    );
  });

  it('costs no more for usage than separate bills when rates fall with volume and nothing is free', () => {
    fc.assert(
      fc.property(arbitraryBill({ falling: true, plans: false }), (input) => {
        for (const { unblended, separate } of calculateBill(input).dimensions) expect(unblended <= separate).toBe(true);
      }),
      runs(600),
    );
  });

  it('charges each member the blended cost without reservations and with proportional tiers', () => {
    fc.assert(
      fc.property(arbitraryBill({ reservations: false, plans: false }), (input) => {
        const prices = input.prices.map((price) => ({ ...price, blend: 'month' as const, allocation: 'PROPORTIONAL' as const }));
        for (const { members } of calculateBill({ ...input, prices }).dimensions) {
          for (const { unblended, blended } of members) expect(unblended).toBe(blended);
        }
      }),
      runs(200),
    );
  });

  it('never rises when a credit is added', () => {
    fc.assert(
      fc.property(arbitraryBill(), credit, (input, one) => {
        const more = calculateBill({ ...input, credits: [...(input.credits ?? []), { id: 'one more', ...one }] });
        expect(more.total <= calculateBill(input).total).toBe(true);
      }),
      runs(200),
    );
  });

  it('subtracts refunds exactly and changes nothing else because of them', () => {
    fc.assert(
      fc.property(arbitraryBill(), (input) => {
        const bill = calculateBill(input);
        const without = calculateBill({ ...input, usage: input.usage.filter(({ refund }) => refund === undefined) });
        const isRefund = ({ recordType }: CostLine) => recordType === 'Refund';
        expect(bill.lines.filter((line) => !isRefund(line))).toEqual(without.lines);
        expect(bill.dimensions).toEqual(without.dimensions);
        expect(bill.credits).toEqual(without.credits);
        expect(bill.unpriced).toEqual(without.unpriced);
        const given = input.usage.filter(({ accountId, hour, refund }) => {
          const instant = hour * 3_600_000;
          return (
            refund !== undefined &&
            instant >= Date.UTC(2026, 10) &&
            instant < Date.UTC(2026, 11) &&
            input.memberships.some(
              (each) =>
                each.accountId === accountId && each.from <= instant && instant < (each.until ?? Number.POSITIVE_INFINITY),
            )
          );
        });
        const refunds = bill.lines.filter(isRefund);
        expect(refunds).toHaveLength(given.length);
        expect(without.total - bill.total).toBe(sum(given.map(({ refund = 0n }) => refund)));
        for (const { unblended, blended, amortized, quantity } of refunds) {
          expect([blended, amortized, quantity]).toEqual([unblended, unblended, 0n]);
        }
      }),
      runs(300),
    );
  });

  it('charges no more for usage when a reservation is added', () => {
    fc.assert(
      fc.property(arbitraryBill({ shared: false, plans: false }), anyReservation, (input, one) => {
        const more = calculateBill({ ...input, reservations: [...(input.reservations ?? []), one] });
        expect(usageCost(more) <= usageCost(calculateBill(input))).toBe(true);
      }),
      runs(600),
    );
  });

  it('contains all usage of an account together with the separate bill of the account', () => {
    const quantities = (bill: Bill) =>
      sum([...bill.dimensions.map(({ quantity }) => quantity), ...bill.unpriced.map(({ quantity }) => quantity)]);
    fc.assert(
      fc.property(arbitraryBill(), (input) => {
        const [first] = input.memberships;
        if (first === undefined) return;
        const { accountId, from, until } = first;
        const usage = input.usage.filter((each) => each.accountId === accountId);
        const bill = (memberships: BillInput['memberships']) => quantities(calculateBill({ ...input, memberships, usage }));
        const before = { accountId, from: 0, until: from };
        const after = until === null ? [] : [{ accountId, from: Math.max(from, until), until: null }];
        const whole = bill([{ accountId, from: 0, until: null }]);
        expect(bill([{ accountId, from, until }]) + bill([before, ...after])).toBe(whole);
      }),
      runs(300),
    );
  });
});

describe('the amortized cost of upfront payments', () => {
  it('equals the billed cost over the whole term', () => {
    fc.assert(
      fc.property(arbitraryBill(), (input) => {
        let [billed, spread] = [0n, 0n];
        for (const month of ['2026-10', '2026-11', '2026-12']) {
          const { lines } = calculateBill({
            ...input,
            month,
            memberships: input.memberships.map(({ accountId }) => ({ accountId, from: 0, until: null })),
            credits: [],
            supportPlans: new Map(),
            taxRate: 0n,
          });
          billed += sum(lines.map(({ unblended }) => unblended));
          spread += sum(lines.map(({ amortized }) => amortized));
        }
        expect(spread).toBe(billed);
      }),
      runs(100),
    );
  });
});
