import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { usersQuery } from '../queries';
import { UsersTable } from './_components/users-table';

export const metadata: Metadata = { title: 'Users' };

export default function UsersPage() {
  return (
    <Prefetch queries={[usersQuery()]}>
      <UsersTable />
    </Prefetch>
  );
}
