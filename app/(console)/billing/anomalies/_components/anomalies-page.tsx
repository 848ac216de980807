'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { SmallTable } from '@/components/console/table/small-table';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import type { CostAnomaliesAnswer } from '@/lib/billing/cost-explorer/anomaly-operations';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { BillingReader } from '../../_components/billing-reader';
import { daysWords } from '../../_components/days';
import { Money } from '../../_components/money';
import { type CostAnomaly, costAnomaliesQuery } from '../../queries';
import { AnomalyPanel } from './anomaly-panel';

/** When costs stood out, why, and what to do then. */
export function AnomaliesPage({ reader }: { reader: BillingReader }) {
  const read = useRead(costAnomaliesQuery());
  const [id] = useQueryState('id', parseAsString);
  const { data } = read;
  const shown = data?.Anomalies.find(({ Id }) => Id === id) ?? data?.Anomalies[0];
  return (
    <>
      <PageHeader
        title="Cost anomalies"
        count={data?.Count}
        info={<HelpLink />}
        description={data?.Judged ? judgedWords(data.Judged, data.View) : undefined}
      />
      <ReadError read={read} what="cost anomalies" />
      {read.pending ? <Skeleton className="h-64 w-full" /> : null}
      {data && !shown ? <None answer={data} /> : null}
      {data && shown ? (
        <div className="space-y-4">
          <List answer={data} shown={shown} />
          <AnomalyPanel key={shown.Id} anomaly={shown} reader={reader} />
        </div>
      ) : null}
      <AnomaliesHelp />
    </>
  );
}

function judgedWords({ First, Last }: { First: string; Last: string }, view: 'payer' | 'member'): string {
  const whose = view === 'payer' ? 'Each service of each account on the bill' : 'Each service of this account';
  return `${whose}, on each day from ${daysWords(First, Last)}, against what the weeks before let one expect.`;
}

function List({ answer, shown }: { answer: Json<CostAnomaliesAnswer>; shown: CostAnomaly }) {
  return (
    <Panel flush>
      <SmallTable
        label="Cost anomalies"
        rows={answer.Anomalies}
        rowKey={({ Id }) => Id}
        isSelected={({ Id }) => Id === shown.Id}
        columns={[
          {
            header: 'When',
            cell: (anomaly: CostAnomaly) => (
              <TextLink href={paths.costAnomalies({ id: anomaly.Id })}>{daysWords(anomaly.First, anomaly.Last)}</TextLink>
            ),
          },
          { header: 'Beyond expected', align: 'end', cell: ({ Impact }) => <Money amount={Impact} /> },
          {
            header: 'State',
            cell: ({ IsGoingOn }) =>
              IsGoingOn ? <Status kind="warning">Going on</Status> : <Status kind="inactive">Over</Status>,
          },
          {
            header: 'Account',
            cell: ({ AccountId, AccountName }) => AccountName ?? <span className="font-mono">{AccountId}</span>,
          },
          { header: 'Service', wide: true, cell: ({ Service }) => Service },
          { header: 'Region', cell: ({ Causes }) => Causes[0]?.Region ?? '–' },
        ]}
      />
      {answer.Count > answer.Anomalies.length ? (
        <p className="border-line border-t px-3 py-2 text-ink-2 text-sm">
          The {answer.Anomalies.length} that cost the most, of {answer.Count.toLocaleString('en')}.
        </p>
      ) : null}
    </Panel>
  );
}

function None({ answer: { Judged } }: { answer: Json<CostAnomaliesAnswer> }) {
  return (
    <Panel>
      {Judged ? (
        <EmptyState
          title="No cost anomalies"
          description={`Nothing cost more from ${daysWords(Judged.First, Judged.Last)} than the weeks before let one expect. To see what a leaked key looks like, make up usage of an account with one.`}
          action={<ButtonLink href={paths.usage}>Usage</ButtonLink>}
        />
      ) : (
        <EmptyState
          title="Nothing to judge by yet"
          description="Two weeks of usage have to be there before anybody can say what is usual. Make some months up, with an account whose key leaks among them, or import a report."
          action={
            <ButtonLink variant="primary" href={paths.usage}>
              Generate, import or enter usage
            </ButtonLink>
          }
        />
      )}
    </Panel>
  );
}

function AnomaliesHelp() {
  return (
    <HelpPanel title="Cost anomalies">
      <p>
        A key that leaks is used within minutes, mostly for instances in a Region that nobody looks at. The bill comes weeks
        later, the cost of the day tells it at once.
      </p>
      <h3>What counts as one</h3>
      <p>
        A day on which a service costs an account more than the same weekday in the weeks before, with their growth: by a quarter,
        by more than the weeks differ from each other, and by two dollars at least. Something new counts from ten dollars a day.
        The first two weeks only teach what is usual, and so do anomalies that last longer than four weeks.
      </p>
      <h3>What does not</h3>
      <p>
        Weekends, steady growth, charges on the first of the month, and the same usage at a higher price, as when a reservation
        ends. Then nobody used more.
      </p>
      <h3>Where it differs</h3>
      <p>
        AWS finds anomalies by a model of its own that it does not describe, and after up to a day. Here they are found when you
        look.
      </p>
    </HelpPanel>
  );
}
