import type { Metadata } from 'next';
import { requireSession } from '@/lib/console/request';
import { CreateUsersPage } from '../_components/user-lists';

export const metadata: Metadata = { title: 'Create users from a list' };

export default async function CreateUsersFromListPage() {
  const { account } = await requireSession();
  return <CreateUsersPage account={account.alias ?? account.id} />;
}
