import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { accessKeysQuery } from '../access-keys/queries';
import { consoleSessionsQuery } from '../console-sessions/queries';
import { mfaDevicesQuery } from '../mfa-devices/queries';
import { userQuery } from '../queries';
import { serviceSpecificCredentialsQuery } from '../service-specific-credentials/queries';
import { signingCertificatesQuery } from '../signing-certificates/queries';
import { sshPublicKeysQuery } from '../ssh-public-keys/queries';
import { loginProfileQuery } from '../users/queries';
import { SecurityCredentials } from './_components/security-credentials';
import { type Owner, toOwner } from './owner';

export const metadata: Metadata = { title: 'Security credentials' };

export default async function SecurityCredentialsPage() {
  const session = await requireSession();
  const owner = toOwner(session);
  return (
    <Prefetch queries={queriesOf(owner)}>
      <SecurityCredentials owner={owner} accountId={session.account.id} accountName={session.account.name} />
    </Prefetch>
  );
}

function queriesOf(owner: Owner) {
  if (owner.kind === 'role') return [];
  if (owner.kind === 'root') return [mfaDevicesQuery(), consoleSessionsQuery(), accessKeysQuery(), signingCertificatesQuery()];
  const { name } = owner;
  return [
    userQuery(name),
    loginProfileQuery(name),
    mfaDevicesQuery(name),
    consoleSessionsQuery(),
    accessKeysQuery(),
    sshPublicKeysQuery(name),
    serviceSpecificCredentialsQuery(name),
    signingCertificatesQuery(name),
  ];
}
