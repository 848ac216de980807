import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { Prefetch } from '@/lib/console/prefetch';
import { declarativeTypeOf } from '../../_components/declarative-types';
import { nodePolicyQuery } from '../../queries';
import { EffectivePolicyPage } from '../_components/effective-policy-page';

type Props = { params: Promise<{ nodeId: string }>; searchParams: Promise<SearchParams> };

export const metadata: Metadata = { title: 'Effective policy' };

export default async function Page({ params, searchParams }: Props) {
  const { nodeId } = await params;
  const { type: wanted = 'tag_policy' } = await searchParams;
  const type = declarativeTypeOf(String(wanted));
  if (!type) notFound();
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
