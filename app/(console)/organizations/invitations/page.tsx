import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { readListInput } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { callerQuery, invitationsReceivedQuery, organizationQuery } from '../queries';
import { InvitationsPage } from './_components/invitations-page';

export const metadata: Metadata = { title: 'Invitations' };

export default async function Page({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const received = invitationsReceivedQuery(await readListInput(searchParams, 'received-'));
  return (
    <Prefetch queries={[callerQuery(), organizationQuery(), received]}>
      <InvitationsPage />
    </Prefetch>
  );
}
