import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { callerQuery, delegationPolicyQuery, organizationQuery } from '../queries';
import { DelegationPage } from './_components/delegation-page';

export const metadata: Metadata = { title: 'Delegation policy' };

export default function Page() {
  return (
    <Prefetch queries={[callerQuery(), organizationQuery(), delegationPolicyQuery()]}>
      <DelegationPage />
    </Prefetch>
  );
}
