import type { CostView } from '@/lib/billing/cost-explorer/views/view';
import { zip } from '@/lib/core/text/lists';
import type { Costs, Forecast, Row } from '../queries';
import type { Expected, Series } from './chart-layout';
import { monthOfTime, timeWords, valueWords } from './view-words';

/** A period of the chart: past, future, or (the current month) both. */
export type ChartTime = { label: string; past?: { Start: string; End: string; at: number }; ahead?: Forecast['Times'][number] };

/** Returns past and future periods, with the current month once. */
export function chartTimes({ Times }: Costs, forecast: Forecast | undefined, granularity: CostView['Granularity']): ChartTime[] {
  const isMonthly = granularity === 'MONTHLY';
  const times = Times.map(
    (time, at): ChartTime => ({ label: isMonthly ? monthOfTime(time) : timeWords(time), past: { ...time, at } }),
  );
  for (const ahead of forecast?.Times ?? []) {
    const last = times.at(-1);
    if (isMonthly && last?.past && last.past.Start.slice(0, 7) === ahead.Start.slice(0, 7)) last.ahead = ahead;
    else times.push({ label: isMonthly ? monthOfTime(ahead) : timeWords(ahead), ahead });
  }
  return times;
}

/** Returns a group's name: `Amazon S3`, or for two keys `Amazon S3 · web-shop`. */
export function groupName(row: Pick<Row, 'Keys' | 'Names'>, groupBy: CostView['GroupBy']): string {
  return zip(groupBy, row.Keys)
    .map(([key, value], at) => valueWords(key, value, row.Names[at]))
    .join(' · ');
}

/** The drawn series: the largest groups and the others as one, or all together without groups. */
export type Drawn = { name: string; row: Row | null; total: string; amounts: string[]; number: number };

export function drawnOf(costs: Costs, view: CostView): Drawn[] {
  if (view.GroupBy.length === 0) return [{ name: 'Total', row: null, total: costs.Total, amounts: costs.Amounts, number: 0 }];
  const top = costs.Top.map(
    (row, number): Drawn => ({ name: groupName(row, view.GroupBy), row, total: row.Total, amounts: row.Amounts, number }),
  );
  const { Others } = costs;
  return Others
    ? [
        ...top,
        {
          name: `${Others.Count.toLocaleString('en')} others`,
          row: null,
          total: Others.Total,
          amounts: Others.Amounts,
          number: 9,
        },
      ]
    : top;
}

export function seriesOf(drawn: readonly Drawn[]): Series[] {
  return drawn.map(({ name, amounts }) => ({ name, values: amounts.map(Number) }));
}

export function expectedOf(times: readonly ChartTime[]): (Expected | null)[] {
  return times
    .map(({ ahead }) => ahead && { mean: Number(ahead.Mean), lower: Number(ahead.Lower), upper: Number(ahead.Upper) })
    .map((each) => each ?? null);
}
