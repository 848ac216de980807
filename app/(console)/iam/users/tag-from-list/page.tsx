import type { Metadata } from 'next';
import { TagUsersPage } from '../_components/user-lists';

export const metadata: Metadata = { title: 'Tag users from a list' };

export default function TagUsersFromListPage() {
  return <TagUsersPage />;
}
