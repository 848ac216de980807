import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { openPageReader } from '../_components/billing-reader';
import { AnomaliesPage } from './_components/anomalies-page';

export const metadata: Metadata = { title: 'Cost anomalies' };

export default async function Page() {
  const reader = openPageReader(await requireSession());
  // Only read by the browser, because the first read of many bills takes too long for a page.
  return (
    <Prefetch queries={[]}>
      <AnomaliesPage reader={reader} />
    </Prefetch>
  );
}
