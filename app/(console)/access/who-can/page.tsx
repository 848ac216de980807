import type { Metadata } from 'next';
import { reachQuery, subjectsQuery } from '@/app/(console)/access/queries';
import { Prefetch } from '@/lib/console/prefetch';
import { WhoCanPage } from './_components/who-can-page';

export const metadata: Metadata = { title: 'Who can' };

export default function Page() {
  return (
    <Prefetch queries={[reachQuery(), subjectsQuery('', 'acting')]}>
      <WhoCanPage />
    </Prefetch>
  );
}
