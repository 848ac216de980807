import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { RestoreAccess } from './_components/restore-access';
import { lockoutQuery } from './queries';

export const metadata: Metadata = { title: 'Restore access' };

export default async function Page() {
  const { account } = await requireSession();
  return (
    <Prefetch queries={[lockoutQuery()]}>
      <RestoreAccess accountId={account.id} />
    </Prefetch>
  );
}
