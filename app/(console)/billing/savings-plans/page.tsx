import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { openPageReader } from '../_components/billing-reader';
import { isMonth } from '../_components/months';
import { billsQuery, savingsPlansQuery } from '../queries';
import { SavingsPlansPage } from './_components/savings-plans-page';

export const metadata: Metadata = { title: 'Savings Plans' };

export default async function Page({ searchParams }: { searchParams: Promise<Readonly<Record<string, unknown>>> }) {
  const { month: given } = await searchParams;
  const month = isMonth(given) ? given : undefined;
  const reader = openPageReader(await requireSession());
  return (
    <Prefetch queries={[savingsPlansQuery(), ...(reader.readsBills ? [billsQuery()] : [])]}>
      <SavingsPlansPage key={month} month={month} reader={reader} />
    </Prefetch>
  );
}
