import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { organizationQuery } from '../../../queries';
import { identityCenterQuery } from '../../queries';
import { AddStoreUserPage } from '../_components/add-store-user-page';

export const metadata: Metadata = { title: 'Add user' };

export default function Page() {
  return (
    <Prefetch queries={[organizationQuery(), identityCenterQuery()]}>
      <AddStoreUserPage />
    </Prefetch>
  );
}
