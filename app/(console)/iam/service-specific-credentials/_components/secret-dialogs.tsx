'use client';

import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { CopyText } from '@/components/console/page/copy-text';
import { CreateServiceSpecificCredentialInput } from '@/lib/iam/service-specific-credential/schema';
import { SecretDialog } from '../../_components/secret-dialog';
import { createServiceSpecificCredential, resetServiceSpecificCredential } from '../actions';
import type { CredentialService } from './services';

/** A credential with its secret, in the output of the two calls that return it. */
export type Secret = {
  ServiceUserName?: string;
  ServicePassword?: string;
  ServiceCredentialAlias?: string;
  ServiceCredentialSecret?: string;
};

type CreateCredentialDialogProps = {
  service: CredentialService;
  userName: string;
  onCreated: (secret: Secret) => void;
  onClose: () => void;
};

const { CredentialAgeDays } = CreateServiceSpecificCredentialInput.shape;

export function CreateCredentialDialog({ service, userName, onCreated, onClose }: CreateCredentialDialogProps) {
  const { form, submission } = useOperationForm(createServiceSpecificCredential, {
    defaultValues: { days: '' },
    fields: { CredentialAgeDays: 'days' },
    toInput: ({ days }) => ({ UserName: userName, ServiceName: service.name, CredentialAgeDays: toNumber(days) }),
    onSuccess: ({ ServiceSpecificCredential }) => onCreated(ServiceSpecificCredential),
  });
  return (
    <FormDialog
      title={`Create ${service.what}`}
      description={service.title}
      submitLabel={`Create ${service.what}`}
      {...submission}
      onClose={onClose}
    >
      {service.kind === 'key' ? (
        <TextField
          form={form}
          name="days"
          label="Expires after"
          optional
          hint="Days, from 1 to 36,600. Without it the key never expires."
          problem={(days) =>
            CredentialAgeDays.safeParse(toNumber(days)).success ? undefined : 'A whole number from 1 to 36,600.'
          }
          inputMode="numeric"
          className="max-w-40"
        />
      ) : (
        <p>{userName} gets a user name and a password for this service. The password is shown once, in the next step.</p>
      )}
    </FormDialog>
  );
}

function toNumber(text: string): number | undefined {
  return text.trim() === '' ? undefined : Number(text);
}

type ResetCredentialDialogProps = {
  service: CredentialService;
  userName: string;
  id: string;
  /** The name of the credential. */
  name: string;
  onReset: (secret: Secret) => void;
  onClose: () => void;
};

export function ResetCredentialDialog({ service, userName, id, name, onReset, onClose }: ResetCredentialDialogProps) {
  const secret = service.kind === 'key' ? 'key' : 'password';
  return (
    <ConfirmDialog
      title={service.kind === 'key' ? 'Replace this API key?' : 'Reset this password?'}
      confirmLabel={service.kind === 'key' ? 'Replace key' : 'Reset password'}
      action={resetServiceSpecificCredential}
      input={{ UserName: userName, ServiceSpecificCredentialId: id }}
      onDone={({ ServiceSpecificCredential }) => onReset(ServiceSpecificCredential)}
      onClose={onClose}
    >
      <p>
        <code className="break-all font-mono text-sm">{name}</code> gets a new {secret}, and the old one is refused at once. The
        new one is shown once.
      </p>
    </ConfirmDialog>
  );
}

type CredentialSecretDialogProps = { service: CredentialService; userName: string; secret: Secret; onClose: () => void };

/** Renders the secret of a credential that was created or reset. */
export function CredentialSecretDialog({ service, userName, secret, onClose }: CredentialSecretDialogProps) {
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
