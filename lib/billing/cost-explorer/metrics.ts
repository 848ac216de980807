import { formatDecimal, NANO, type RecordType, sizeOf } from '@gatehouse/bill';
import type { AccountLine } from '../bill/rows';
import { instanceTypeOf } from './dimensions';

/** A measure of a line. Sums of it are exact; `write` makes a decimal number of one. */
export type Metric = {
  name: string;
  of(line: AccountLine): bigint;
  write(sum: bigint): string;
  /** `usage`: that of what was used, if it is the same in all lines. */
  unit: 'USD' | 'usage' | 'N/A';
  /** True for what the account that pays the bill alone sees, as its averages tell of others. AWS: members see amortized costs of their own. */
  payerOnly: boolean;
};

/** Fees and what takes a Savings Plan's charge back repeat quantities that other lines have. */
const USAGE: ReadonlySet<RecordType> = new Set(['Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage']);

const nano = (sum: bigint) => formatDecimal(sum, NANO);
const cost = (name: string, of: Metric['of'], payerOnly: boolean): Metric => ({ name, of, write: nano, unit: 'USD', payerOnly });

// AWS: net costs are those after discounts that were agreed upon with AWS, of which there are none here.
const METRICS: readonly Metric[] = [
  cost('AmortizedCost', ({ amortized }) => amortized, false),
  cost('BlendedCost', ({ blended }) => blended, true),
  cost('NetAmortizedCost', ({ amortized }) => amortized, false),
  cost('NetUnblendedCost', ({ unblended }) => unblended, false),
  {
    name: 'NormalizedUsageAmount',
    of: normalized,
    // A quarter of a billionth has two decimals more.
    write: (quarters) => formatDecimal(quarters * 25n, NANO + 2),
    unit: 'N/A',
    payerOnly: false,
  },
  cost('UnblendedCost', ({ unblended }) => unblended, false),
  { name: 'UsageQuantity', of: quantityOf, write: nano, unit: 'usage', payerOnly: false },
];

export const METRIC_NAMES: readonly string[] = METRICS.map(({ name }) => name);

export function findMetric(name: string): Metric | undefined {
  return METRICS.find((metric) => metric.name === name);
}

function quantityOf({ recordType, quantity }: AccountLine): bigint {
  return USAGE.has(recordType) ? quantity : 0n;
}

/** Hours of instances times the normalization factor of their size, in quarters: a nano counts a quarter, a small one. */
function normalized(line: AccountLine): bigint {
  const quantity = quantityOf(line);
  const instanceType = quantity === 0n ? null : instanceTypeOf(line.usageType);
  return instanceType === null ? 0n : quantity * (sizeOf(instanceType).quarters ?? 0n);
}
