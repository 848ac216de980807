import { serviceName } from '@/lib/billing/service-names';
import { isZero } from './amounts';
import type { BillPreview } from './use-bill-preview';

type AccountReason = BillPreview['Accounts'][number]['Reasons'][number];
type Reason = BillPreview['Reasons'][number];
export type Cause = Reason['Cause'];

/** Returns whether an amount is negative. */
export const isLess = (amount: string) => amount.startsWith('-');

/** Returns why an account's charge changes, such as `more EC2: t3.large Linux hours`. */
export function accountReasonWords({ Cause: cause, Service, Description = '', Difference }: AccountReason): string {
  const less = isLess(Difference);
  const thing = Service === undefined ? '' : `${serviceName(Service)}: ${Description}`;
  switch (cause) {
    case 'USAGE':
      return `${less ? 'less' : 'more'} usage of ${thing}`;
    case 'COVERAGE':
      return `reservations and Savings Plans cover ${less ? 'more' : 'less'} of ${thing}`;
    case 'FREE':
      return `free tier covers ${less ? 'more' : 'less'} of ${thing}`;
    case 'PRICE':
      return `${less ? 'lower' : 'higher'} list price of ${thing}`;
    case 'TIERS':
      return `${less ? 'lower' : 'higher'} average price of ${thing}`;
    case 'CREDITS':
      return less ? 'more credits applied' : 'fewer credits applied';
    case 'TAX':
      return less ? 'less tax' : 'more tax';
    case 'REFUNDS':
      return less ? 'more is refunded' : 'less is refunded';
    default:
      return `${less ? 'lower' : 'higher'} fees of reservations, Savings Plans and support`;
  }
}

/** Returns the words for charges other than usage, by cause. */
export function chargeWords(cause: Cause): string {
  if (cause === 'CREDITS') return 'Credits';
  if (cause === 'REFUNDS') return 'Refunds';
  return cause === 'TAX' ? 'Tax' : 'Fees of reservations, Savings Plans and support';
}

/** Returns why the organization's charge changes, as a sentence. */
export function reasonWords({ Cause: cause, Before, After, Difference }: Reason): string {
  const less = isLess(Difference);
  switch (cause) {
    case 'USAGE': {
      const rates = [Before?.Rate, After?.Rate];
      if (!Before || isZero(Before.Quantity)) return 'It was not used before.';
      if (!After || isZero(After.Quantity)) return 'It is no longer used.';
      if (rates[0] === rates[1]) return 'A different quantity at the same average price.';
      return `A different quantity, which reaches different price tiers: the average price ${rises(rates) ? 'rises' : 'falls'} for all.`;
    }
    case 'COVERAGE':
      return `Reservations and Savings Plans cover ${less ? 'more' : 'less'} of it.`;
    case 'FREE':
      return `The free tier covers ${less ? 'more' : 'less'} of it.`;
    case 'PRICE':
      return 'The list price differs.';
    default:
      return `The average price ${less ? 'falls' : 'rises'}.`;
  }
}

function rises([before = '0', after = '0']: readonly (string | undefined)[]): boolean {
  return Number(after) > Number(before);
}
