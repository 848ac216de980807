import type { Metadata } from 'next';
import { snapshotsQuery } from '@/app/(console)/settings/queries';
import { Prefetch } from '@/lib/console/prefetch';
import { ChangesPage } from './_components/changes-page';
import { changesReachQuery } from './queries';

export const metadata: Metadata = { title: 'Access changes' };

export default function Page() {
  return (
    <Prefetch queries={[snapshotsQuery(), changesReachQuery()]}>
      <ChangesPage />
    </Prefetch>
  );
}
