import { percent } from '../amounts';
import { monthWords } from '../months';

type DayStripProps = {
  /** Describes the chart for screen readers: "Utilization of 2 × t3.small". */
  label: string;
  month: string;
  days: readonly { Day: number; PerMille: number }[];
  /** True in a panel: higher, and as wide as possible. */
  large?: true;
};

/** A month day by day: the height of each bar is its share. Days without data leave a gap. */
export function DayStrip({ label, month, days, large }: DayStripProps) {
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  const byDay = new Map(days.map(({ Day, PerMille }) => [Day, PerMille]));
  return (
    <span
      role="img"
      aria-label={`${label}, ${wordsOf(month, days)}`}
      className={large ? 'flex h-12 w-full max-w-xl items-end gap-0.5' : 'inline-flex h-5 items-end gap-px align-middle'}
    >
      {Array.from({ length: last }, (_, at) => {
        const share = byDay.get(at + 1);
        return (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a day is its place.
            key={at}
            title={share === undefined ? undefined : `${at + 1} ${monthWords(month)}: ${percent(share)}`}
            className={`${large ? 'min-w-0 flex-1' : 'w-0.75'} relative h-full ${share === undefined ? '' : 'bg-none-soft'}`}
          >
            {share === undefined ? null : (
              <span className="absolute inset-x-0 bottom-0 bg-accent" style={{ height: `${Math.max(share / 10, 4)}%` }} />
            )}
          </span>
        );
      })}
    </span>
  );
}

/** Describes the chart: the common value, or the lowest and highest. */
function wordsOf(month: string, days: readonly { Day: number; PerMille: number }[]): string {
  const shares = days.map(({ PerMille }) => PerMille);
  if (shares.length === 0) return 'nothing on any day';
  const [lowest, highest] = [Math.min(...shares), Math.max(...shares)];
  if (lowest === highest) return `${percent(lowest)} on ${shares.length === 1 ? '1 day' : `each of ${shares.length} days`}`;
  const first = days.find(({ PerMille }) => PerMille === lowest)?.Day;
  return `from ${percent(lowest)}, first on day ${first} of ${monthWords(month)}, to ${percent(highest)}`;
}
