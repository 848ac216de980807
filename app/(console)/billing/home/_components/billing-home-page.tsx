'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Button, ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import type { BillingReader } from '../../_components/billing-reader';
import { EXAMPLE_TAKES } from '../../_components/example-takes';
import { monthWords } from '../../_components/months';
import { NotActivated } from '../../_components/not-activated';
import { BudgetsPanel } from '../../budgets/budgets-panel';
import { billingHomeQuery } from '../../queries';
import type { BillingHome } from '../queries';
import { BreakdownPanel } from './breakdown-panel';
import { FreeTierPanel } from './free-tier-panel';
import { MonitorPanel } from './monitor-panel';
import { QuestionsPanel } from './questions-panel';
import { SummaryPanel } from './summary-panel';
import { TrendsPanel } from './trends-panel';

const LoadExampleDialog = dynamic(() =>
  import('../../_components/load-example-dialog').then((module) => module.LoadExampleDialog),
);

/** What this month costs and how it goes, what it is made of, what needs doing, and where questions are answered. */
export function BillingHomePage({ reader }: { reader: BillingReader }) {
  const read = useRead({ ...billingHomeQuery(), enabled: !reader.isShutOut });
  const { data } = read;
  return (
    <>
      <PageHeader
        title="Billing home"
        info={<HelpLink />}
        description={data ? descriptionOf(data) : undefined}
        actions={<ButtonLink href={paths.bills()}>Bills</ButtonLink>}
      />
      {reader.isShutOut ? <NotActivated /> : <ReadError read={read} what="this summary of costs" />}
      {!reader.isShutOut && read.pending ? <Skeleton className="h-64 w-full" /> : null}
      {data ? (
        <div className="space-y-4">
          {data.HasUsage ? <Costs home={data} reader={reader} /> : <Beginning home={data} />}
          <QuestionsPanel month={data.Month} />
        </div>
      ) : null}
      <BillingHomeHelp />
    </>
  );
}

function descriptionOf({ View, PayerId, Month }: BillingHome): string {
  return View === 'payer'
    ? `What ${monthWords(Month)} costs so far, and how that came about.`
    : `What this account costs. Account ${PayerId}, the management account of your organization, pays it.`;
}

function Costs({ home, reader }: { home: BillingHome; reader: BillingReader }) {
  return (
    <>
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
        <SummaryPanel home={home} />
        <div className="space-y-4">
          <MonitorPanel home={home} reader={reader} />
          <BudgetsPanel accountId={reader.accountId} />
        </div>
      </div>
      <BreakdownPanel home={home} />
      <div className="grid grid-cols-1 items-start gap-4 xl:grid-cols-2">
        <TrendsPanel />
        {home.FreeTier ? (
          <div id="free-tier" className="scroll-mt-16">
            <FreeTierPanel rows={home.FreeTier} month={home.Month} />
          </div>
        ) : null}
      </div>
    </>
  );
}

/** The first thing that whoever has no usage is told: how some comes in. */
function Beginning({ home: { View, Month, PayerId } }: { home: BillingHome }) {
  const [open, setOpen] = useState(false);
  const missing = useMissing();
  if (View === 'member')
    return (
      <Panel>
        <EmptyState
          title="No charges in the last six months"
          description="This account used nothing that costs something since it is in its organization."
        />
      </Panel>
    );
  return (
    <Panel>
      <EmptyState
        title="Nothing was used yet"
        description="Bills follow from what accounts use. Begin with the two examples that AWS explains consolidated billing by, make up months of a shop, a data team or an account whose key leaks, or import a report of AWS."
        action={
          <span className="flex flex-wrap justify-center gap-2">
            <Button variant="primary" disabledReason={missing(...EXAMPLE_TAKES)} onClick={() => setOpen(true)}>
              Load AWS’s example
            </Button>
            <ButtonLink href={paths.usage}>Generate, import or enter usage</ButtonLink>
          </span>
        }
      />
      {open ? <LoadExampleDialog month={Month} payerId={PayerId} onClose={() => setOpen(false)} /> : null}
    </Panel>
  );
}

function BillingHomeHelp() {
  return (
    <HelpPanel title="Billing home">
      <p>
        Everything here follows from the bills, which follow from usage and prices. The account that pays sees all accounts; a
        member sees itself.
      </p>
      <h3>Month to date and forecast</h3>
      <p>
        The same days of last month show whether more is spent than then. The forecast goes on from the last thirteen weeks, with
        their weekdays and their trend, and lies between its bounds in four cases of five.
      </p>
      <h3>Recommended actions</h3>
      <p>What somebody has to decide: months to be issued, usage without a price, anomalies, and who may see bills at all.</p>
      <h3>Free tier</h3>
      <p>
        What is free each month is free once for the whole organization. The limit is reached earlier than each account alone
        would think.
      </p>
    </HelpPanel>
  );
}
