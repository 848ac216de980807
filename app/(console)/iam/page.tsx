import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { Dashboard } from './_components/dashboard';
import { accountAliasesQuery, accountSummaryQuery, recommendationsQuery, securityStepsQuery } from './queries';

export const metadata: Metadata = { title: 'Dashboard' };

export default async function IamDashboardPage() {
  const { account, caller } = await requireSession();
  return (
    <Prefetch queries={[accountSummaryQuery(), accountAliasesQuery(), recommendationsQuery(), securityStepsQuery()]}>
      <Dashboard accountId={account.id} accountName={account.name} root={caller.principal.type === 'Root'} />
    </Prefetch>
  );
}
