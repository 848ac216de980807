import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { AccountSettings } from './_components/account-settings';
import { accountSettingsQuery } from './queries';

export const metadata: Metadata = { title: 'Account settings' };

export default function AccountSettingsPage() {
  return (
    <Prefetch queries={[accountSettingsQuery()]}>
      <AccountSettings />
    </Prefetch>
  );
}
