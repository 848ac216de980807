import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alterInput, type Change } from './alter-input';
import { calculateBill } from './calculate-bill';
import { SHARE_EVERYTHING } from './sharing';
import { anyReservation, arbitraryBill, runs } from './testing/arbitrary-bill';
import type { BillInput } from './types';

const START = Date.UTC(2026, 10, 1);
const HOUR = 3_600_000;
const [FIRST, SECOND] = ['111111111111', '222222222222'] as const;
const instant = fc.integer({ min: START - HOUR, max: START + 721 * HOUR });

/** Returns the bill with its usage in an array, which tests can compare. */
const settled = (input: BillInput) => ({ ...input, usage: [...input.usage] });
const scale = (factor: bigint): Change => ({ kind: 'scale', accountId: null, service: null, factor });
/** Returns the bill with accounts that never leave on their own. Only they return as if nothing had happened. */
const staying = (input: BillInput): BillInput => ({
  ...input,
  memberships: input.memberships.map((membership) => ({ ...membership, from: 0, until: null, closed: null })),
});

describe('alterInput', () => {
  it('changes nothing without changes and never modifies its input', () => {
    fc.assert(
      fc.property(arbitraryBill(), anyReservation, instant, (input, reservation, from) => {
        expect(alterInput(input, [])).toBe(input);
        const before = structuredClone(input);
        const changes: Change[] = [
          { kind: 'leave', accountId: FIRST, from },
          { kind: 'join', accountId: '999999999999', from, like: SECOND },
          { kind: 'group', accountId: FIRST, group: 'another' },
          scale(2_000n),
          { kind: 'reserve', reservation },
        ];
        calculateBill(alterInput(input, changes));
        expect(input).toEqual(before);
      }),
      runs(60),
    );
  });

  it('quadruples the usage when it is doubled twice', () => {
    fc.assert(
      fc.property(arbitraryBill(), (input) => {
        const twice = settled(alterInput(input, [scale(2_000n), scale(2_000n)]));
        expect(twice).toEqual(settled(alterInput(input, [scale(4_000n)])));
        expect(calculateBill(twice)).toEqual(calculateBill(alterInput(input, [scale(4_000n)])));
      }),
      runs(60),
    );
  });

  it('keeps the bill when an account leaves and rejoins at the same instant', () => {
    fc.assert(
      fc.property(arbitraryBill().map(staying), instant, (input, from) => {
        const away: Change = { kind: 'leave', accountId: FIRST, from };
        const back: Change = { kind: 'join', accountId: FIRST, from, usage: [] };
        expect(calculateBill(alterInput(input, [away, back]))).toEqual(calculateBill(input));
      }),
      runs(60),
    );
  });

  it('adds no lines for an account that joins and leaves at the same instant', () => {
    fc.assert(
      fc.property(arbitraryBill(), instant, (input, from) => {
        const accountId = '999999999999';
        const changes: Change[] = [
          { kind: 'join', accountId, from, like: SECOND },
          { kind: 'leave', accountId, from },
        ];
        expect(calculateBill(alterInput(input, changes))).toEqual(calculateBill(input));
      }),
      runs(60),
    );
  });

  it('gives a joining account the same usage as the account that it copies, without refunds', () => {
    fc.assert(
      fc.property(arbitraryBill({ reservations: false, plans: false }), (input) => {
        const bill = calculateBill(alterInput(input, [{ kind: 'join', accountId: '999999999999', from: 0, like: SECOND }]));
        for (const { members } of bill.dimensions) {
          const used = (id: string) => members.find(({ accountId }) => accountId === id)?.quantity ?? 0n;
          expect(used('999999999999')).toBe(used(SECOND));
        }
        const own = bill.lines.filter(({ accountId }) => accountId === '999999999999');
        expect(own.filter(({ recordType }) => recordType === 'Refund')).toEqual([]);
      }),
      runs(60),
    );
  });

  it('scales only the given service of the given account', () => {
    fc.assert(
      fc.property(arbitraryBill(), (input) => {
        const change: Change = { kind: 'scale', accountId: FIRST, service: 'AmazonS3', factor: 500n };
        const usage = [...alterInput(input, [change]).usage];
        for (const [at, before] of input.usage.entries()) {
          const isMeant = before.accountId === FIRST && before.service === 'AmazonS3';
          if (!isMeant) expect(usage[at]).toBe(before);
          else expect(usage[at]?.quantity).toBeLessThanOrEqual(before.quantity);
        }
      }),
      runs(60),
    );
  });

  it('switches the sharing of one account off and on again', () => {
    const input: BillInput = { month: '2026-11', prices: [], memberships: [], usage: [] };
    const off: Change = { kind: 'sharing', accountId: FIRST, discounts: false, credits: true };
    expect(alterInput(input, [off]).preferences).toEqual({ ...SHARE_EVERYTHING, discountsOff: [FIRST] });
    expect(alterInput(input, [off, { ...off, discounts: true }]).preferences).toEqual(SHARE_EVERYTHING);
  });

  it('moves an account to another group or to none', () => {
    const input: BillInput = {
      month: '2026-11',
      prices: [],
      memberships: [],
      usage: [],
      preferences: {
        discountSharing: 'restricted',
        groups: [{ name: 'a', accountIds: [FIRST, SECOND] }],
        discountsOff: [],
        creditSharing: true,
        creditsOff: [],
      },
    };
    const groups = (group: string | null) =>
      alterInput(input, [{ kind: 'group', accountId: FIRST, group }]).preferences?.groups.map(
        ({ name, accountIds }) => `${name}: ${accountIds.join(' ')}`,
      );
    expect(groups('b')).toEqual([`a: ${SECOND}`, `b: ${FIRST}`]);
    expect(groups(null)).toEqual([`a: ${SECOND}`]);
    expect(groups('a')).toEqual([`a: ${SECOND} ${FIRST}`]);
  });
});
