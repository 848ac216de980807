import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { GroupsTable } from './_components/groups-table';
import { groupsQuery } from './queries';

export const metadata: Metadata = { title: 'User groups' };

export default function GroupsPage() {
  return (
    <Prefetch queries={[groupsQuery()]}>
      <GroupsTable />
    </Prefetch>
  );
}
