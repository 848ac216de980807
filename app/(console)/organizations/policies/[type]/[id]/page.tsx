import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Prefetch } from '@/lib/console/prefetch';
import { policyTypeOf } from '../../../_components/policy-types';
import { organizationPolicyQuery, policyOverviewsQuery, treeQuery } from '../../../queries';
import { PolicyDetails } from '../../_components/policy-details';

export const metadata: Metadata = { title: 'Policy' };

type Props = { params: Promise<{ type: string; id: string }> };

export default async function Page({ params }: Props) {
  const { type: segment, id } = await params;
  const type = policyTypeOf(segment);
  if (!type) notFound();
  return (
    <Prefetch queries={[organizationPolicyQuery(id), treeQuery(), policyOverviewsQuery()]}>
      <PolicyDetails type={type} id={id} />
    </Prefetch>
  );
}
