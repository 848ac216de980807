import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { organizationQuery } from '../../../queries';
import { identityCenterQuery } from '../../queries';
import { AssignAccessPage } from '../_components/assign-access-page';

export const metadata: Metadata = { title: 'Assign users or groups' };

export default function Page() {
  return (
    <Prefetch queries={[organizationQuery(), identityCenterQuery()]}>
      <AssignAccessPage />
    </Prefetch>
  );
}
