import { DECLARATIVE_POLICY_TYPES, POLICY_TYPES } from '@gatehouse/policy/organization';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { Prefetch } from '@/lib/console/prefetch';
import { nodePolicyQuery } from '../../queries';
import { EffectivePolicyPage } from '../_components/effective-policy-page';

type Props = { params: Promise<{ nodeId: string }>; searchParams: Promise<SearchParams> };

export const metadata: Metadata = { title: 'Effective policy' };

export default async function Page({ params, searchParams }: Props) {
  const { nodeId } = await params;
  const { type: wanted = 'tag_policy' } = await searchParams;
  const type = DECLARATIVE_POLICY_TYPES.find((each) => each.toLowerCase() === wanted);
  if (!type) notFound();
  const types = DECLARATIVE_POLICY_TYPES.map((id) => ({ id, title: POLICY_TYPES[id].title }));
  return (
    <Prefetch queries={[nodePolicyQuery(nodeId, type)]}>
      <EffectivePolicyPage
        // A draft is about one node and type.
        key={`${nodeId} ${type}`}
        nodeId={nodeId}
        type={{ id: type, title: POLICY_TYPES[type].title }}
        types={types}
      />
    </Prefetch>
  );
}
