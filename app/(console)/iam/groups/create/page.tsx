import type { Metadata } from 'next';
import { FIRST_CHOICES } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { usersQuery } from '../../queries';
import { CreateGroupPage } from '../_components/create-group-page';

export const metadata: Metadata = { title: 'Create user group' };

export default function CreateGroup() {
  return (
    <Prefetch queries={[usersQuery(FIRST_CHOICES)]}>
      <CreateGroupPage />
    </Prefetch>
  );
}
