'use client';

import dynamic from 'next/dynamic';
import { type Act, ActButtons } from '@/components/console/kit/act';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { paths } from '@/lib/console/paths';
import { OwnedAdvances } from '../../_components/advances/owned-advances';
import { useAdvanceUse } from '../../_components/advances/use-advances';
import type { BillingReader } from '../../_components/billing-reader';
import { MonthPicker } from '../../_components/month-picker';
import { billsQuery, savingsPlansQuery } from '../../queries';
import { planName, planScopeWords } from './plan-words';

const BuyPlanDialog = dynamic(() => import('./buy-plan-dialog').then((module) => module.BuyPlanDialog));

type Subject = {
  /** The shown month. */
  month: string | undefined;
  /** The current billing month. */
  current: string | undefined;
  reader: BillingReader;
};

const buy: Act<Subject> = {
  label: 'Purchase Savings Plan',
  takes: 'gatehouse:PutSavingsPlan',
  why: ({ current, reader }) => {
    if (current === undefined) return 'Loading the month';
    return reader.readsBills ? undefined : 'Viewing the offered plans requires IAM access to billing';
  },
  opens: ({ subject: { month, current, reader }, onClose }) =>
    current === undefined ? null : <BuyPlanDialog month={month ?? current} accountId={reader.accountId} onClose={onClose} />,
};

/** Lists Savings Plans with their terms, use in a month and savings. */
export function SavingsPlansPage({ month, reader }: { month: string | undefined; reader: BillingReader }) {
  const list = useRead(savingsPlansQuery());
  const bills = useRead({ ...billsQuery(), enabled: reader.readsBills });
  const plans = list.data?.SavingsPlans;
  const ids = list.pending ? undefined : (plans?.map(({ Id }) => Id) ?? []);
  const use = useAdvanceUse('savingsPlans', month, ids);
  const shown = use.read.data?.Month ?? month;
  const current = use.read.data?.CurrentMonth ?? bills.data?.CurrentMonth;
  const subject = { month: shown, current, reader };
  return (
    <>
      <PageHeader
        title="Savings Plans"
        info={<HelpLink />}
        description="Commit to an hourly amount. Usage up to it is charged at lower rates. You pay for the unused part too."
        actions={
          <>
            {shown !== undefined && current !== undefined ? (
              <MonthPicker
                month={shown}
                current={current}
                months={bills.data?.Bills.map(({ Month }) => Month) ?? []}
                hrefOf={(next) => paths.savingsPlans({ month: next })}
              />
            ) : null}
            <ActButtons acts={[{ ...buy, look: 'primary' }]} subject={subject} />
          </>
        }
      />
      <OwnedAdvances
        kind="savingsPlans"
        what="Savings Plans"
        header="Savings Plan"
        rows={plans}
        list={list}
        use={use}
        month={shown}
        at={bills.data?.BillingDate}
        payerId={reader.accountId}
        nameOf={planName}
        scopeOf={planScopeWords}
        hrefOf={(id) => paths.savingsPlan(id, { month })}
        empty={{
          title: 'No Savings Plans',
          description:
            'If you commit to an hourly amount for one or three years, you pay lower rates for any instances. You pay for unused commitment too.',
          action: current === undefined ? null : <ActButtons acts={[buy]} subject={subject} />,
        }}
      />
      <SavingsPlansHelp />
    </>
  );
}

export function SavingsPlansHelp() {
  return (
    <HelpPanel title="Savings Plans">
      <p>
        A Savings Plan is a commitment to an hourly amount for one or three years. Usage is charged at the lower rates of the plan
        until the hour’s commitment is used up, and at On-Demand rates beyond it.
      </p>
      <h3>Plan types</h3>
      <p>
        An <b>EC2 Instance</b> plan covers one instance family in one Region, at the lowest rates. A <b>Compute</b> plan covers
        all instances, Fargate and Lambda in all Regions.
      </p>
      <h3>Order of use</h3>
      <p>
        In each hour, reservations apply first, then the free tier, then EC2 Instance plans, then Compute plans. The owner account
        comes first, then others. For both, the usage with the highest percentage of savings comes first.
      </p>
      <h3>Utilization and coverage</h3>
      <p>
        <b>Utilization</b> is the share of the commitment that was used. <b>Coverage</b> is the share of eligible usage that was
        covered, at On-Demand prices.
      </p>
    </HelpPanel>
  );
}
