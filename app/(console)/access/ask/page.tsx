import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { permissionsQuery, subjectsQuery } from '../queries';
import { AskPage } from './_components/ask-page';

export const metadata: Metadata = { title: 'Ask' };

export default async function Page({ searchParams }: { searchParams: Promise<{ principal?: string }> }) {
  const { principal } = await searchParams;
  const queries = [subjectsQuery('', 'others')];
  return (
    <Prefetch queries={principal ? [...queries, subjectsQuery(principal, 'others'), permissionsQuery(principal)] : queries}>
      <AskPage />
    </Prefetch>
  );
}
