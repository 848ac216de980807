import type { Metadata } from 'next';
import { Prefetch } from '@/lib/console/prefetch';
import { requireSession } from '@/lib/console/request';
import { accessKeysQuery } from '../access-keys/queries';
import { mfaDevicesQuery } from '../mfa-devices/queries';
import { loginProfileQuery, userQuery } from '../users/queries';
import { SecurityCredentials } from './_components/security-credentials';
import { toOwner } from './owner';

export const metadata: Metadata = { title: 'Security credentials' };

export default async function SecurityCredentialsPage() {
  const session = await requireSession();
  const owner = toOwner(session);
  const own =
    owner.kind === 'user'
      ? [userQuery(owner.name), loginProfileQuery(owner.name), mfaDevicesQuery(owner.name), accessKeysQuery()]
      : [];
  return (
    <Prefetch queries={owner.kind === 'root' ? [mfaDevicesQuery(), accessKeysQuery()] : own}>
      <SecurityCredentials owner={owner} accountId={session.account.id} accountName={session.account.name} />
    </Prefetch>
  );
}
