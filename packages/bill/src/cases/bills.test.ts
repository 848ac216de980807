import { describe, expect, it } from 'vitest';
import { calculateBill } from '../calculate-bill';
import { formatDecimal, NANO, PICO } from '../decimals';
import type { CostLine } from '../types';
import { type BillOfCase, readBill } from './read-bill';
import { readCases } from './read-case';

/**
 * The expectation of a case. `lines` has the values of an account for each record type, as `account recordType source` if a
 * source is named. The values are quantity, unblended, blended and amortized cost. A dash is not compared.
 */
type BillCase = BillOfCase & {
  readonly expect: {
    readonly total?: string;
    readonly accounts?: Readonly<Record<string, string>>;
    readonly lines?: Readonly<Record<string, string>>;
    readonly services?: Readonly<Record<string, string>>;
    readonly blendedRates?: Readonly<Record<string, string>>;
    readonly separate?: Readonly<Record<string, string>>;
    readonly used?: Readonly<Record<string, string>>;
    readonly days?: Readonly<Record<string, readonly number[]>>;
  };
};

const like = (printed: string, value: bigint, places = NANO) => formatDecimal(value, places, printed.split('.')[1]?.length ?? 0);

function amounts(lines: readonly CostLine[], of: string): bigint[] {
  const [account, recordType, source] = of.split(' ');
  const found = lines.filter(
    (line) => line.accountId === account && line.recordType === recordType && (source === undefined || line.source === source),
  );
  const kinds = ['quantity', 'unblended', 'blended', 'amortized'] as const;
  return kinds.map((kind) => found.reduce((sum, line) => sum + line[kind], 0n));
}

describe('golden cases of bills', () => {
  it.each(readCases<BillCase>('bills').map((one) => [`${one.file}: ${one.name}`, one.value] as const))('%s', (_name, one) => {
    const bill = calculateBill(readBill(one));
    const { expect: wanted } = one;
    if (wanted.total) expect(like(wanted.total, bill.total)).toBe(wanted.total);
    for (const [account, total] of Object.entries(wanted.accounts ?? {})) {
      expect(like(total, bill.accounts.find(({ accountId }) => accountId === account)?.total ?? 0n), account).toBe(total);
    }
    for (const [of, printed] of Object.entries(wanted.lines ?? {})) {
      const columns = printed.split(' ');
      const found = amounts(bill.lines, of);
      expect(columns.map((column, at) => (column === '-' ? '-' : like(column, found[at] ?? 0n))).join(' '), of).toBe(printed);
    }
    for (const [of, printed] of Object.entries(wanted.services ?? {})) {
      const [account, service = ''] = of.split(' ');
      const total = bill.accounts.find(({ accountId }) => accountId === account)?.byService.get(service) ?? 0n;
      expect(like(printed, total), of).toBe(printed);
    }
    for (const [usageType, rate] of Object.entries(wanted.blendedRates ?? {})) {
      const dimension = bill.dimensions.find(({ price }) => price.usageType === usageType);
      expect(like(rate, dimension?.blendedRate ?? 0n, PICO), usageType).toBe(rate);
    }
    for (const [usageType, cost] of Object.entries(wanted.separate ?? {})) {
      const dimension = bill.dimensions.find(({ price }) => price.usageType === usageType);
      expect(like(cost, dimension?.separate ?? 0n), usageType).toBe(cost);
    }
    for (const [id, used] of Object.entries(wanted.used ?? {})) {
      const all = [...bill.credits, ...bill.reservations, ...bill.savingsPlans];
      expect(like(used, all.find((each) => each.id === id)?.used ?? 0n), id).toBe(used);
    }
    for (const [account, days] of Object.entries(wanted.days ?? {})) {
      const found = bill.lines.filter(({ accountId, recordType }) => accountId === account && recordType === 'Usage');
      expect(
        [...new Set(found.map(({ day }) => day))].sort((a, b) => a - b),
        account,
      ).toEqual(days);
    }
  });
});
