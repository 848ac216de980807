import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { billingReader } from '../_components/billing-reader';
import { billsQuery } from '../queries';
import { UsagePage } from './_components/usage-page';

export const metadata: Metadata = { title: 'Usage' };

export default async function Page() {
  const reader = billingReader(await requireSession());
  return (
    <Prefetch queries={reader.isShutOut ? [] : [billsQuery()]}>
      <UsagePage reader={reader} />
    </Prefetch>
  );
}
