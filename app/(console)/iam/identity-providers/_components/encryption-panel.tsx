'use client';

import { useState } from 'react';
import { useController } from 'react-hook-form';
import { DocumentField } from '@/components/console/form/document-field';
import { FormDialog } from '@/components/console/form/form-dialog';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { CopyText } from '@/components/console/page/copy-text';
import { Time } from '@/components/console/page/time';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { RadioGroup } from '@/components/ui/radio-group';
import { updateSamlProvider } from '../actions';
import type { SamlProvider } from '../queries';
import { PRIVATE_KEY_HINT } from './saml-fields';

/** AWS: quota of private keys per SAML provider; two, so that one can be replaced without a gap. */
const MOST_KEYS = 2;

type Mode = 'Allowed' | 'Required';
type Dialog = { what: 'add' | 'mode' } | { what: 'remove'; id: string };
type EncryptionPanelProps = { arn: string; keys: SamlProvider['PrivateKeyList']; mode: Mode };

/** Whether assertions must come encrypted, and the keys that open them. */
export function EncryptionPanel({ arn, keys, mode }: EncryptionPanelProps) {
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  return (
    <div className="space-y-4">
      <Panel title="Encrypted assertions" actions={<Button onClick={() => setDialog({ what: 'mode' })}>Edit</Button>}>
        <p>
          <span className="font-medium">{mode}.</span>{' '}
          <span className="text-ink-2">
            {mode === 'Required'
              ? 'An assertion that is not encrypted is refused.'
              : 'Assertions may be encrypted or not; either way they must be signed.'}
          </span>
        </p>
      </Panel>
      <TablePanel
        title="Private keys"
        description="They open encrypted assertions. Two at most: add the new one, let the directory use it, then remove the old one."
        rows={keys}
        rowKey={({ KeyId }) => KeyId}
        empty={{ title: 'No private keys', description: 'Only assertions that are not encrypted can be read.' }}
        columns={[
          { header: 'Key ID', wide: true, cell: ({ KeyId }) => <CopyText text={KeyId} what="key ID" mono /> },
          { header: 'Added', cell: ({ Timestamp }) => <Time value={Timestamp} /> },
          {
            header: 'Actions',
            actions: true,
            cell: ({ KeyId }) => (
              <Button
                size="sm"
                aria-label={`Remove private key ${KeyId}`}
                onClick={() => setDialog({ what: 'remove', id: KeyId })}
              >
                Remove
              </Button>
            ),
          },
        ]}
        actions={
          <Button
            disabledReason={keys.length >= MOST_KEYS ? 'Two are the most: remove one first' : undefined}
            onClick={() => setDialog({ what: 'add' })}
          >
            Add private key
          </Button>
        }
      />
      {dialog?.what === 'add' ? <AddPrivateKeyDialog arn={arn} onClose={close} /> : null}
      {dialog?.what === 'mode' ? <ModeDialog arn={arn} stored={mode} onClose={close} /> : null}
      {dialog?.what === 'remove' ? (
        <ConfirmDialog
          title="Remove this private key?"
          confirmLabel="Remove"
          action={updateSamlProvider}
          input={{ SAMLProviderArn: arn, RemovePrivateKey: dialog.id }}
          success="The private key was removed."
          onClose={close}
        >
          Assertions encrypted for it can no longer be opened. The key cannot be had back from here.
        </ConfirmDialog>
      ) : null}
    </div>
  );
}

function AddPrivateKeyDialog({ arn, onClose }: { arn: string; onClose: () => void }) {
  const { form, submission } = useOperationForm(updateSamlProvider, {
    defaultValues: { privateKey: '' },
    fields: { AddPrivateKey: 'privateKey' },
    toInput: ({ privateKey }) => ({ SAMLProviderArn: arn, AddPrivateKey: privateKey }),
    success: () => ({ text: 'The private key was added.' }),
    onSuccess: onClose,
  });
  return (
    <FormDialog title="Add private key" submitLabel="Add private key" {...submission} onClose={onClose}>
      <DocumentField
        form={form}
        name="privateKey"
        label="Private key"
        hint={PRIVATE_KEY_HINT}
        accept=".pem,.key"
        placeholder="-----BEGIN PRIVATE KEY-----"
      />
    </FormDialog>
  );
}

function ModeDialog({ arn, stored, onClose }: { arn: string; stored: Mode; onClose: () => void }) {
  const { form, submission } = useOperationForm(updateSamlProvider, {
    defaultValues: { mode: stored },
    // What the service misses when encryption is to be required.
    fields: { AddPrivateKey: 'mode' },
    toInput: ({ mode }) => ({ SAMLProviderArn: arn, AssertionEncryptionMode: mode }),
    onUnchanged: onClose,
    success: () => ({ text: 'The encryption of assertions was saved.' }),
    onSuccess: onClose,
  });
  const { field, fieldState } = useController({ control: form.control, name: 'mode' });
  return (
    <FormDialog title="Encrypted assertions" submitLabel="Save changes" {...submission} onClose={onClose}>
      <RadioGroup
        label="Encrypted assertions"
        hideLabel
        value={field.value}
        onValueChange={field.onChange}
        error={fieldState.error?.message}
        options={[
          { value: 'Allowed', label: 'Allowed', description: 'Assertions may be encrypted or not.' },
          { value: 'Required', label: 'Required', description: 'Others are refused. Needs a private key.' },
        ]}
      />
    </FormDialog>
  );
}
