import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from '../../_components/billing-reader';
import { budgetActionsQuery, budgetHistoryQuery, budgetQuery, notificationsQuery } from '../queries';
import { BudgetPage } from './_components/budget-page';

type Query = { searchParams: Promise<{ name?: string | string[] }> };

const nameOf = async (query: Query['searchParams']) => {
  const { name } = await query;
  return typeof name === 'string' ? name : '';
};

export async function generateMetadata({ searchParams }: Query): Promise<Metadata> {
  return { title: `Budget ${await nameOf(searchParams)}` };
}

export default async function Page({ searchParams }: Query) {
  const reader = billingReader(await requireSession());
  const named = { AccountId: reader.accountId, BudgetName: await nameOf(searchParams) };
  const queries = [budgetQuery(named), notificationsQuery(named), budgetHistoryQuery(named), budgetActionsQuery(named)];
  return (
    <Prefetch queries={reader.isShutOut ? [] : queries}>
      <BudgetPage reader={reader} name={named.BudgetName} />
    </Prefetch>
  );
}
