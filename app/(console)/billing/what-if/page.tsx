import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from '../_components/billing-reader';
import { isMonth } from '../_components/months';
import { billedAccountsQuery, billsQuery } from '../queries';
import { WhatIfPage } from './_components/what-if-page';

export const metadata: Metadata = { title: 'What if' };

export default async function Page({ searchParams }: { searchParams: Promise<Readonly<Record<string, unknown>>> }) {
  const { month } = await searchParams;
  const reader = billingReader(await requireSession());
  return (
    <Prefetch queries={reader.isShutOut ? [] : [billedAccountsQuery(), billsQuery()]}>
      <WhatIfPage month={isMonth(month) ? month : undefined} reader={reader} />
    </Prefetch>
  );
}
