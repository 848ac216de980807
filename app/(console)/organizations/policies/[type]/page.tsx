import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { readListInput } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { policyTypeOf } from '../../_components/policy-types';
import { organizationQuery, policiesQuery, policyTypeFactsQuery, rootsQuery } from '../../queries';
import { PolicyTypePage } from '../_components/policy-type-page';

type Props = { params: Promise<{ type: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: policyTypeOf((await params).type)?.title };
}

export default async function Page({ params, searchParams }: Props) {
  const type = policyTypeOf((await params).type);
  if (!type) notFound();
  const list = policiesQuery({ ...(await readListInput(searchParams)), Types: [type.id] });
  return (
    <Prefetch queries={[organizationQuery(), rootsQuery(), policyTypeFactsQuery([type.id]), list]}>
      <PolicyTypePage type={type} />
    </Prefetch>
  );
}
