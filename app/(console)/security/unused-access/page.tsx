import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { unusedPermissionsQuery } from '../queries';
import { UnusedPermissionsPage } from './_components/unused-permissions-page';

export const metadata: Metadata = { title: 'Unused access' };

export default async function Page() {
  const { account, caller } = await requireSession();
  return (
    <Prefetch queries={[unusedPermissionsQuery()]}>
      <UnusedPermissionsPage reader={{ accountId: account.id, isRoot: caller.principal.type === 'Root' }} />
    </Prefetch>
  );
}
