import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { Prefetch } from '@/lib/console/prefetch';
import { parseRegion } from '@/lib/console/region';
import { REGION_COOKIE } from '@/lib/console/region-cookie';
import { requireSession } from '@/lib/console/request';
import { allowedImagesQuery, imageBlockQuery, metadataDefaultsQuery, serialConsoleQuery, snapshotBlockQuery } from '../queries';
import { Ec2SettingsPage } from './_components/ec2-settings-page';

export const metadata: Metadata = { title: 'EC2 data protection and security' };

const QUERIES = [metadataDefaultsQuery, allowedImagesQuery, imageBlockQuery, snapshotBlockQuery, serialConsoleQuery];

export default async function Page() {
  const region = parseRegion((await cookies()).get(REGION_COOKIE)?.value);
  const { account } = await requireSession();
  return (
    <Prefetch queries={QUERIES.map((query) => query(region))}>
      <Ec2SettingsPage key={region} region={region} accountId={account.id} />
    </Prefetch>
  );
}
