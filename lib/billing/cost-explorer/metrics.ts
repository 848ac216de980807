import { formatDecimal, NANO, type RecordType, sizeOf } from '@gatehouse/bill';
import type { AccountLine } from '../bill/rows';
import { instanceTypeOf } from './dimensions';

/** A metric of lines. Sums are exact; `write` formats one as a decimal. */
export type Metric = {
  name: string;
  of(line: AccountLine): bigint;
  write(sum: bigint): string;
  /** `usage`: the unit of the usage, if it is the same in all lines. */
  unit: 'USD' | 'usage' | 'N/A';
  /**
   * True if only the payer sees it, because its averages reveal other members' costs. As in AWS, members see their own amortized
   * costs.
   */
  payerOnly: boolean;
};

/** Fees and negations repeat the quantities of other lines. */
const USAGE: ReadonlySet<RecordType> = new Set(['Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage']);

const nano = (sum: bigint) => formatDecimal(sum, NANO);
const cost = (name: string, of: Metric['of'], payerOnly: boolean): Metric => ({ name, of, write: nano, unit: 'USD', payerOnly });

// AWS: net costs are after negotiated discounts, which don't exist here.
const METRICS: readonly Metric[] = [
  cost('AmortizedCost', ({ amortized }) => amortized, false),
  cost('BlendedCost', ({ blended }) => blended, true),
  cost('NetAmortizedCost', ({ amortized }) => amortized, false),
  cost('NetUnblendedCost', ({ unblended }) => unblended, false),
  {
    name: 'NormalizedUsageAmount',
    of: normalized,
    // A quarter of a billionth has two more decimals.
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

/** Returns instance hours times the normalization factor of their size, in quarters: nano is a quarter, small is one. */
function normalized(line: AccountLine): bigint {
  const quantity = quantityOf(line);
  const instanceType = quantity === 0n ? null : instanceTypeOf(line.usageType);
  return instanceType === null ? 0n : quantity * (sizeOf(instanceType).quarters ?? 0n);
}
