import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Prefetch } from '@/lib/console/prefetch';
import { resourceAt } from '@/lib/console/resource-arn';
import { EditResourcePolicyPage } from '../../_components/edit-resource-policy-page';
import { KINDS } from '../../_components/kinds';

type Props = { params: Promise<{ kind: string }>; searchParams: Promise<{ arn?: string }> };

export const metadata: Metadata = { title: 'Edit policy' };

export default async function ResourcePolicyPage({ params, searchParams }: Props) {
  const { arn = '' } = await searchParams;
  const at = resourceAt(arn);
  const policy = at && at.kind === (await params).kind ? KINDS[at.kind].policy : undefined;
  if (!at || !policy) notFound();
  return (
    <Prefetch queries={[policy.read.query(at)]}>
      <EditResourcePolicyPage key={arn} arn={arn} />
    </Prefetch>
  );
}
