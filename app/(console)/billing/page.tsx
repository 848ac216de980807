import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from './_components/billing-reader';
import { BillsPage } from './_components/bills-page';
import { isMonth } from './_components/months';
import { billQuery, billsQuery } from './queries';

export const metadata: Metadata = { title: 'Bills' };

export default async function Page({ searchParams }: { searchParams: Promise<Readonly<Record<string, unknown>>> }) {
  const { month, account, payer } = await searchParams;
  const reader = billingReader(await requireSession());
  const asked = {
    Month: isMonth(month) ? month : undefined,
    PayerId: accountIdOf(payer),
    AccountId: accountIdOf(account),
  };
  return (
    <Prefetch queries={reader.isShutOut ? [] : [billQuery(asked), billsQuery()]}>
      <BillsPage asked={asked} reader={reader} />
    </Prefetch>
  );
}

function accountIdOf(text: unknown): string | undefined {
  return typeof text === 'string' && /^\d{12}$/.test(text) ? text : undefined;
}
