import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { isShutOutOfBills } from '@/app/(console)/billing/costs-reader';
import { readListInput } from '@/components/console/table/table-url';
import { Prefetch } from '@/lib/console/prefetch';
import { accountsQuery, branchQuery, callerQuery, nodeQuery, organizationQuery, rootsQuery } from '../queries';
import { AccountsPage } from './_components/accounts-page';

export const metadata: Metadata = { title: 'AWS accounts' };

export default async function AwsAccountsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const shown = (await searchParams).view === 'list' ? accountsQuery(await readListInput(searchParams)) : branchQuery();
  return (
    <Prefetch queries={[callerQuery(), organizationQuery(), nodeQuery(), rootsQuery(), shown]}>
      <AccountsPage isShutOut={await isShutOutOfBills()} />
    </Prefetch>
  );
}
