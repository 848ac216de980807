import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import type { AdvanceKind, AdvanceUse } from '../../queries';
import { dollars, isZero, percent, quantity } from '../amounts';
import { Money } from '../money';
import { monthWords } from '../months';
import { DayStrip } from './day-strip';
import { Figure } from './figure';

/** Summarizes purchases in a month: utilization, coverage, cost and savings. */
export function UseSummary({ kind, of }: { kind: AdvanceKind; of: AdvanceUse }) {
  const { Month: month, CurrentMonth, Status: status, Count, Total, Coverage } = of;
  const amount = kind === 'reservations' ? hours : dollars;
  return (
    <Panel
      title={monthWords(month)}
      description={
        month === CurrentMonth ? 'Remaining hours of the month count as unused, unless they already have usage.' : undefined
      }
      actions={
        status === 'ISSUED' ? (
          <Status kind="success" className="py-1">
            Issued
          </Status>
        ) : (
          <Status kind="pending" className="py-1">
            Pending (estimated)
          </Status>
        )
      }
      flush
    >
      <dl className="flex flex-wrap gap-x-12 gap-y-4 px-4 py-3.5">
        <Figure
          label="Utilization"
          value={Total.PerMille === null ? '–' : percent(Total.PerMille)}
          note={Count === 0 ? 'nothing in force' : `${amount(Total.Used)} of ${amount(Total.Available)}`}
        />
        <Figure
          label="Coverage"
          value={Coverage === undefined ? '–' : percent(Coverage.PerMille)}
          note={Coverage === undefined ? 'no eligible usage' : `${amount(Coverage.Covered)} covered`}
        >
          {Coverage ? <DayStrip label="Coverage" month={month} days={Coverage.Days} /> : null}
        </Figure>
        {Coverage ? (
          <Figure
            label="On-Demand cost"
            value={<Money amount={Coverage.OnDemandCost} />}
            note={`${amount(Coverage.OnDemand)} not covered`}
          />
        ) : null}
        {Count === 0 ? null : (
          <>
            <Figure
              label="Costs this month"
              value={<Money amount={Total.Fee} />}
              note={isZero(Total.UnusedFee) ? 'amortized' : `${dollars(Total.UnusedFee)} unused`}
            />
            <Figure
              label={Total.Saved.startsWith('-') ? 'Lost' : 'Saved'}
              value={<Money amount={Total.Saved.replace('-', '')} />}
              note={`instead of ${dollars(Total.OnDemand)} on demand`}
              tone={isZero(Total.Saved) ? undefined : Total.Saved.startsWith('-') ? 'limit' : 'allow'}
            />
          </>
        )}
      </dl>
      {Coverage?.ByOthers !== undefined && !isZero(Coverage.ByOthers) ? (
        <p className="border-line border-t px-4 py-2.5 text-ink-2">
          {amount(Coverage.ByOthers)} of your usage {kind === 'reservations' ? 'were' : 'was'} covered by purchases of other
          accounts in your organization.
        </p>
      ) : null}
    </Panel>
  );
}

export function hours(text: string): string {
  return `${quantity(text)} ${text === '1' ? 'hour' : 'hours'}`;
}
