import type { Metadata } from 'next';
import { subjectsQuery } from '@/app/(console)/access/queries';
import { Prefetch } from '@/lib/console/prefetch';
import { FromActivityPage } from './_components/from-activity-page';

export const metadata: Metadata = { title: 'Policy from activity' };

export default async function Page({ searchParams }: { searchParams: Promise<{ principal?: string }> }) {
  const { principal } = await searchParams;
  const queries = [subjectsQuery('', 'acting')];
  return (
    <Prefetch queries={principal ? [...queries, subjectsQuery(principal, 'acting')] : queries}>
      <FromActivityPage />
    </Prefetch>
  );
}
