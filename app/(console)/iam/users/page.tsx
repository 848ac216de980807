import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { readListInput } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { usersQuery } from '../queries';
import { UsersTable } from './_components/users-table';

export const metadata: Metadata = { title: 'Users' };

export default async function UsersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return (
    <Prefetch queries={[usersQuery(await readListInput(searchParams))]}>
      <UsersTable />
    </Prefetch>
  );
}
