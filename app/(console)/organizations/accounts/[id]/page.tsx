import type { Metadata } from 'next';
import { mayReadCosts } from '@/app/(console)/billing/costs-reader';
import { costsInTreeQuery } from '@/app/(console)/billing/queries';
import { Prefetch } from '@/lib/console/prefetch';
import { accountQuery, callerQuery, nodeQuery, organizationQuery, rootsQuery } from '../../queries';
import { AccountDetails } from '../_components/account-details';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Account ${(await params).id}` };
}

export default async function Page({ params }: Props) {
  const { id } = await params;
  // Costs are read after the page is shown, because calculating a bill for the first time is slow.
  const showsCosts = await mayReadCosts(costsInTreeQuery([id]));
  return (
    <Prefetch queries={[accountQuery(id), callerQuery(), organizationQuery(), nodeQuery(id), rootsQuery()]}>
      <AccountDetails id={id} showsCosts={showsCosts} />
    </Prefetch>
  );
}
