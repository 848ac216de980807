import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { Prefetch } from '@/lib/console/prefetch';
import { policyTypeOf } from '../../_components/policy-types';
import { nodePolicyQuery } from '../../queries';
import { EffectivePolicyPage } from '../_components/effective-policy-page';

type Props = { params: Promise<{ nodeId: string }>; searchParams: Promise<SearchParams> };

export const metadata: Metadata = { title: 'Effective policy' };

export default async function Page({ params, searchParams }: Props) {
  const { nodeId } = await params;
  const { type: wanted = 'tag_policy' } = await searchParams;
  const type = policyTypeOf(String(wanted));
  if (type?.kind !== null) notFound();
  return (
    <Prefetch queries={[nodePolicyQuery(nodeId, type.id)]}>
      <EffectivePolicyPage
        // A draft is about one node and type.
        key={`${nodeId} ${type.id}`}
        nodeId={nodeId}
        type={type}
      />
    </Prefetch>
  );
}
