import type { Metadata } from 'next';
import { mayRead, Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { Dashboard } from './_components/dashboard';
import { accountAliasesQuery, accountSummaryQuery, securityStepsQuery } from './queries';

export const metadata: Metadata = { title: 'Dashboard' };

/** Renders the IAM dashboard. Most of it needs one permission; a viewer without it sees one message. */
export default async function IamDashboardPage() {
  const { account, caller } = await requireSession();
  const [may = false] = await mayRead([accountSummaryQuery()]);
  return (
    <Prefetch queries={[accountAliasesQuery(), ...(may ? [accountSummaryQuery(), securityStepsQuery()] : [])]}>
      <Dashboard accountId={account.id} accountName={account.name} isRoot={caller.principal.type === 'Root'} may={may} />
    </Prefetch>
  );
}
