import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { RolesTable } from './_components/roles-table';
import { rolesQuery } from './queries';

export const metadata: Metadata = { title: 'Roles' };

export default function RolesPage() {
  return (
    <Prefetch queries={[rolesQuery()]}>
      <RolesTable />
    </Prefetch>
  );
}
