import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from '../_components/billing-reader';
import { BudgetsPage } from './_components/budgets-page';
import { budgetNotificationsQuery, budgetsQuery } from './queries';

export const metadata: Metadata = { title: 'Budgets' };

export default async function Page() {
  const reader = billingReader(await requireSession());
  const { accountId } = reader;
  return (
    <Prefetch queries={reader.isShutOut ? [] : [budgetsQuery(accountId), budgetNotificationsQuery(accountId)]}>
      <BudgetsPage reader={reader} />
    </Prefetch>
  );
}
