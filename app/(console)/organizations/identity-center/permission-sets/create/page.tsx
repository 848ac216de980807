import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { organizationQuery } from '../../../queries';
import { identityCenterQuery } from '../../queries';
import { CreatePermissionSetPage } from '../_components/create-permission-set-page';

export const metadata: Metadata = { title: 'Create permission set' };

export default function Page() {
  return (
    <Prefetch queries={[organizationQuery(), identityCenterQuery()]}>
      <CreatePermissionSetPage />
    </Prefetch>
  );
}
