import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { accountSettingsQuery } from '../queries';
import { ImportPage } from './_components/import-page';

export const metadata: Metadata = { title: 'Import' };

export default function Page() {
  return (
    <Prefetch queries={[accountSettingsQuery()]}>
      <ImportPage />
    </Prefetch>
  );
}
