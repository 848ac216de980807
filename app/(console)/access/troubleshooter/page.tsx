import type { Metadata } from 'next';
import { authorizationQuery } from '@/app/(console)/access/events/queries';
import { Prefetch } from '@/lib/console/prefetch';
import { Troubleshooter } from './_components/troubleshooter';

export const metadata: Metadata = { title: 'Access troubleshooter' };

export default async function TroubleshooterPage({ searchParams }: { searchParams: Promise<{ id?: string }> }) {
  const { id } = await searchParams;
  return (
    <Prefetch queries={id ? [authorizationQuery(id)] : []}>
      <Troubleshooter id={id} />
    </Prefetch>
  );
}
