import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { openPageReader } from '../../_components/billing-reader';
import { isMonth } from '../../_components/months';
import { advanceSharesQuery, billsQuery, savingsPlansQuery } from '../../queries';
import { SavingsPlanPage } from '../_components/savings-plan-page';

export const metadata: Metadata = { title: 'Savings Plan' };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Readonly<Record<string, unknown>>> };

export default async function Page({ params, searchParams }: Props) {
  const { id } = await params;
  const { month: given } = await searchParams;
  const month = isMonth(given) ? given : undefined;
  const reader = openPageReader(await requireSession());
  const queries = [savingsPlansQuery(), ...(reader.readsBills ? [billsQuery()] : []), advanceSharesQuery(id, month)];
  return (
    <Prefetch queries={queries}>
      <SavingsPlanPage key={`${id} ${month}`} id={id} month={month} reader={reader} />
    </Prefetch>
  );
}
