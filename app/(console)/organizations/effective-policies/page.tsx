import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { invalidEffectivePoliciesQuery, organizationQuery } from '../queries';
import { IssuesPage } from './_components/issues-page';

export const metadata: Metadata = { title: 'Effective policy issues' };

export default function Page() {
  return (
    <Prefetch queries={[organizationQuery(), invalidEffectivePoliciesQuery()]}>
      <IssuesPage />
    </Prefetch>
  );
}
