import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { callerQuery, organizationQuery } from '../queries';
import { CreateOrganizationPage } from './create-organization-page';

export const metadata: Metadata = { title: 'Create an organization' };

export default function Page() {
  return (
    <Prefetch queries={[callerQuery(), organizationQuery()]}>
      <CreateOrganizationPage />
    </Prefetch>
  );
}
