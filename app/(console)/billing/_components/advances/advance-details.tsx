import type { ReactNode } from 'react';
import type { Read } from '@/components/console/kit/use-read';
import { DetailsPage } from '@/components/console/page/details-page';
import { EmptyState } from '@/components/console/page/empty-state';
import type { KeyValueItem } from '@/components/console/page/key-value';
import { ReadBox } from '@/components/console/page/read-box';
import { HelpLink } from '@/components/console/shell/help-panel';
import { Panel } from '@/components/ui/panel';
import type { AdvanceKind, AdvanceShares } from '../../queries';
import { dollars, isZero, percent } from '../amounts';
import { Money } from '../money';
import { MonthPicker } from '../month-picker';
import { monthWords } from '../months';
import { DayStrip } from './day-strip';
import { Figure } from './figure';
import { MissedPanel, SharesPanel } from './shares-panel';
import { SharingQuestion } from './sharing-question';
import { hours } from './use-summary';

type AdvanceDetailsProps = {
  kind: AdvanceKind;
  title: string;
  list: { label: string; href: string };
  description?: ReactNode;
  summary: readonly KeyValueItem[] | undefined;
  read: Read<AdvanceShares>;
  months: readonly string[];
  hrefOf: (month: string) => string;
  actions: ReactNode;
};

/** Details of a purchase: its terms, its use in a month, the covered accounts and the uncovered usage. */
export function AdvanceDetails({ kind, title, list, description, summary, read, months, hrefOf, actions }: AdvanceDetailsProps) {
  const of = read.data;
  return (
    <DetailsPage
      title={title}
      breadcrumbs={[list]}
      info={<HelpLink />}
      description={description}
      summary={summary}
      summaryColumns={4}
      actions={
        <>
          {of ? <MonthPicker month={of.Month} current={of.CurrentMonth} months={months} hrefOf={hrefOf} /> : null}
          {actions}
        </>
      }
    >
      <ReadBox read={read} what="the accounts that used it">
        {(answer) =>
          answer.Use === undefined ? (
            <Panel>
              <EmptyState
                title={`Not in force in ${monthWords(answer.Month)}`}
                description="Choose a month between its start and its end."
              />
            </Panel>
          ) : (
            <div className="space-y-4">
              <Use kind={kind} name={title} month={answer.Month} of={answer.Use} />
              <SharesPanel kind={kind} of={answer} />
              <MissedPanel of={answer} />
              <SharingQuestion kind={kind} of={answer} />
            </div>
          )
        }
      </ReadBox>
    </DetailsPage>
  );
}

type UseProps = { kind: AdvanceKind; name: string; month: string; of: NonNullable<AdvanceShares['Use']> };

function Use({ kind, name, month, of }: UseProps) {
  const amount = kind === 'reservations' ? hours : dollars;
  const lost = of.Saved.startsWith('-');
  return (
    <Panel title={monthWords(month)}>
      <dl className="flex flex-wrap gap-x-12 gap-y-4">
        <Figure
          label="Utilization"
          value={of.PerMille === null ? '–' : percent(of.PerMille)}
          note={`${amount(of.Used)} of ${amount(of.Available)}`}
        />
        <Figure
          label="Costs this month"
          value={<Money amount={of.Fee} />}
          note={isZero(of.UnusedFee) ? 'amortized' : `${dollars(of.UnusedFee)} unused`}
        />
        <Figure label="On demand" value={<Money amount={of.OnDemand} />} note="on-demand cost of the covered usage" />
        <Figure
          label={lost ? 'Lost' : 'Saved'}
          value={<Money amount={of.Saved.replace('-', '')} />}
          tone={isZero(of.Saved) ? undefined : lost ? 'limit' : 'allow'}
        />
      </dl>
      <h3 className="mt-4 mb-1 text-ink-3 text-sm">Day by day</h3>
      <DayStrip large label={`Utilization of ${name}`} month={month} days={of.Days} />
    </Panel>
  );
}
