'use client';

import { useRead } from '@/components/console/kit/use-read';
import { Time } from '@/components/console/page/time';
import { classNames } from '@/components/ui/class-names';
import { CONTROLS } from '@/lib/responsibility/model/controls';
import { LEVELS, sizeOf } from '@/lib/responsibility/model/exercise';
import { exerciseResultsQuery } from './queries';

/** Shows the reader's last results. Unfinished levels are left out. */
export function ResultsSummary() {
  const { data } = useRead(exerciseResultsQuery());
  if (!data) return null;
  if (!data.Kept) {
    return <p className="text-ink-2 text-sm">Results are stored for users, not for roles. Switch back to see yours.</p>;
  }
  if (data.Results.length === 0) return <p className="text-ink-2 text-sm">You have not finished a level yet.</p>;
  const right = data.Results.reduce((sum, { Level, Missed }) => sum + sizeOf(Level) - Missed.length, 0);
  return (
    <>
      <p className="text-sm">
        <b className="mr-1.5 text-xl tabular-nums">
          {right} of {CONTROLS.length}
        </b>
        <span className="text-ink-3">correct at the first answer</span>
      </p>
      <dl className="mt-2 space-y-2 text-sm">
        {data.Results.map(({ Level, Missed, FinishedAt }) => (
          <div key={Level}>
            <dt className="flex justify-between gap-2">
              <span>{LEVELS[Level - 1]?.name}</span>
              <span className="text-ink-3">
                <Time value={FinishedAt} />
              </span>
            </dt>
            <dd>
              <span className="sr-only">
                {sizeOf(Level) - Missed.length} of {sizeOf(Level)} right
              </span>
              <span aria-hidden className="flex gap-0.5">
                {CONTROLS.filter(({ level }) => level === Level).map(({ number, name }) => (
                  <i
                    key={number}
                    title={name}
                    className={classNames(
                      'h-2 flex-1 rounded-[2px]',
                      Missed.includes(number)
                        ? 'ring-2 ring-deny ring-inset'
                        : 'bg-[color-mix(in_srgb,var(--allow)_60%,var(--surface))]',
                    )}
                  />
                ))}
              </span>
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
