import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { attachedPoliciesQuery, inlinePoliciesQuery } from '../../queries';
import { GroupDetails } from '../_components/group-details';
import { groupQuery } from '../queries';

type Params = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: decodeURIComponent((await params).name) };
}

export default async function GroupPage({ params }: Params) {
  const name = decodeURIComponent((await params).name);
  const entity = { kind: 'groups', name } as const;
  return (
    <Prefetch queries={[groupQuery(name), attachedPoliciesQuery(entity), inlinePoliciesQuery(entity)]}>
      <GroupDetails name={name} />
    </Prefetch>
  );
}
