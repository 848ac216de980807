'use client';

import { ActButtons } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import type { BillingReader } from '../../_components/billing-reader';
import { loadExample } from '../../_components/load-example';
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

/** The current month's costs, their breakdown, recommended actions and common questions. */
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
    ? `See the costs of ${monthWords(Month)} so far and what caused them.`
    : `See the costs of this account. Account ${PayerId}, the management account of your organization, pays them.`;
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

/** Shown without usage: explains how to add some. */
function Beginning({ home: { View, Month, PayerId } }: { home: BillingHome }) {
  if (View === 'member')
    return (
      <Panel>
        <EmptyState
          title="No charges in the last six months"
          description="This account has had no charged usage since it joined its organization."
        />
      </Panel>
    );
  return (
    <Panel>
      <EmptyState
        title="No usage yet"
        description="Bills are calculated from usage. Start with the two examples that AWS uses to explain consolidated billing. You can also generate months for a shop, a data team or an account with a leaked key, or import an AWS report."
        action={
          <span className="flex flex-wrap justify-center gap-2">
            <ActButtons acts={[{ ...loadExample, look: 'primary' }]} subject={{ month: Month, payerId: PayerId }} />
            <ButtonLink href={paths.usage}>Add usage</ButtonLink>
          </span>
        }
      />
    </Panel>
  );
}

function BillingHomeHelp() {
  return (
    <HelpPanel title="Billing home">
      <p>All figures are calculated from usage and prices. The paying account sees all accounts. A member sees its own costs.</p>
      <h3>Month to date and forecast</h3>
      <p>
        Compare this month with the same days of last month. The forecast is based on the last thirteen weeks, their weekdays and
        their trend. Its bounds hold with a probability of 80%.
      </p>
      <h3>Recommended actions</h3>
      <p>Decisions that are due: months to issue, usage without a price, anomalies, and who can view bills.</p>
      <h3>Free tier</h3>
      <p>
        Each monthly free amount applies once for the whole organization, so it is used up earlier than for each account alone.
      </p>
    </HelpPanel>
  );
}
