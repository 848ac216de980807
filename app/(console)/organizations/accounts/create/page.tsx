import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { accountQuotaQuery, organizationQuery } from '../../queries';
import { AddAccountPage } from '../_components/add-account-page';

export const metadata: Metadata = { title: 'Add an AWS account' };

export default function Page() {
  return (
    <Prefetch queries={[organizationQuery(), accountQuotaQuery()]}>
      <AddAccountPage />
    </Prefetch>
  );
}
