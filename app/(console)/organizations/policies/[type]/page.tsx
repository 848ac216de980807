import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Prefetch } from '@/lib/console/prefetch';
import { policyTypeOf } from '../../_components/policy-types';
import { organizationQuery, policyOverviewsQuery, rootsQuery, treeQuery } from '../../queries';
import { PoliciesTable } from '../_components/policies-table';

type Props = { params: Promise<{ type: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: policyTypeOf((await params).type)?.title };
}

export default async function Page({ params }: Props) {
  const type = policyTypeOf((await params).type);
  if (!type) notFound();
  return (
    <Prefetch queries={[organizationQuery(), rootsQuery(), policyOverviewsQuery(), treeQuery()]}>
      <PoliciesTable type={type} />
    </Prefetch>
  );
}
