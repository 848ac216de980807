import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { DECLARATIVE_IDS } from '../_components/declarative-types';
import { organizationQuery, policyTypeFactsQuery, rootsQuery } from '../queries';
import { PolicyTypesPage } from './_components/policy-types-page';

export const metadata: Metadata = { title: 'Policies' };

export default function Page() {
  return (
    <Prefetch queries={[organizationQuery(), rootsQuery(), policyTypeFactsQuery(), policyTypeFactsQuery(DECLARATIVE_IDS)]}>
      <PolicyTypesPage />
    </Prefetch>
  );
}
