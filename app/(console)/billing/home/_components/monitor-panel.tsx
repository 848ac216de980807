import type { ReactNode } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { Status, type StatusKind } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import type { CostAnomaliesAnswer } from '@/lib/billing/cost-explorer/anomalies/operations';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { dollars } from '../../_components/amounts';
import type { BillingReader } from '../../_components/billing-reader';
import { daysWords } from '../../_components/days';
import { monthWords } from '../../_components/months';
import { costAnomaliesQuery } from '../../queries';
import type { BillingHome } from '../queries';
import { runsOut } from './free-tier-panel';

const ANOMALIES_TOLD = 3;

type Entry = { key: string; kind: StatusKind; state: string; text: ReactNode; link: ReactNode };

/** Lists decisions that are due, each with its page. */
export function MonitorPanel({ home, reader }: { home: BillingHome; reader: BillingReader }) {
  const anomalies = useRead(costAnomaliesQuery());
  const entries = [...anomalyEntries(anomalies.data), ...homeEntries(home, reader)];
  return (
    <Panel title="Recommended actions" count={entries.length > 0 ? entries.length : undefined} flush>
      <ul className="divide-y divide-line">
        {entries.map(({ key, kind, state, text, link }) => (
          <li key={key} className="px-4 py-2.5">
            <Status kind={kind}>{state}</Status>
            <p className="text-ink-2 text-sm">{text}</p>
            <p className="text-sm">{link}</p>
          </li>
        ))}
        {anomalies.pending ? (
          <li className="px-4 py-3" aria-busy="true" aria-label="Looking for anomalies">
            <Skeleton width="60%" />
          </li>
        ) : null}
        {entries.length === 0 && !anomalies.pending ? (
          <li className="px-4 py-2.5">
            <Status kind="success">No actions recommended</Status>
            <p className="text-ink-2 text-sm">
              {anomalies.data?.Judged
                ? 'No cost anomalies in the last 90 days, no month to issue, and all usage has a price.'
                : 'No month to issue, and all usage has a price.'}
            </p>
          </li>
        ) : null}
      </ul>
    </Panel>
  );
}

function anomalyEntries(answer: Json<CostAnomaliesAnswer> | undefined): Entry[] {
  const goingOn = answer?.Anomalies.filter(({ IsGoingOn }) => IsGoingOn) ?? [];
  return goingOn.slice(0, ANOMALIES_TOLD).map(({ Id, Service, AccountId, AccountName, First, Last, Impact }) => ({
    key: Id,
    kind: 'warning',
    state: 'Cost anomaly',
    text: `${Service} in account ${AccountName ?? AccountId}: ${dollars(Impact)} more than expected, ${daysWords(First, Last)}.`,
    link: <TextLink href={paths.costAnomalies({ id: Id })}>View anomaly</TextLink>,
  }));
}

function homeEntries(home: BillingHome, { isRoot }: BillingReader): Entry[] {
  const { IamAccess, ToIssue = [], Unpriced = 0, FreeTier = [], Month } = home;
  const [first] = ToIssue;
  const over = FreeTier.filter(runsOut);
  return [
    ...(first === undefined
      ? []
      : [
          {
            key: 'issue',
            kind: 'pending' as const,
            state: ToIssue.length === 1 ? 'A month to issue' : `${ToIssue.length} months to issue`,
            text: `${monthWords(first)} is over, but its bill still changes with usage and prices until you issue it.`,
            link: <TextLink href={paths.bills({ month: first })}>View bill of {monthWords(first)}</TextLink>,
          },
        ]),
    ...(Unpriced === 0
      ? []
      : [
          {
            key: 'unpriced',
            kind: 'warning' as const,
            state: 'Usage without a price',
            text: `${Unpriced === 1 ? 'One thing was' : `${Unpriced} things were`} used that the price list has no price for, so the bill is too low.`,
            link: <TextLink href={paths.bills({ month: Month, tab: 'unpriced' })}>View usage</TextLink>,
          },
        ]),
    ...(over.length === 0
      ? []
      : [
          {
            key: 'free',
            kind: 'info' as const,
            state: 'Free tier used up soon',
            text: `${over.length === 1 ? 'One free amount will' : `${over.length} free amounts will`} be used up before the end of the month. All accounts share it.`,
            link: <TextLink href="#free-tier">View free tier</TextLink>,
          },
        ]),
    ...(IamAccess || !isRoot
      ? []
      : [
          {
            key: 'access',
            kind: 'info' as const,
            state: 'Only the root user can view bills',
            text: 'Users and roles cannot view bills until the root user activates IAM access to billing.',
            link: <TextLink href={paths.accountSettings}>View account settings</TextLink>,
          },
        ]),
  ];
}
