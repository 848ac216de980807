import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { diagramQuery, invalidEffectivePoliciesQuery, organizationQuery } from '../queries';
import { DiagramPage } from './_components/diagram-page';
import { administratorServicesQuery, policyAttachmentsQuery } from './queries';

export const metadata: Metadata = { title: 'Organization diagram' };

export default function Page() {
  const marks = [policyAttachmentsQuery(), administratorServicesQuery(), invalidEffectivePoliciesQuery()];
  return (
    <Prefetch queries={[organizationQuery(), diagramQuery(), ...marks]}>
      <DiagramPage />
    </Prefetch>
  );
}
