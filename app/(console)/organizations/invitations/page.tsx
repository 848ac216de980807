import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { callerQuery, organizationQuery } from '../queries';
import { InvitationsPage } from './_components/invitations-page';

export const metadata: Metadata = { title: 'Invitations' };

export default function Page() {
  return (
    <Prefetch queries={[callerQuery(), organizationQuery()]}>
      <InvitationsPage />
    </Prefetch>
  );
}
