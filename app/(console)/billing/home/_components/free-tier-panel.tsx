import { TablePanel } from '@/components/console/table/table-panel';
import { Progress } from '@/components/ui/progress';
import { Status } from '@/components/ui/status';
import { perMille, quantity } from '../../_components/amounts';
import { monthWords } from '../../_components/months';
import type { BillingHome } from '../queries';

type Row = NonNullable<BillingHome['FreeTier']>[number];

/** Shows free amounts, and whether the month stays within them. */
export function FreeTierPanel({ rows, month }: { rows: readonly Row[]; month: string }) {
  return (
    <TablePanel
      title="Free tier"
      description={`Applies once each month to all accounts together. The forecast for the end of ${monthWords(month)} assumes current usage`}
      rows={rows}
      rowKey={({ Service, UsageType, Description }) => `${Service} ${UsageType} ${Description}`}
      columns={[
        {
          header: 'What',
          wide: true,
          cell: ({ Description, Unit }: Row) => (
            <>
              {Description} <span className="text-ink-3 text-sm">{Unit}</span>
            </>
          ),
        },
        {
          header: 'Forecast',
          cell: (row) =>
            isUsedUp(row) ? (
              <Status kind="inactive">Used up</Status>
            ) : isOver(row) ? (
              <Status kind="warning">{quantity(row.Expected)}</Status>
            ) : (
              <Status kind="success">{quantity(row.Expected)}</Status>
            ),
        },
        {
          header: 'Used',
          cell: (row) => (
            <span className="flex items-center gap-2">
              <Progress
                bare
                label="Share of the free amount that is used"
                tone={isOver(row) ? 'limit' : 'accent'}
                value={perMille(row.Used, row.Limit) ?? 0}
                max={1000}
                className="w-10"
              />
              <span className="tabular-nums">
                {quantity(row.Used)} of {quantity(row.Limit)}
              </span>
            </span>
          ),
        },
      ]}
      empty={{ title: 'No free tier usage', description: 'The accounts used none of the monthly free amounts.' }}
    />
  );
}

function isUsedUp({ Used, Limit }: Row): boolean {
  return (perMille(Used, Limit) ?? 0) >= 1000;
}

function isOver({ Expected, Limit }: Row): boolean {
  return (perMille(Expected, Limit) ?? 0) > 1000;
}

/** Returns whether a free amount will be used up before the end of the month. */
export function runsOut(row: Row): boolean {
  return isOver(row) && !isUsedUp(row);
}
