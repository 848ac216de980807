import { classNames } from '@/components/ui/class-names';
import type { Budget } from '../queries';
import { shareOf, shareWords, spendWords } from './budget-words';

const MOST = 1000;

/** Shows the spent share of a budget, with a mark for the forecast. */
export function BudgetBar({ of: { BudgetName, BudgetLimit, CalculatedSpend } }: { of: Budget }) {
  const { ActualSpend, ForecastedSpend } = CalculatedSpend;
  const actual = shareOf(ActualSpend.Amount, BudgetLimit);
  const forecast = ForecastedSpend ? shareOf(ForecastedSpend.Amount, BudgetLimit) : null;
  // The bar is as long as the largest of the three.
  const whole = Math.max(MOST, actual ?? 0, forecast ?? 0);
  const at = (share: number) => `${(100 * share) / whole}%`;
  const over = actual !== null && actual > MOST;
  return (
    <div className="min-w-44">
      <div className="flex justify-between gap-3 text-sm tabular-nums">
        <span className="whitespace-nowrap">
          {spendWords(ActualSpend)}{' '}
          <span className="text-ink-3">of {BudgetLimit ? spendWords(BudgetLimit) : 'no limit yet'}</span>
        </span>
        <span className={classNames('whitespace-nowrap', over ? 'font-semibold text-deny' : 'text-ink-3')}>
          {shareWords(actual)}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={`Spent of ${BudgetName}`}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.min(100, Math.round((actual ?? 0) / 10))}
        aria-valuetext={`${shareWords(actual)} spent${forecast === null ? '' : `, ${shareWords(forecast)} expected`}`}
        className="relative mt-1 h-1.5 rounded-sm bg-none-soft"
      >
        <div
          className={classNames('h-full rounded-sm', over ? 'bg-deny' : 'bg-accent')}
          style={{ width: at(Math.max(0, actual ?? 0)) }}
        />
        {whole > MOST ? (
          <div className="absolute -top-0.5 h-2.5 w-px bg-ink" style={{ left: at(MOST) }} title="The budget" />
        ) : null}
        {forecast !== null && forecast > (actual ?? 0) ? (
          <div
            className="absolute -top-0.5 h-2.5 w-0.5 bg-limit"
            style={{ left: `calc(${at(forecast)} - 2px)` }}
            title="Expected"
          />
        ) : null}
      </div>
    </div>
  );
}
