import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { organizationQuery, policyTypeFactsQuery, rootsQuery } from '../queries';
import { PolicyTypesPage } from './_components/policy-types-page';

export const metadata: Metadata = { title: 'Policies' };

export default function Page() {
  return (
    <Prefetch queries={[organizationQuery(), rootsQuery(), policyTypeFactsQuery()]}>
      <PolicyTypesPage />
    </Prefetch>
  );
}
