import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { clockQuery } from '../queries';
import { ClockPage } from './_components/clock-page';

export const metadata: Metadata = { title: 'Clock' };

export default async function ClockSettingsPage() {
  const { account } = await requireSession();
  return (
    <Prefetch queries={[clockQuery()]}>
      <ClockPage accountId={account.id} />
    </Prefetch>
  );
}
