'use client';

import { SecretDialog } from '@/app/(console)/_client/secrets/secret-dialog';
import { confirmation, type Opened } from '@/components/console/kit/act';
import { formDialog } from '@/components/console/kit/form-dialog';
import type { FormField } from '@/components/console/kit/form-value';
import type { RowOf } from '@/components/console/kit/rows-panel';
import { CopyText } from '@/components/console/page/copy-text';
import { CreateServiceSpecificCredentialInput } from '@/lib/iam/service-specific-credential/schema';
import { createServiceSpecificCredential, resetServiceSpecificCredential } from '../actions';
import { type Credential, nameOf } from '../queries';
import type { CredentialService } from './services';

/** A credential with its secret, in the output of the two calls that return it. */
type Secret = {
  ServiceUserName?: string;
  ServicePassword?: string;
  ServiceCredentialAlias?: string;
  ServiceCredentialSecret?: string;
};

const { CredentialAgeDays } = CreateServiceSpecificCredentialInput.shape;

const toNumber = (text: string) => (text.trim() === '' ? undefined : Number(text));

const DAYS: FormField<{ days: string }> = {
  as: 'text',
  name: 'days',
  label: 'Expires after',
  optional: true,
  hint: 'Days, from 1 to 36,600. Leave empty for a key that never expires.',
  problem: (days) => (CredentialAgeDays.safeParse(toNumber(days)).success ? undefined : 'A whole number from 1 to 36,600.'),
  inputMode: 'numeric',
  className: 'max-w-40',
};

/** Returns the dialog that creates a credential for a service, and then shows its secret. */
export function createDialog(service: CredentialService): Opened<string> {
  const { what, title, kind, name: ServiceName } = service;
  return formDialog({
    title: `Create ${what}`,
    description: (userName: string) =>
      kind === 'key'
        ? title
        : `${title}. ${userName} gets a user name and a password for this service. The password is shown once, in the next step.`,
    submitLabel: `Create ${what}`,
    action: createServiceSpecificCredential,
    start: () => ({ days: '' }),
    members: { CredentialAgeDays: 'days' },
    toInput: ({ days }, UserName) => ({ UserName, ServiceName, CredentialAgeDays: toNumber(days) }),
    next: ({ ServiceSpecificCredential: secret }, userName, close) => (
      <CredentialSecret service={service} userName={userName} secret={secret} onClose={close} />
    ),
    fields: kind === 'key' ? [DAYS] : [],
  });
}

/** Returns the dialog that gives a credential another secret, and then shows it. */
export function resetDialog(service: CredentialService): Opened<RowOf<Credential, string>> {
  const isKey = service.kind === 'key';
  return confirmation(({ row, owner: UserName }: RowOf<Credential, string>) => ({
    title: isKey ? 'Replace this API key?' : 'Reset this password?',
    confirmLabel: isKey ? 'Replace key' : 'Reset password',
    action: resetServiceSpecificCredential,
    input: { UserName, ServiceSpecificCredentialId: row.ServiceSpecificCredentialId },
    next: ({ ServiceSpecificCredential: secret }, close) => (
      <CredentialSecret service={service} userName={UserName} secret={secret} onClose={close} />
    ),
    text: (
      <p>
        <code className="break-all font-mono text-sm">{nameOf(row)}</code> gets a new {isKey ? 'key' : 'password'}, and the old
        one stops working at once. The new one is only shown once.
      </p>
    ),
  }));
}

type CredentialSecretProps = { service: CredentialService; userName: string; secret: Secret; onClose: () => void };

/** Renders the secret of a credential that was created or reset. */
function CredentialSecret({ service, userName, secret, onClose }: CredentialSecretProps) {
  const isKey = service.kind === 'key';
  const { ServiceCredentialAlias = '', ServiceUserName: name = ServiceCredentialAlias } = secret;
  const { ServiceCredentialSecret = '', ServicePassword: text = ServiceCredentialSecret } = secret;
  const nameLabel = isKey ? 'Name' : 'User name';
  const secretLabel = isKey ? 'API key' : 'Password';
  return (
    <SecretDialog
      title={`Retrieve ${service.what}`}
      description={service.title}
      what={isKey ? 'API key' : 'password'}
      label={secretLabel}
      secret={text}
      ifLost={`If it is lost, ${isKey ? 'replace the key' : 'reset the password'}.`}
      items={[{ label: nameLabel, value: <CopyText text={name} what={nameLabel.toLowerCase()} mono /> }]}
      file={{
        fileName: `${userName}_${service.name.split('.')[0]}_credentials.csv`,
        row: { [nameLabel]: name, [secretLabel]: text },
      }}
      onClose={onClose}
    />
  );
}
