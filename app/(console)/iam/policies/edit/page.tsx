import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Prefetch } from '@/lib/console/prefetch';
import { policyQuery } from '../../queries';
import { EditPolicyPage } from '../_components/edit-policy-page';
import { policyVersionsQuery } from '../queries';

export const metadata: Metadata = { title: 'Edit policy' };

export default async function EditPolicy({ searchParams }: { searchParams: Promise<{ arn?: string }> }) {
  const { arn } = await searchParams;
  if (!arn) notFound();
  return (
    <Prefetch queries={[policyQuery(arn), policyVersionsQuery(arn)]}>
      <EditPolicyPage arn={arn} />
    </Prefetch>
  );
}
