import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { FIRST_CHOICES } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { AttachPolicyPage } from '../_components/attach-policy-page';
import { policyTargetsQuery } from '../queries';

export const metadata: Metadata = { title: 'Attach policy' };

export default async function AttachPolicy({ searchParams }: { searchParams: Promise<{ arn?: string }> }) {
  const { arn } = await searchParams;
  if (!arn) notFound();
  return (
    <Prefetch queries={[policyTargetsQuery(arn, FIRST_CHOICES)]}>
      <AttachPolicyPage arn={arn} />
    </Prefetch>
  );
}
