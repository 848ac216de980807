'use client';

import { useRead } from '@/components/console/kit/use-read';
import { paths } from '@/lib/console/paths';
import { AdvancePage } from '../../_components/advances/advance-page';
import type { BillingReader } from '../../_components/billing-reader';
import { savingsPlansQuery } from '../../queries';
import { planName, planPrice, planScopeWords } from './plan-words';
import { SavingsPlansHelp } from './savings-plans-page';

type SavingsPlanPageProps = { id: string; month: string | undefined; reader: BillingReader };

/** One Savings Plan. */
export function SavingsPlanPage({ id, month, reader }: SavingsPlanPageProps) {
  const list = useRead(savingsPlansQuery());
  return (
    <AdvancePage
      kind="savingsPlans"
      id={id}
      month={month}
      reader={reader}
      what="Savings Plan"
      list={{ label: 'Savings Plans', href: paths.savingsPlans({ month }) }}
      rows={list.data?.SavingsPlans}
      nameOf={planName}
      scopeOf={planScopeWords}
      priceOf={(row) => [{ label: 'Price', value: planPrice(row) }]}
      hrefOf={(next) => paths.savingsPlan(id, { month: next })}
      help={<SavingsPlansHelp />}
    />
  );
}
