import type { StatusKind } from '@/components/ui/status';
import { dollars, percent, perMille, quantity } from '../../_components/amounts';
import type { Budget, Notification } from '../queries';

export const PERIOD_WORDS: Readonly<Record<Budget['TimeUnit'], string>> = {
  DAILY: 'Daily',
  MONTHLY: 'Monthly',
  QUARTERLY: 'Quarterly',
  ANNUALLY: 'Annually',
};

type Spend = { Amount: string; Unit: string };

/** Returns an amount of a budget: `$2,007.04`, `12,288 GB`. */
export function spendWords({ Amount, Unit }: Spend): string {
  return Unit === 'USD' ? dollars(Amount) : `${quantity(Amount)} ${Unit}`;
}

/** Returns the share of a limit in thousandths, or null if there is none. */
export function shareOf(amount: string, limit: Spend | undefined): number | null {
  return limit === undefined ? null : perMille(amount, limit.Amount);
}

export function shareWords(share: number | null): string {
  return share === null ? '–' : percent(share);
}

/** Returns the state of a budget, with its severity. */
export function standing(
  { BudgetLimit, CalculatedSpend: { ActualSpend, ForecastedSpend }, HealthStatus }: Budget,
  notifications: readonly Pick<Notification, 'NotificationState'>[] | undefined,
): { kind: StatusKind; text: string } {
  if (HealthStatus.Status === 'UNHEALTHY') return { kind: 'warning', text: 'Cannot be calculated' };
  const actual = shareOf(ActualSpend.Amount, BudgetLimit);
  const forecast = ForecastedSpend ? shareOf(ForecastedSpend.Amount, BudgetLimit) : null;
  if (actual !== null && actual > 1000) return { kind: 'error', text: 'Over budget' };
  if (notifications?.some(({ NotificationState }) => NotificationState === 'ALARM'))
    return { kind: 'warning', text: 'Threshold crossed' };
  if (forecast !== null && forecast > 1000) return { kind: 'warning', text: 'Forecasted to exceed' };
  return actual === null ? { kind: 'pending', text: 'No limit yet' } : { kind: 'success', text: 'Within budget' };
}

const OPERATORS = { GREATER_THAN: 'more than', LESS_THAN: 'less than', EQUAL_TO: 'exactly' } as const;

/** Returns the condition of an alert: `Actual is more than 80 % of the budget`. */
export function thresholdWords(
  { NotificationType, ComparisonOperator, Threshold, ThresholdType }: Omit<Notification, 'NotificationState'>,
  unit: string,
): string {
  const amount =
    ThresholdType === 'PERCENTAGE' ? `${Threshold} % of the budget` : unit === 'USD' ? `$${Threshold}` : `${Threshold} ${unit}`;
  return `${NotificationType === 'ACTUAL' ? 'Actual' : 'Forecast'} is ${OPERATORS[ComparisonOperator]} ${amount}`;
}

const FILTER_WORDS: Readonly<Record<string, string>> = {
  AZ: 'Availability Zone',
  InstanceType: 'Instance type',
  LinkedAccount: 'Account',
  OrganizationalUnit: 'Organizational unit',
  PurchaseType: 'Purchase option',
  RecordType: 'Charge type',
  TagKeyValue: 'Tag',
  UsageType: 'Usage type',
};

/** Returns the scope of a budget, one line per filter. Empty for everything. */
export function scopeWords(
  { CostFilters = {}, FilterExpression }: Partial<Pick<Budget, 'CostFilters' | 'FilterExpression'>>,
  unitNames: ReadonlyMap<string, string> = new Map(),
): string[] {
  if (FilterExpression) return [JSON.stringify(FilterExpression)];
  return Object.entries(CostFilters).map(
    ([name, values]) =>
      `${FILTER_WORDS[name] ?? name}: ${values.map((value) => unitNames.get(value) ?? value.replace(/^user:/, '').replace('$', ' = ')).join(', ')}`,
  );
}

const MONTH = new Intl.DateTimeFormat('en', { month: 'short', timeZone: 'UTC' });
const DAY = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' });

/** Returns a period by its start: `Nov 2026`, `Q4 2026`, `2026`, `Nov 27`. */
export function periodWords(unit: Budget['TimeUnit'], start: string): string {
  const date = new Date(start);
  const year = date.getUTCFullYear();
  if (unit === 'DAILY') return DAY.format(date);
  if (unit === 'ANNUALLY') return String(year);
  return unit === 'MONTHLY' ? `${MONTH.format(date)} ${year}` : `Q${Math.floor(date.getUTCMonth() / 3) + 1} ${year}`;
}

/** Returns whether one decimal number is greater than another. */
export function isMore(a: string, b: string): boolean {
  const share = perMille(a, b);
  if (share === null) return /[1-9]/.test(a) && !a.startsWith('-');
  // Thousandths are rounded, so close values are compared by their digits.
  return share > 1000 || (share === 1000 && digitsOf(a) > digitsOf(b));
}

function digitsOf(text: string): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  return BigInt(whole + fraction.padEnd(9, '0').slice(0, 9));
}
