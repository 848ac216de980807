import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { openPageReader } from '../_components/billing-reader';
import { AnomaliesPage } from './_components/anomalies-page';

export const metadata: Metadata = { title: 'Cost anomalies' };

export default async function Page() {
  const reader = openPageReader(await requireSession());
  // Read by the browser alone: looking at months of bills for the first time takes longer than a page may.
  return (
    <Prefetch queries={[]}>
      <AnomaliesPage reader={reader} />
    </Prefetch>
  );
}
