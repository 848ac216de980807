import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Prefetch } from '@/lib/console/prefetch';
import { policyTypeOf } from '../../../_components/policy-types';
import { organizationQuery, policyTypeFactsQuery, rootsQuery } from '../../../queries';
import { CreatePolicyPage } from '../../_components/create-policy-page';

type Props = { params: Promise<{ type: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Create ${policyTypeOf((await params).type)?.noun ?? 'policy'}` };
}

export default async function Page({ params }: Props) {
  const type = policyTypeOf((await params).type);
  if (!type) notFound();
  return (
    <Prefetch queries={[organizationQuery(), policyTypeFactsQuery(), rootsQuery()]}>
      <CreatePolicyPage type={type} />
    </Prefetch>
  );
}
