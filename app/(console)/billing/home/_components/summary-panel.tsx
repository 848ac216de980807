import type { ReactNode } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { dollars, isZero, percent, perMille } from '../../_components/amounts';
import { daysWords } from '../../_components/days';
import { Money } from '../../_components/money';
import { monthWords } from '../../_components/months';
import { costsToDateQuery } from '../../queries';
import type { BillingHome, ToDate } from '../queries';
import { changeOf } from './change';

/** Compares this month with last month, with the forecast. */
export function SummaryPanel({ home }: { home: BillingHome }) {
  const toDate = useRead(costsToDateQuery());
  const last = home.Months.at(-2);
  return (
    <Panel title="Cost summary" flush>
      <dl className="grid grid-cols-1 gap-x-8 gap-y-4 px-4 py-3.5 sm:grid-cols-2 lg:grid-cols-3">
        <UntilToday toDate={toDate.data} pending={toDate.pending} />
        <Before toDate={toDate.data} pending={toDate.pending} />
        <Expected toDate={toDate.data} pending={toDate.pending} month={home.Month} />
        <Fact
          label="Estimated bill, including fees and credits for the remaining days"
          note={<TextLink href={paths.bills({ month: home.Month })}>View bill of {monthWords(home.Month)}</TextLink>}
        >
          <Money amount={home.Total} shown={home.Shown} />
        </Fact>
        {last ? (
          <Fact
            label="Last month"
            note={<TextLink href={paths.bills({ month: last.Month })}>View bill of {monthWords(last.Month)}</TextLink>}
          >
            <Money amount={last.Amount} />
          </Fact>
        ) : null}
        {home.Saving && !isZero(home.Saving.Amount) ? (
          <Fact
            label={home.Saving.Amount.startsWith('-') ? 'Extra cost of one bill' : 'Savings of one bill'}
            note={<TextLink href={paths.savings({ month: home.Month })}>View details</TextLink>}
          >
            <Money amount={home.Saving.Amount.replace('-', '')} />
            <Share amount={home.Saving.Amount} total={home.Saving.Separate} />
          </Fact>
        ) : null}
      </dl>
      {toDate.error ? (
        <div className="px-4 pb-4">
          <ReadError read={toDate} what="the month to date" />
        </div>
      ) : null}
    </Panel>
  );
}

function Fact({ label, note, children }: { label: string; note: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-ink-3 text-sm">{label}</dt>
      <dd className="mt-0.5">
        <span className="flex min-h-7 flex-wrap items-baseline gap-x-2">{children}</span>
        <span className="block text-sm">{note}</span>
      </dd>
    </div>
  );
}

function Share({ amount, total }: { amount: string; total: string }) {
  const share = perMille(amount.replace('-', ''), total);
  return share === null ? null : <span className="text-ink-2 text-sm">{percent(share)}</span>;
}

type PartProps = { toDate: ToDate | undefined; pending: boolean };

function UntilToday({ toDate, pending }: PartProps) {
  if (pending) return <Waiting label="Month to date" />;
  if (!toDate) return null;
  return (
    <Fact label="Month to date" note={<span className="text-ink-3">{daysWords(toDate.First, toDate.Last)}</span>}>
      <span className="font-semibold text-xl">
        <Money amount={toDate.Amount} />
      </span>
    </Fact>
  );
}

function Before({ toDate, pending }: PartProps) {
  if (pending) return <Waiting label="The same days of last month" />;
  if (!toDate?.Before) return null;
  const { First, Last, Amount } = toDate.Before;
  return (
    <Fact label="The same days of last month" note={<span className="text-ink-3">{daysWords(First, Last)}</span>}>
      <Money amount={Amount} />
      <span className="text-ink-2 text-sm">{changeOf(toDate.Amount, Amount)}</span>
    </Fact>
  );
}

function Expected({ toDate, pending, month }: PartProps & { month: string }) {
  const label = `Forecast for ${monthWords(month)}`;
  if (pending) return <Waiting label={label} />;
  if (!toDate) return null;
  if (!toDate.Forecast)
    return (
      <Fact label={label} note={<span className="text-ink-3">Requires one week of usage.</span>}>
        –
      </Fact>
    );
  const { Amount, Lower, Upper, Level } = toDate.Forecast;
  return (
    <Fact
      label={label}
      note={
        <span className="text-ink-3">
          {dollars(Lower)} to {dollars(Upper)}, {Level} %
        </span>
      }
    >
      <Money amount={Amount} />
    </Fact>
  );
}

function Waiting({ label }: { label: string }) {
  return (
    <Fact label={label} note={null}>
      <Skeleton className="h-5" width="7rem" />
    </Fact>
  );
}
