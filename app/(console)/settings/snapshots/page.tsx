import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { accountSettingsQuery, snapshotsQuery } from '../queries';
import { SnapshotsTable } from './_components/snapshots-table';

export const metadata: Metadata = { title: 'Snapshots' };

export default function SnapshotsPage() {
  return (
    <Prefetch queries={[snapshotsQuery(), accountSettingsQuery()]}>
      <SnapshotsTable />
    </Prefetch>
  );
}
