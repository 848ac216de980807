import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { attachedPoliciesQuery } from '../../../queries';
import { AddPermissionsPage } from '../../_components/add-permissions-page';
import { userGroupsQuery } from '../../queries';

export const metadata: Metadata = { title: 'Add permissions' };

export default async function AddUserPermissionsPage({ params }: { params: Promise<{ name: string }> }) {
  const name = decodeURIComponent((await params).name);
  return (
    <Prefetch queries={[userGroupsQuery(name), attachedPoliciesQuery({ kind: 'users', name })]}>
      <AddPermissionsPage name={name} />
    </Prefetch>
  );
}
