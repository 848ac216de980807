import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { readListInput } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { GroupsTable } from './_components/groups-table';
import { groupsQuery } from './queries';

export const metadata: Metadata = { title: 'User groups' };

export default async function GroupsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return (
    <Prefetch queries={[groupsQuery(await readListInput(searchParams))]}>
      <GroupsTable />
    </Prefetch>
  );
}
