import { type Bill, type BillInput, calculateBill } from '@gatehouse/bill';
import { arbitraryBill, runs } from '@gatehouse/bill/testing/arbitrary-bill';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SAVING_CAUSES, savingByCause } from './saving-causes';

const sum = (values: readonly bigint[]) => values.reduce((total, value) => total + value, 0n);
const causesOf = (bill: Bill) => bill.dimensions.map((dimension) => savingByCause(dimension, dimension.members));
const total = (bill: Bill, cause: (typeof SAVING_CAUSES)[number]) => sum(causesOf(bill).map((causes) => causes[cause]));
const savingOf = (bill: Bill) => sum(bill.dimensions.map(({ separate, unblended }) => separate - unblended));

/** Returns the same organization without reservations and Savings Plans, without free tier amounts, or without both. */
const without = (input: BillInput, { advances = true, free = true }): BillInput => ({
  ...input,
  ...(!advances && { reservations: [], savingsPlans: [] }),
  ...(!free && { prices: input.prices.map(({ freeScope: _, ...price }) => ({ ...price, free: 0n })) }),
});

describe('the savings of a bill by cause', () => {
  it('add up to the total savings, for each dimension and for the organization', () => {
    fc.assert(
      fc.property(arbitraryBill(), (input) => {
        const bill = calculateBill(input);
        const causes = causesOf(bill);
        for (const [at, { separate, unblended }] of bill.dimensions.entries())
          expect(sum(SAVING_CAUSES.map((cause) => causes[at]?.[cause] ?? 0n))).toBe(separate - unblended);
        expect(sum(SAVING_CAUSES.map((cause) => total(bill, cause)))).toBe(savingOf(bill));
      }),
      runs(150),
    );
  });

  it('come only from volume without free amounts, reservations and Savings Plans', () => {
    fc.assert(
      fc.property(arbitraryBill(), (input) => {
        const bill = calculateBill(without(input, { advances: false, free: false }));
        expect(total(bill, 'volume')).toBe(savingOf(bill));
        expect([total(bill, 'free'), total(bill, 'sharing'), total(bill, 'lost')]).toEqual([0n, 0n, 0n]);
      }),
      runs(60),
    );
  });

  it('include no sharing without reservations and Savings Plans, and no free amounts without a free tier', () => {
    fc.assert(
      fc.property(arbitraryBill(), (input) => {
        const unshared = calculateBill(without(input, { advances: false }));
        expect([total(unshared, 'sharing'), total(unshared, 'lost')]).toEqual([0n, 0n]);
        expect(total(calculateBill(without(input, { free: false })), 'free')).toBe(0n);
      }),
      runs(60),
    );
  });

  it('are never negative for volume if prices fall, and have no volume part for a single account', () => {
    fc.assert(
      fc.property(arbitraryBill({ falling: true }), (input) => {
        const bill = calculateBill(input);
        for (const [at, causes] of causesOf(bill).entries()) {
          expect(causes.volume >= 0n).toBe(true);
          const users = bill.dimensions[at]?.members.filter(({ quantity }) => quantity > 0n) ?? [];
          if (users.length === 1) expect(causes.volume).toBe(0n);
          expect(causes.sharing >= 0n && causes.lost <= 0n).toBe(true);
        }
      }),
      runs(100),
    );
  });
});
