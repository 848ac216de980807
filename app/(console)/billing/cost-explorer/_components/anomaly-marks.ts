import type { CostView } from '@/lib/billing/cost-explorer/views/view';
import type { CostAnomaly } from '../../queries';
import type { ChartTime } from './chart-data';

/** An anomaly that began in a shown period, with its position. */
export type AnomalyMark = { at: number; anomaly: CostAnomaly };

/** The values of an anomaly, by filter key. */
const VALUES_OF: Readonly<Record<string, (anomaly: CostAnomaly) => readonly string[]>> = {
  LINKED_ACCOUNT: ({ AccountId }) => [AccountId],
  SERVICE: ({ Service }) => [Service],
  REGION: ({ Causes }) => Causes.map(({ Region }) => Region),
  USAGE_TYPE: ({ Causes }) => Causes.map(({ UsageType }) => UsageType),
};

/** Returns the marks of anomalies that can be part of the chart. Other filters do not match anomalies, so there is no mark. */
export function marksOf(
  anomalies: readonly CostAnomaly[],
  times: readonly ChartTime[],
  { Filters }: Pick<CostView, 'Filters'>,
): AnomalyMark[] {
  return anomalies.flatMap((anomaly) => {
    const at = times.findIndex(({ past }) => past && past.Start <= anomaly.First && anomaly.First < past.End);
    if (at === -1) return [];
    const isDrawn = Filters.every(({ Type, Key, Values, Exclude }) => {
      const values = Type === 'DIMENSION' ? VALUES_OF[Key]?.(anomaly) : undefined;
      return values?.some((value) => Values.includes(value) !== Exclude) ?? false;
    });
    return isDrawn ? [{ at, anomaly }] : [];
  });
}
