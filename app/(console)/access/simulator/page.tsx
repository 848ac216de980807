import type { Metadata } from 'next';
import { subjectDocumentsQuery, subjectsQuery } from '@/app/(console)/access/queries';
import { Prefetch } from '@/lib/console/prefetch';
import { SimulatorPage } from './_components/simulator-page';
import { catalogQuery } from './queries';

export const metadata: Metadata = { title: 'Policy simulator' };

export default async function Page({ searchParams }: { searchParams: Promise<{ principal?: string }> }) {
  const { principal } = await searchParams;
  const queries = [subjectsQuery(''), catalogQuery([])];
  return (
    <Prefetch queries={principal ? [...queries, subjectsQuery(principal), subjectDocumentsQuery(principal)] : queries}>
      <SimulatorPage />
    </Prefetch>
  );
}
