import type { Metadata } from 'next';
import { nameOf } from '@/lib/console/paths';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { accessKeysQuery } from '../../access-keys/queries';
import { mfaDevicesQuery } from '../../mfa-devices/queries';
import { attachedPoliciesQuery, inlinePoliciesQuery, userQuery } from '../../queries';
import { serviceSpecificCredentialsQuery } from '../../service-specific-credentials/queries';
import { signingCertificatesQuery } from '../../signing-certificates/queries';
import { sshPublicKeysQuery } from '../../ssh-public-keys/queries';
import { UserDetails } from '../_components/user-details';
import { loginProfileQuery, userGroupsQuery } from '../queries';

type Params = { params: Promise<{ name: string }> };

export async function generateMetadata({ params }: Params): Promise<Metadata> {
  return { title: nameOf((await params).name) };
}

export default async function UserPage({ params }: Params) {
  const name = nameOf((await params).name);
  const { account } = await requireSession();
  const entity = { kind: 'users', name } as const;
  return (
    <Prefetch
      queries={[
        userQuery(name),
        userGroupsQuery(name),
        attachedPoliciesQuery(entity),
        inlinePoliciesQuery(entity),
        loginProfileQuery(name),
        mfaDevicesQuery(name),
        accessKeysQuery(name),
        sshPublicKeysQuery(name),
        serviceSpecificCredentialsQuery(name),
        signingCertificatesQuery(name),
      ]}
    >
      <UserDetails name={name} account={account.alias ?? account.id} />
    </Prefetch>
  );
}
