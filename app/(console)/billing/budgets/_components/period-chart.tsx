import { classNames } from '@/components/ui/class-names';
import { perMille } from '../../_components/amounts';
import type { Budget } from '../queries';
import { isMore, periodWords, spendWords } from './budget-words';

/** The actual amount of a period, and its limit. */
export type PeriodRow = { start: string; amount: string; limit: string | undefined };

type PeriodChartProps = { unit: string; timeUnit: Budget['TimeUnit']; rows: readonly PeriodRow[]; label: string };

/** Periods as bars with their limits. Excess is drawn differently and announced. */
export function PeriodChart({ unit, timeUnit, rows, label }: PeriodChartProps) {
  const most = rows
    .flatMap(({ amount, limit }) => [amount, ...(limit === undefined ? [] : [limit])])
    .reduce((largest, each) => (isMore(each, largest) ? each : largest), '0');
  const height = (amount: string) => `${Math.max(0, Math.min(1000, perMille(amount, most) ?? 0)) / 10}%`;
  const every = Math.ceil(rows.length / 4);
  return (
    <figure>
      <ol aria-label={label} className="flex h-40 items-end gap-1">
        {rows.map(({ start, amount, limit }) => {
          const over = limit !== undefined && isMore(amount, limit);
          const words = `${periodWords(timeUnit, start)}: ${spendWords({ Amount: amount, Unit: unit })}${over ? ', over the budget' : ''}`;
          return (
            <li key={start} title={words} className="relative h-full min-w-0 flex-1">
              <span className="sr-only">{words}</span>
              <span
                className={classNames('absolute inset-x-0 bottom-0 rounded-t-sm', over ? 'bg-deny' : 'bg-accent')}
                style={{ height: height(amount) }}
              />
              {limit === undefined ? null : (
                <span className="-inset-x-0.5 absolute border-ink border-t border-dashed" style={{ bottom: height(limit) }} />
              )}
            </li>
          );
        })}
      </ol>
      <div aria-hidden className="mt-1 flex gap-1 border-line border-t pt-1 text-ink-3 text-xs">
        {rows.map(({ start }, at) => (
          <span key={start} className="min-w-0 flex-1 whitespace-nowrap">
            {/* The last labels have no room. */}
            {at % every === 0 && at + 2 <= rows.length ? periodWords(timeUnit, start) : ''}
          </span>
        ))}
      </div>
      <figcaption className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-ink-3 text-xs">
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 rounded-sm bg-accent" /> within the budget
        </span>
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden className="size-2.5 rounded-sm bg-deny" /> over the budget
        </span>
        <span className="inline-flex items-center gap-1.5">
          <span aria-hidden className="w-3 border-ink border-t border-dashed" /> budget
        </span>
      </figcaption>
    </figure>
  );
}
