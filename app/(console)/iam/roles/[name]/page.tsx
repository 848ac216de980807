import type { Metadata } from 'next';
import { nameOf } from '@/lib/console/paths';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { attachedPoliciesQuery, inlinePoliciesQuery, roleQuery } from '../../queries';
import { RoleDetails } from '../_components/role-details';
import { instanceProfilesQuery } from '../queries';

type Params = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: nameOf((await params).name) };
}

export default async function RolePage({ params }: Params) {
  const name = nameOf((await params).name);
  const { account, caller } = await requireSession();
  const { principal } = caller;
  const ownRole = principal.type === 'AssumedRole' ? principal.roleArn.slice(principal.roleArn.lastIndexOf('/') + 1) : null;
  const entity = { kind: 'roles', name } as const;
  return (
    <Prefetch
      queries={[roleQuery(name), attachedPoliciesQuery(entity), inlinePoliciesQuery(entity), instanceProfilesQuery(name)]}
    >
      <RoleDetails name={name} account={account.alias ?? account.id} ownSession={ownRole === name} />
    </Prefetch>
  );
}
