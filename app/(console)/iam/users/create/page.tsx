import type { Metadata } from 'next';
import { FIRST_CHOICES } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { groupsQuery } from '../../groups/queries';
import { CreateUserWizard } from '../_components/create-user-wizard';
import { passwordPolicyQuery } from '../queries';

export const metadata: Metadata = { title: 'Create user' };

export default async function CreateUserPage() {
  const { account } = await requireSession();
  return (
    <Prefetch queries={[groupsQuery(FIRST_CHOICES), passwordPolicyQuery()]}>
      <CreateUserWizard
        account={account.alias ?? account.id}
        taken={[account.name, account.email, ...(account.alias === null ? [] : [account.alias])]}
      />
    </Prefetch>
  );
}
