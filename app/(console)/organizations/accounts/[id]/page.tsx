import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { accountQuery, callerQuery, nodeQuery, organizationQuery, rootsQuery } from '../../queries';
import { AccountDetails } from '../_components/account-details';

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: `Account ${(await params).id}` };
}

export default async function Page({ params }: Props) {
  const { id } = await params;
  return (
    <Prefetch queries={[accountQuery(id), callerQuery(), organizationQuery(), nodeQuery(id), rootsQuery()]}>
      <AccountDetails id={id} />
    </Prefetch>
  );
}
