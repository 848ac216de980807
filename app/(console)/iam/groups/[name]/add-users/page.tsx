import type { Metadata } from 'next';
import { usersQuery } from '@/app/(console)/iam/queries';
import { FIRST_CHOICES } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { AddUsersPage } from '../../_components/add-users-page';

export const metadata: Metadata = { title: 'Add users to group' };

export default async function AddUsersToGroupPage({ params }: { params: Promise<{ name: string }> }) {
  const name = decodeURIComponent((await params).name);
  return (
    <Prefetch queries={[usersQuery({ ...FIRST_CHOICES, NotInGroup: name })]}>
      <AddUsersPage name={name} />
    </Prefetch>
  );
}
