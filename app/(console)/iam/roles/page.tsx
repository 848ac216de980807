import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { readListInput } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { RolesTable } from './_components/roles-table';
import { rolesQuery } from './queries';

export const metadata: Metadata = { title: 'Roles' };

export default async function RolesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return (
    <Prefetch queries={[rolesQuery(await readListInput(searchParams))]}>
      <RolesTable />
    </Prefetch>
  );
}
