import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { organizationQuery } from '../../../queries';
import { identityCenterQuery } from '../../queries';
import { AddStoreUsersPage } from '../_components/add-store-users-page';

export const metadata: Metadata = { title: 'Add users from a CSV file' };

export default function Page() {
  return (
    <Prefetch queries={[organizationQuery(), identityCenterQuery()]}>
      <AddStoreUsersPage />
    </Prefetch>
  );
}
