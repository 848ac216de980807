import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { delegationPolicyQuery, organizationQuery } from '../../queries';
import { EditDelegationPage } from '../_components/edit-delegation-page';

export const metadata: Metadata = { title: 'Edit delegation policy' };

export default function Page() {
  return (
    <Prefetch queries={[organizationQuery(), delegationPolicyQuery()]}>
      <EditDelegationPage />
    </Prefetch>
  );
}
