import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { callerQuery, organizationQuery, rootsQuery, treeQuery } from '../queries';
import { SettingsPage } from './_components/settings-page';

export const metadata: Metadata = { title: 'Settings' };

export default function Page() {
  return (
    <Prefetch queries={[callerQuery(), organizationQuery(), rootsQuery(), treeQuery()]}>
      <SettingsPage />
    </Prefetch>
  );
}
