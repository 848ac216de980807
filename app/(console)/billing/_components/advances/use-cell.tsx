import type { AdvanceUse } from '../../queries';
import { percent } from '../amounts';
import { DayStrip } from './day-strip';

type Row = AdvanceUse['Rows'][number];

/** The use of one purchase, in total and by day. */
export function UseCell({ name, month, of }: { name: string; month: string; of: Row | undefined }) {
  if (of === undefined || of.PerMille === null) return <span className="text-ink-3">Not in force</span>;
  return (
    <span className="flex items-center gap-2">
      <span className="w-14 text-right tabular-nums">{percent(of.PerMille)}</span>
      <DayStrip label={`Utilization of ${name}`} month={month} days={of.Days} />
    </span>
  );
}
