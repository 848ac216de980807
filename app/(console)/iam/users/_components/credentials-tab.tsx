'use client';

import { paths } from '@/lib/console/paths';
import { AccessKeysPanel } from '../../access-keys/access-keys-panel';
import { UserConsoleSessionsPanel } from '../../console-sessions/user-console-sessions-panel';
import { MfaPanel } from '../../mfa-devices/mfa-panel';
import { ServiceSpecificCredentialsPanels } from '../../service-specific-credentials/service-specific-credentials-panels';
import { SigningCertificatesPanel } from '../../signing-certificates/signing-certificates-panel';
import { SshPublicKeysPanel } from '../../ssh-public-keys/ssh-public-keys-panel';
import { ConsoleAccessPanel } from './console-access-panel';

type CredentialsTabProps = { name: string; account: string; passwordLastUsed: string | undefined };

/** Renders all credentials of a user. */
export function CredentialsTab({ name, account, passwordLastUsed }: CredentialsTabProps) {
  return (
    <div className="space-y-4">
      <ConsoleAccessPanel userName={name} account={account} passwordLastUsed={passwordLastUsed} />
      <MfaPanel userName={name} owner={name} />
      <UserConsoleSessionsPanel userName={name} />
      <AccessKeysPanel userName={name} describedOn={name} owner={name} createHref={paths.createAccessKey(name)} />
      <SshPublicKeysPanel owner={name} />
      <ServiceSpecificCredentialsPanels userName={name} />
      <SigningCertificatesPanel owner={{ userName: name, owner: name }} />
    </div>
  );
}
