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
import type { CostAnomaliesAnswer } from '@/lib/billing/cost-explorer/anomalies/operations';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { BillingReader } from '../../_components/billing-reader';
import { daysWords } from '../../_components/days';
import { Money } from '../../_components/money';
import { type CostAnomaly, costAnomaliesQuery } from '../../queries';
import { AnomalyPanel } from './anomaly-panel';

/** Lists cost anomalies with their causes and recommended actions. */
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
  return `${whose}, on each day from ${daysWords(First, Last)}, compared with the amount expected from earlier weeks.`;
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
          { header: 'Impact', align: 'end', cell: ({ Impact }) => <Money amount={Impact} /> },
          {
            header: 'State',
            cell: ({ IsGoingOn }) =>
              IsGoingOn ? <Status kind="warning">Ongoing</Status> : <Status kind="inactive">Over</Status>,
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
          The {answer.Anomalies.length} with the highest impact, of {answer.Count.toLocaleString('en')}.
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
          description={`No costs from ${daysWords(Judged.First, Judged.Last)} were higher than expected from earlier weeks. To see the effect of a leaked key, generate usage of an account with one.`}
          action={<ButtonLink href={paths.usage}>Usage</ButtonLink>}
        />
      ) : (
        <EmptyState
          title="Not enough usage yet"
          description="Anomaly detection needs two weeks of usage. Generate some months, including an account with a leaked key, or import a report."
          action={
            <ButtonLink variant="primary" href={paths.usage}>
              Add usage
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
        A leaked key is used within minutes, mostly for instances in a Region that nobody monitors. The bill only comes weeks
        later, but daily costs show it at once.
      </p>
      <h3>Definition</h3>
      <p>
        An anomaly is a day on which a service costs an account more than expected. The expected cost comes from the same weekday
        in earlier weeks and their growth. The difference must be at least a quarter, more than the usual variation and at least
        two dollars. A new service counts from ten dollars a day. The first two weeks are only used for learning. An anomaly that
        lasts longer than four weeks becomes the expected cost.
      </p>
      <h3>Excluded costs</h3>
      <p>
        Weekends, steady growth, charges on the first day of the month, and the same usage at a higher price, for example after a
        reservation ends.
      </p>
      <h3>Differences from AWS</h3>
      <p>
        AWS uses a model that it does not publish, and reports anomalies after up to a day. Gatehouse calculates them when you
        open this page.
      </p>
    </HelpPanel>
  );
}
