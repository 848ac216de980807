import type { ReactNode } from 'react';
import { SmallTable } from '@/components/console/table/small-table';
import { Panel } from '@/components/ui/panel';
import { Progress } from '@/components/ui/progress';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { isZero, perMille } from '../../_components/amounts';
import type { BillingReader } from '../../_components/billing-reader';
import { daysWords, dayWords, weekdayWords } from '../../_components/days';
import { Money } from '../../_components/money';
import type { CostAnomaly } from '../../queries';

/** One anomaly: causes, days, and recommended actions. */
export function AnomalyPanel({ anomaly, reader }: { anomaly: CostAnomaly; reader: BillingReader }) {
  return (
    <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
      <div className="space-y-4">
        <Story anomaly={anomaly} />
        <NextSteps anomaly={anomaly} reader={reader} />
      </div>
      <Days anomaly={anomaly} />
    </div>
  );
}

function Story({ anomaly }: { anomaly: CostAnomaly }) {
  const { First, Last, IsGoingOn, Service, Actual, Expected, Impact, Causes } = anomaly;
  return (
    <Panel
      title={`${Service}, ${daysWords(First, Last)}`}
      description={
        <>
          Account {nameOf(anomaly)} cost <Money amount={Actual} />{' '}
          {isZero(Expected) ? (
            'where no cost was expected'
          ) : (
            <>
              instead of <Money amount={Expected} />
            </>
          )}
          :{' '}
          <b className="font-semibold text-ink">
            <Money amount={Impact} />
          </b>{' '}
          more.
        </>
      }
      actions={IsGoingOn ? <Status kind="warning">Ongoing</Status> : <Status kind="inactive">Over</Status>}
      flush
    >
      <SmallTable
        label="Root causes"
        rows={Causes}
        rowKey={({ Region, UsageType }) => `${Region} ${UsageType}`}
        columns={[
          { header: 'Region', cell: ({ Region }: CostAnomaly['Causes'][number]) => Region },
          { header: 'Increase', align: 'end', cell: ({ Amount }) => <Money amount={Amount} /> },
          { header: 'Usage type', mono: true, breaks: true, cell: ({ UsageType }) => UsageType },
        ]}
      />
    </Panel>
  );
}

function nameOf({ AccountId, AccountName }: CostAnomaly): string {
  return AccountName ?? AccountId;
}

/** Lists the most likely actions first. */
function NextSteps({ anomaly, reader }: { anomaly: CostAnomaly; reader: BillingReader }) {
  const { AccountId, First, Causes } = anomaly;
  const isOwn = AccountId === reader.accountId;
  const account = isOwn ? undefined : AccountId;
  return (
    <Panel title="Recommended actions">
      <ol className="list-decimal space-y-2 pl-5">
        <Step link={<TextLink href={paths.eventsOfDay(First, account)}>Events of {dayWords(First)}</TextLink>}>
          See who made which calls when it began: new keys, users and roles, and calls from unknown addresses.
        </Step>
        <Step
          link={
            isOwn ? (
              <TextLink href={paths.posture()}>View findings of this account</TextLink>
            ) : (
              <TextLink href={paths.account(AccountId)}>Account {nameOf(anomaly)}</TextLink>
            )
          }
        >
          {isOwn
            ? 'Deactivate the access key that was used, then revoke the sessions created with it. Check keys that are old or were never used first.'
            : 'Switch to a role in the account, deactivate the access key that was used, then revoke the sessions created with it.'}
        </Step>
        <Step
          link={
            <TextLink href={paths.createOrganizationPolicy('SERVICE_CONTROL_POLICY')}>Create service control policy</TextLink>
          }
        >
          {Causes[0] ? `Deny ${Causes[0].Region} and other unused Regions` : 'Deny unused Regions'}to prevent this from happening
          again.
        </Step>
        <Step link={<TextLink href={paths.bills({ month: First.slice(0, 7), account })}>View bill</TextLink>}>
          See the charges. If the usage was planned, you don't need to do anything: after four weeks it becomes the expected cost.
        </Step>
      </ol>
    </Panel>
  );
}

function Step({ link, children }: { link: ReactNode; children: ReactNode }) {
  return (
    <li>
      <span className="font-medium">{link}</span>
      <span className="block text-ink-2">{children}</span>
    </li>
  );
}

function Days({ anomaly: { Days: days } }: { anomaly: CostAnomaly }) {
  const highest = days.reduce((most, { Actual }) => (Number(Actual) > Number(most) ? Actual : most), '0');
  return (
    <Panel title="Day by day" flush>
      <SmallTable
        label="Day by day"
        rows={days}
        rowKey={({ Date: day }) => day}
        columns={[
          { header: 'Day', cell: ({ Date: day }: CostAnomaly['Days'][number]) => weekdayWords(day) },
          { header: 'Cost', align: 'end', cell: ({ Actual }) => <Money amount={Actual} /> },
          { header: 'Expected', align: 'end', cell: ({ Expected }) => <Money amount={Expected} /> },
          {
            header: 'Share of the highest day',
            cell: ({ Actual }) => (
              <Progress
                bare
                tone="limit"
                label="Share of the highest day"
                value={perMille(Actual, highest) ?? 0}
                max={1000}
                className="w-24"
              />
            ),
          },
        ]}
      />
    </Panel>
  );
}
