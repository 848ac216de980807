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
  // Not read before the page is shown: a bill that nobody has asked for yet takes a while to work out.
  const showsCosts = await mayReadCosts(costsInTreeQuery([id]));
  return (
    <Prefetch queries={[accountQuery(id), callerQuery(), organizationQuery(), nodeQuery(id), rootsQuery()]}>
      <AccountDetails id={id} showsCosts={showsCosts} />
    </Prefetch>
  );
}
