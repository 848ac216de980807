import type { Metadata } from 'next';
import { reachQuery } from '@/app/(console)/access/queries';
import { Prefetch } from '@/lib/console/prefetch';
import { GraphPage } from './_components/graph-page';

export const metadata: Metadata = { title: 'Access graph' };

export default function Page() {
  return (
    <Prefetch queries={[reachQuery()]}>
      <GraphPage />
    </Prefetch>
  );
}
