import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { CreateOrganizationPage } from '../_components/create-organization-page';
import { callerQuery, organizationQuery } from '../queries';

export const metadata: Metadata = { title: 'Create an organization' };

export default function Page() {
  return (
    <Prefetch queries={[callerQuery(), organizationQuery()]}>
      <CreateOrganizationPage />
    </Prefetch>
  );
}
