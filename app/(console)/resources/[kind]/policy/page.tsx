import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Prefetch } from '@/lib/console/prefetch';
import { resourceAt } from '@/lib/console/resource-arn';
import { EditResourcePolicyPage } from '../../_components/edit-resource-policy-page';
import { READS } from '../../_components/kinds/ahead';

type Props = { params: Promise<{ kind: string }>; searchParams: Promise<{ arn?: string }> };

export const metadata: Metadata = { title: 'Edit policy' };

export default async function ResourcePolicyPage({ params, searchParams }: Props) {
  const { arn = '' } = await searchParams;
  const at = resourceAt(arn);
  const policy = at && at.kind === (await params).kind ? READS[at.kind].policyOf : undefined;
  if (!at || !policy) notFound();
  return (
    <Prefetch queries={[policy(at)]}>
      <EditResourcePolicyPage key={arn} id={arn} />
    </Prefetch>
  );
}
