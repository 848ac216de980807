import type { Metadata } from 'next';
import { AddMembersPage } from '../_components/user-lists';

export const metadata: Metadata = { title: 'Add users to groups from a list' };

export default async function AddMembersFromListPage({ searchParams }: { searchParams: Promise<{ group?: string }> }) {
  const { group } = await searchParams;
  return <AddMembersPage group={group} />;
}
