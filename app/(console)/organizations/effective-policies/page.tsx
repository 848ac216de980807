import { DECLARATIVE_POLICY_TYPES, POLICY_TYPES } from '@gatehouse/policy/organization';
import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { invalidPoliciesQuery, organizationQuery } from '../queries';
import { IssuesPage } from './_components/issues-page';

export const metadata: Metadata = { title: 'Effective policy issues' };

export default function Page() {
  return (
    <Prefetch queries={[organizationQuery(), invalidPoliciesQuery()]}>
      <IssuesPage types={DECLARATIVE_POLICY_TYPES.map((id) => ({ id, title: POLICY_TYPES[id].title }))} />
    </Prefetch>
  );
}
