import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { CreateRoleWizard } from '../_components/create-role-wizard';
import { servicePrincipalsQuery } from '../queries';

export const metadata: Metadata = { title: 'Create role' };

export default async function CreateRolePage() {
  const { account } = await requireSession();
  return (
    <Prefetch queries={[servicePrincipalsQuery()]}>
      <CreateRoleWizard accountId={account.id} />
    </Prefetch>
  );
}
