import type { Metadata } from 'next';
import type { SearchParams } from 'nuqs/server';
import { readListInput } from '@/components/console/table/table-url';
import { nameOf } from '@/lib/console/paths';
import { Prefetch } from '@/lib/console/prefetch';
import { attachedPoliciesQuery, inlinePoliciesQuery } from '../../queries';
import { GroupDetails } from '../_components/group-details';
import { groupQuery, groupUsersQuery } from '../queries';

type Params = { params: Promise<{ name: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: nameOf((await params).name) };
}

export default async function GroupPage({ params, searchParams }: Params) {
  const name = nameOf((await params).name);
  const entity = { kind: 'groups', name } as const;
  return (
    <Prefetch
      queries={[
        groupQuery(name),
        groupUsersQuery(name, { PageSize: 1 }),
        groupUsersQuery(name, await readListInput(searchParams, 'users-')),
        attachedPoliciesQuery(entity),
        inlinePoliciesQuery(entity),
      ]}
    >
      <GroupDetails key={name} id={name} />
    </Prefetch>
  );
}
