import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { readListInput } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { policyTypeOf } from '../../_components/policy-types';
import { organizationQuery, policiesQuery, rootsQuery } from '../../queries';
import { PoliciesTable } from '../_components/policies-table';

type Props = { params: Promise<{ type: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: policyTypeOf((await params).type)?.title };
}

export default async function Page({ params, searchParams }: Props) {
  const type = policyTypeOf((await params).type);
  if (!type) notFound();
  const input = await readListInput(searchParams);
  return (
    <Prefetch queries={[organizationQuery(), rootsQuery(), policiesQuery({ ...input, Types: [type.id] })]}>
      <PoliciesTable type={type} />
    </Prefetch>
  );
}
