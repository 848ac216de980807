import { dollars, exactDollars, isZero } from './amounts';

/** An amount in cents, exact on hover. `shown` has cents that add up with adjacent ones, if available. */
export function Money({ amount, shown }: { amount: string; shown?: string | undefined }) {
  return (
    <span className="whitespace-nowrap tabular-nums" title={exactDollars(amount)}>
      {dollars(shown === undefined || isZero(shown) ? amount : shown)}
    </span>
  );
}
