import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { AddToGroupsPage } from '../../_components/add-to-groups-page';
import { userGroupsQuery } from '../../queries';

export const metadata: Metadata = { title: 'Add user to groups' };

export default async function AddUserToGroupsPage({ params }: { params: Promise<{ name: string }> }) {
  const name = decodeURIComponent((await params).name);
  return (
    <Prefetch queries={[userGroupsQuery(name)]}>
      <AddToGroupsPage name={name} />
    </Prefetch>
  );
}
