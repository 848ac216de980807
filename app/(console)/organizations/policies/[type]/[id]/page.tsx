import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { readListInput } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { policyTypeOf } from '../../../_components/policy-types';
import { organizationPolicyQuery, policyQuery, rootsQuery, targetsQuery } from '../../../queries';
import { PolicyDetails } from '../../_components/policy-details';

export const metadata: Metadata = { title: 'Policy' };

type Props = { params: Promise<{ type: string; id: string }>; searchParams: Promise<SearchParams> };

export default async function Page({ params, searchParams }: Props) {
  const { type: segment, id } = await params;
  const type = policyTypeOf(segment);
  if (!type) notFound();
  const { tab } = await searchParams;
  const targets = tab === 'targets' ? [targetsQuery(id, await readListInput(searchParams))] : [];
  return (
    <Prefetch queries={[organizationPolicyQuery(id), policyQuery(id, [type.id]), rootsQuery(), ...targets]}>
      <PolicyDetails type={type} id={id} />
    </Prefetch>
  );
}
