import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { accountSummaryQuery } from '../iam/queries';
import { AccountSettings } from './_components/account-settings';
import { accountSettingsQuery } from './queries';

export const metadata: Metadata = { title: 'Account settings' };

export default async function AccountSettingsPage() {
  const { caller } = await requireSession();
  return (
    <Prefetch queries={[accountSettingsQuery(), accountSummaryQuery()]}>
      <AccountSettings isRoot={caller.principal.type === 'Root'} />
    </Prefetch>
  );
}
