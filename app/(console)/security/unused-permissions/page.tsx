import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { unusedPermissionsQuery } from '../queries';
import { UnusedPermissionsPage } from './_components/unused-permissions-page';

export const metadata: Metadata = { title: 'Unused permissions' };

export default function Page() {
  return (
    <Prefetch queries={[unusedPermissionsQuery()]}>
      <UnusedPermissionsPage />
    </Prefetch>
  );
}
