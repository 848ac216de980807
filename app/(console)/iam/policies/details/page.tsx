import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import type { SearchParams } from 'nuqs/server';
import { readListInput } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { policyQuery } from '../../queries';
import { PolicyDetails } from '../_components/policy-details';
import { policyEntitiesQuery, policyVersionsQuery } from '../queries';

type Search = { searchParams: Promise<SearchParams & { arn?: string }> };

export async function generateMetadata({ searchParams }: Search): Promise<Metadata> {
  const { arn = 'Policy' } = await searchParams;
  return { title: arn.slice(arn.lastIndexOf('/') + 1) };
}

export default async function PolicyPage({ searchParams }: Search) {
  const { arn } = await searchParams;
  if (!arn) notFound();
  return (
    <Prefetch
      queries={[
        policyQuery(arn),
        policyVersionsQuery(arn),
        policyEntitiesQuery(arn, 'PermissionsPolicy', await readListInput(searchParams, 'entities-')),
      ]}
    >
      <PolicyDetails key={arn} arn={arn} />
    </Prefetch>
  );
}
