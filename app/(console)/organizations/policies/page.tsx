import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { POLICY_TYPE_IDS } from '../_components/policy-types';
import { organizationQuery, policyTypeFactsQuery, rootsQuery } from '../queries';
import { PolicyTypesPage } from './_components/policy-types-page';

export const metadata: Metadata = { title: 'Policies' };

export default function Page() {
  return (
    <Prefetch queries={[organizationQuery(), rootsQuery(), policyTypeFactsQuery(POLICY_TYPE_IDS)]}>
      <PolicyTypesPage />
    </Prefetch>
  );
}
