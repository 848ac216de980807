'use client';

import { useState } from 'react';
import { useMissing } from '@/app/(console)/_client/use-missing';
import { useRead } from '@/app/(console)/_client/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { PageHeader } from '@/components/console/page/page-header';
import { Time } from '@/components/console/page/time';
import { Button } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import { AdvanceDetails } from '../../_components/advances/advance-details';
import { DeleteAdvanceDialog } from '../../_components/advances/delete-advance-dialog';
import { StateOfTerm } from '../../_components/advances/state-of-term';
import { dollars } from '../../_components/amounts';
import type { BillingReader } from '../../_components/billing-reader';
import { monthWords } from '../../_components/months';
import { NotActivated } from '../../_components/not-activated';
import { usePaidAccounts } from '../../_components/use-paid-accounts';
import { advanceSharesQuery, billsQuery, savingsPlansQuery } from '../../queries';
import { planName, planPrice, planScopeWords } from './plan-words';
import { SavingsPlansHelp } from './savings-plans-page';

type SavingsPlanPageProps = { id: string; month: string | undefined; reader: BillingReader };

/** One Savings Plan. */
export function SavingsPlanPage({ id, month, reader }: SavingsPlanPageProps) {
  const enabled = !reader.isShutOut;
  const list = useRead({ ...savingsPlansQuery(), enabled });
  const bills = useRead({ ...billsQuery(), enabled });
  const read = useRead({ ...advanceSharesQuery(id, month), enabled });
  const names = new Map(usePaidAccounts(reader.accountId)?.accounts.map((each) => [each.id, each.name]));
  const [deleting, setDeleting] = useState(false);
  const missing = useMissing();
  const row = list.data?.SavingsPlans.find(({ Id }) => Id === id);
  const title = row ? planName(row) : 'Savings Plan';
  const crumbs = { label: 'Savings Plans', href: paths.savingsPlans({ month }) };
  const use = read.data?.Use;
  if (reader.isShutOut)
    return (
      <>
        <PageHeader title="Savings Plan" breadcrumbs={[crumbs]} />
        <NotActivated />
      </>
    );
  return (
    <>
      <AdvanceDetails
        kind="savingsPlans"
        title={title}
        list={crumbs}
        description={row ? planScopeWords(row) : undefined}
        summary={
          row && [
            { label: 'Owner', value: names.get(row.AccountId) ?? row.AccountId },
            { label: 'Starts', value: <Time value={row.Start} format="short" /> },
            { label: 'Ends', value: <StateOfTerm start={row.Start} end={row.End} at={bills.data?.BillingDate} /> },
            { label: 'Price', value: planPrice(row) },
            { label: 'Bought by', value: <span title={row.CreatedBy}>{row.CreatedBy.split(/[:/]/).at(-1)}</span> },
            { label: 'Id', value: <CopyText text={row.Id} what="id" mono /> },
          ]
        }
        read={read}
        months={bills.data?.Bills.map(({ Month }) => Month) ?? []}
        hrefOf={(next) => paths.savingsPlan(id, { month: next })}
        actions={
          row ? (
            <Button variant="danger" disabledReason={missing('gatehouse:DeleteBenefit')} onClick={() => setDeleting(true)}>
              Delete
            </Button>
          ) : null
        }
      />
      {deleting && row ? (
        <DeleteAdvanceDialog
          id={id}
          name={title}
          start={row.Start}
          goTo={paths.savingsPlans({ month })}
          onClose={() => setDeleting(false)}
        >
          {use && read.data ? (
            <p>
              In {monthWords(read.data.Month)} its fee of {dollars(use.Fee)} goes, and what it covered is paid on demand:{' '}
              {dollars(use.OnDemand)}.
            </p>
          ) : null}
        </DeleteAdvanceDialog>
      ) : null}
      <SavingsPlansHelp />
    </>
  );
}
