'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Button } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import { OwnedAdvances } from '../../_components/advances/owned-advances';
import { useAdvanceUse } from '../../_components/advances/use-advances';
import type { BillingReader } from '../../_components/billing-reader';
import { MonthPicker } from '../../_components/month-picker';
import { billsQuery, savingsPlansQuery } from '../../queries';
import { planName, planScopeWords } from './plan-words';

const BuyPlanDialog = dynamic(() => import('./buy-plan-dialog').then((module) => module.BuyPlanDialog));

/** Savings Plans: what is owned by whom until when, how far it was used in a month, and what that saved. */
export function SavingsPlansPage({ month, reader }: { month: string | undefined; reader: BillingReader }) {
  const list = useRead(savingsPlansQuery());
  const bills = useRead({ ...billsQuery(), enabled: reader.readsBills });
  const plans = list.data?.SavingsPlans;
  const ids = list.pending ? undefined : (plans?.map(({ Id }) => Id) ?? []);
  const use = useAdvanceUse('savingsPlans', month, ids);
  const [buying, setBuying] = useState(false);
  const missing = useMissing();
  const shown = use.read.data?.Month ?? month;
  const current = use.read.data?.CurrentMonth ?? bills.data?.CurrentMonth;
  const cannotBuy = reader.readsBills
    ? missing('gatehouse:PutSavingsPlan')
    : 'Plans are offered by the price list, which takes IAM access to billing';
  const close = () => setBuying(false);
  return (
    <>
      <PageHeader
        title="Savings Plans"
        info={<HelpLink />}
        description="Commitments to spend so much an hour. What is used up to that is billed at lower rates; what is not used up is paid all the same."
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
            <Button
              variant="primary"
              disabledReason={current === undefined ? 'The month is not known yet' : cannotBuy}
              onClick={() => setBuying(true)}
            >
              Buy a Savings Plan
            </Button>
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
            'Whoever commits to spend so much an hour for one or three years pays lower rates for it, whatever instances that are. What is not used up in an hour is paid all the same.',
          action:
            current === undefined ? null : (
              <Button disabledReason={cannotBuy} onClick={() => setBuying(true)}>
                Buy a Savings Plan
              </Button>
            ),
        }}
      />
      {buying && current !== undefined ? (
        <BuyPlanDialog month={shown ?? current} accountId={reader.accountId} onClose={close} />
      ) : null}
      <SavingsPlansHelp />
    </>
  );
}

export function SavingsPlansHelp() {
  return (
    <HelpPanel title="Savings Plans">
      <p>
        A Savings Plan is a commitment to spend so much an hour for one or three years. Usage is billed at the lower rates of the
        plan until the hour’s commitment is used up; what is beyond is billed on demand.
      </p>
      <h3>Which plan for what</h3>
      <p>
        An <b>EC2 Instance</b> plan is for one family of instances in one Region, at the lowest rates. A <b>Compute</b> plan is
        for all instances, Fargate and Lambda everywhere.
      </p>
      <h3>The order</h3>
      <p>
        Hour by hour: reservations, then what is free, then plans for one family, then those for all computing. The account that
        owns a plan comes first, then others; for both, what saves most in percent.
      </p>
      <h3>Utilization and coverage</h3>
      <p>
        <b>Utilization</b> is how much of the commitment was used up. <b>Coverage</b> is how much of what plans are for was
        covered, counted at prices on demand.
      </p>
    </HelpPanel>
  );
}
