import type { Metadata } from 'next';
import { reachQuery } from '@/app/(console)/access/queries';
import { Prefetch } from '@/lib/console/prefetch';
import { EscalationPage } from './_components/escalation-page';
import { escalationPathsQuery } from './queries';

export const metadata: Metadata = { title: 'Escalation paths' };

export default async function Page({ searchParams }: { searchParams: Promise<{ reach?: string }> }) {
  const { reach } = await searchParams;
  return (
    <Prefetch queries={[reachQuery(), escalationPathsQuery(reach === 'organization' ? 'organization' : 'account')]}>
      <EscalationPage />
    </Prefetch>
  );
}
