import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { callerQuery, organizationQuery, policyOverviewsQuery, treeQuery } from '../queries';
import { AccountsPage } from './_components/accounts-page';

export const metadata: Metadata = { title: 'AWS accounts' };

export default function AwsAccountsPage() {
  return (
    <Prefetch queries={[callerQuery(), organizationQuery(), treeQuery(), policyOverviewsQuery()]}>
      <AccountsPage />
    </Prefetch>
  );
}
