import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { callerQuery, nodeQuery, organizationQuery, rootsQuery } from '../queries';
import { SettingsPage } from './_components/settings-page';

export const metadata: Metadata = { title: 'Settings' };

export default function Page() {
  return (
    <Prefetch queries={[callerQuery(), organizationQuery(), rootsQuery(), nodeQuery()]}>
      <SettingsPage />
    </Prefetch>
  );
}
