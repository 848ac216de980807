import type { Metadata } from 'next';
import { rootUseQuery } from '@/app/(console)/_client/root-use-query';
import { mayRead, Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { accountSummaryQuery } from '../iam/queries';
import { AccountSettings } from './_components/account-settings';
import { accountContactsQuery } from './contacts/queries';
import { accountSettingsQuery } from './queries';

export const metadata: Metadata = { title: 'Account settings' };

export default async function AccountSettingsPage() {
  const { caller } = await requireSession();
  const [mayReadRootUse = false] = await mayRead([rootUseQuery('account')]);
  const queries = [accountSettingsQuery(), accountSummaryQuery(), accountContactsQuery()];
  return (
    <Prefetch queries={[...queries, ...(mayReadRootUse ? [rootUseQuery('account')] : [])]}>
      <AccountSettings isRoot={caller.principal.type === 'Root'} mayReadRootUse={mayReadRootUse} />
    </Prefetch>
  );
}
