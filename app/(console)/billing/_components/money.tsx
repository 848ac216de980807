import { dollars, exactDollars, isZero } from './amounts';

/** An amount in cents, exact on hover. `shown`: in cents that add up with those beside it, where an answer has them. */
export function Money({ amount, shown }: { amount: string; shown?: string | undefined }) {
  return (
    <span className="whitespace-nowrap tabular-nums" title={exactDollars(amount)}>
      {dollars(shown === undefined || isZero(shown) ? amount : shown)}
    </span>
  );
}
