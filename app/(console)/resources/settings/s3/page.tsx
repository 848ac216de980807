import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { accountBlockQuery, ownAccountBlockQuery } from '../queries';
import { S3SettingsPage } from './_components/s3-settings-page';

export const metadata: Metadata = { title: 'S3 Block Public Access' };

export default async function Page() {
  const { account } = await requireSession();
  return (
    <Prefetch queries={[accountBlockQuery(), ownAccountBlockQuery()]}>
      <S3SettingsPage accountId={account.id} />
    </Prefetch>
  );
}
