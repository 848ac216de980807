import type { Metadata } from 'next';
import { subjectDocumentsQuery, subjectsQuery } from '@/app/(console)/access/queries';
import { Prefetch } from '@/lib/console/prefetch';
import { SimulatorPage } from './_components/simulator-page';
import { catalogQuery } from './queries';

export const metadata: Metadata = { title: 'Policy simulator' };

export default async function Page({ searchParams }: { searchParams: Promise<{ principal?: string }> }) {
  const { principal } = await searchParams;
  const queries = [subjectsQuery('', 'others'), catalogQuery([])];
  return (
    <Prefetch queries={principal ? [...queries, subjectsQuery(principal, 'others'), subjectDocumentsQuery(principal)] : queries}>
      <SimulatorPage />
    </Prefetch>
  );
}
