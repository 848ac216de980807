import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from '../_components/billing-reader';
import { isMonth } from '../_components/months';
import { SavingsPage } from './_components/savings-page';
import { savingsAccountsQuery, savingsQuery } from './queries';

export const metadata: Metadata = { title: 'Savings' };

export default async function Page({ searchParams }: { searchParams: Promise<Readonly<Record<string, unknown>>> }) {
  const { month: given } = await searchParams;
  const month = isMonth(given) ? given : undefined;
  const { isShutOut } = billingReader(await requireSession());
  return (
    <Prefetch queries={isShutOut ? [] : [savingsQuery(month), savingsAccountsQuery({ Month: month, Page: 1 })]}>
      {/* Another month starts with all usage types and the first page of accounts. */}
      <SavingsPage key={month} month={month} isShutOut={isShutOut} />
    </Prefetch>
  );
}
