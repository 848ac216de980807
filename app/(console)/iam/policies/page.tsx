import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { readListInput } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { policiesQuery } from '../queries';
import { PoliciesTable } from './_components/policies-table';

export const metadata: Metadata = { title: 'Policies' };

export default async function PoliciesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  return (
    <Prefetch queries={[policiesQuery(await readListInput(searchParams))]}>
      <PoliciesTable />
    </Prefetch>
  );
}
