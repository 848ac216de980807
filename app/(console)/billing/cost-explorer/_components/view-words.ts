import type { RecordType } from '@gatehouse/bill';
import { COST_DIMENSIONS } from '@/lib/billing/cost-explorer/limits';
import type { Ahead, CostView, Range, ViewFilter, ViewKey } from '@/lib/billing/cost-explorer/views/view';
import { dollars, quantity } from '../../_components/amounts';
import { recordTypeWords } from '../../_components/record-types';

export const RANGE_WORDS: Readonly<Record<Range, string>> = {
  LAST_7_DAYS: 'Last 7 days',
  MONTH_TO_DATE: 'Month to date',
  LAST_MONTH: 'Last month',
  LAST_3_MONTHS: 'Last 3 months',
  LAST_6_MONTHS: 'Last 6 months',
  LAST_12_MONTHS: 'Last 12 months',
  YEAR_TO_DATE: 'Year to date',
  CUSTOM: 'Custom',
};

export const AHEAD_WORDS: Readonly<Record<Ahead, string>> = {
  NONE: 'None',
  MONTH: 'End of month',
  '3_MONTHS': '3 months ahead',
  '6_MONTHS': '6 months ahead',
  '12_MONTHS': '12 months ahead',
};

export const METRIC_WORDS: Readonly<Record<CostView['Metric'], string>> = {
  UnblendedCost: 'Unblended costs',
  AmortizedCost: 'Amortized costs',
  BlendedCost: 'Blended costs',
  UsageQuantity: 'Usage quantity',
  NormalizedUsageAmount: 'Normalized usage',
};

/** Metrics for the paying account only, because averages include other accounts. */
export const PAYER_METRICS: ReadonlySet<CostView['Metric']> = new Set(['BlendedCost']);

export function keyWords({ Type, Key }: ViewKey): string {
  if (Type === 'TAG') return `Tag: ${Key}`;
  if (Type === 'COST_CATEGORY') return `Cost category: ${Key}`;
  return COST_DIMENSIONS.find(({ name }) => name === Key)?.label ?? Key;
}

/** AWS's values for "none". */
const NONE: Readonly<Record<string, string>> = {
  NoAZ: 'No Availability Zone',
  NoInstanceType: 'No instance type',
  NoOperation: 'No API operation',
  NoRegion: 'No Region',
  NoUsageType: 'No usage type',
  LeftOrganization: 'Left the organization',
};

/** Returns a value for display, by name if it is an ID. */
export function valueWords({ Type, Key }: ViewKey, value: string, name?: string | null | undefined): string {
  if (name) return name;
  if (Type !== 'DIMENSION') return value === '' ? `No ${Type === 'TAG' ? 'tag ' : ''}${Key}` : value;
  if (Key === 'RECORD_TYPE') return (recordTypeWords(value as RecordType) as string | undefined) ?? value;
  return (Object.hasOwn(NONE, value) ? NONE[value] : undefined) ?? value;
}

export function filterWords(filter: ViewFilter): string {
  const [first = '', ...more] = filter.Values.map((value) => valueWords(filter, value));
  return `${first}${more.length > 0 ? ` and ${more.length} more` : ''}`;
}

/** Returns an amount of a view: dollars, or a quantity. */
export function amountWords(amount: string, unit: string): string {
  return unit === 'USD' ? dollars(amount) : quantity(amount);
}

const DAY = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' });
const DAY_OF_YEAR = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', year: 'numeric', timeZone: 'UTC' });
const MONTH = new Intl.DateTimeFormat('en', { month: 'short', year: 'numeric', timeZone: 'UTC' });

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`);
const dayBefore = (day: string) => new Date(dateOf(day).getTime() - 86_400_000).toISOString().slice(0, 10);

/** Returns a period: `Nov 2026`, `Nov 10`, `Nov 1 – 27`. */
export function timeWords({ Start, End }: { Start: string; End: string }): string {
  const last = dayBefore(End);
  if (Start === last) return DAY.format(dateOf(Start));
  if (Start.endsWith('-01') && End.endsWith('-01')) return MONTH.format(dateOf(Start));
  return `${DAY.format(dateOf(Start))} – ${last.slice(0, 7) === Start.slice(0, 7) ? Number(last.slice(8)) : DAY.format(dateOf(last))}`;
}

/** Returns the month of a possibly partial period: `Nov 2026`. */
export function monthOfTime({ Start }: { Start: string }): string {
  return MONTH.format(dateOf(Start));
}

/** Returns a whole period with years: `Jun 1, 2026 – Nov 27, 2026`. */
export function periodWords({ Start, End }: { Start: string; End: string }): string {
  const last = dayBefore(End);
  return Start === last
    ? DAY_OF_YEAR.format(dateOf(Start))
    : `${DAY_OF_YEAR.format(dateOf(Start))} – ${DAY_OF_YEAR.format(dateOf(last))}`;
}
