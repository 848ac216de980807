import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Prefetch } from '@/lib/console/prefetch';
import { policyTypeOf } from '../../../../_components/policy-types';
import { organizationPolicyQuery, policyQuery, policyTypeFactsQuery } from '../../../../queries';
import { EditPolicyPage } from '../../../_components/edit-policy-page';

export const metadata: Metadata = { title: 'Edit policy' };

type Props = { params: Promise<{ type: string; id: string }> };

export default async function Page({ params }: Props) {
  const { type: segment, id } = await params;
  const type = policyTypeOf(segment);
  if (!type) notFound();
  return (
    <Prefetch queries={[organizationPolicyQuery(id), policyQuery(id, [type.id]), policyTypeFactsQuery([type.id])]}>
      <EditPolicyPage type={type} id={id} />
    </Prefetch>
  );
}
