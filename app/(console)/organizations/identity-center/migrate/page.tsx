import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { organizationQuery } from '../../queries';
import { identityCenterQuery } from '../queries';
import { MigratePage } from './_components/migrate-page';

export const metadata: Metadata = { title: 'Migrate IAM users' };

export default function Page() {
  return (
    <Prefetch queries={[organizationQuery(), identityCenterQuery()]}>
      <MigratePage />
    </Prefetch>
  );
}
