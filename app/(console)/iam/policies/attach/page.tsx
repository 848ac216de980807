import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { Prefetch } from '@/lib/console/prefetch';
import { groupsQuery } from '../../groups/queries';
import { usersQuery } from '../../queries';
import { rolesQuery } from '../../roles/queries';
import { AttachPolicyPage } from '../_components/attach-policy-page';
import { policyEntitiesQuery } from '../queries';

export const metadata: Metadata = { title: 'Attach policy' };

export default async function AttachPolicy({ searchParams }: { searchParams: Promise<{ arn?: string }> }) {
  const { arn } = await searchParams;
  if (!arn) notFound();
  return (
    <Prefetch queries={[usersQuery(), groupsQuery(), rolesQuery(), policyEntitiesQuery(arn, 'PermissionsPolicy')]}>
      <AttachPolicyPage arn={arn} />
    </Prefetch>
  );
}
