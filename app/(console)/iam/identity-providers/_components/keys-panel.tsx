'use client';

import { useState } from 'react';
import { DocumentField } from '@/components/console/form/document-field';
import { FormDialog } from '@/components/console/form/form-dialog';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { useRead } from '@/components/console/kit/use-read';
import { CopyButton, CopyText } from '@/components/console/page/copy-text';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { putKeys } from '../actions';
import { type OidcKeys, oidcKeysQuery } from '../queries';
import { KEYS_HINT } from './oidc-fields';

/** What the signatures of a provider's tokens are checked against. */
export function KeysPanel({ arn }: { arn: string }) {
  const read = useRead(oidcKeysQuery(arn));
  const [dialog, setDialog] = useState<'put' | 'remove' | null>(null);
  const close = () => setDialog(null);
  const keys = read.data;
  return (
    <TablePanel
      title="Keys"
      description={
        keys?.IssuedHere
          ? 'The issuer is an account of this installation. Its tokens are checked against its own keys, and nothing is uploaded.'
          : 'AWS asks the issuer for them, and so learns of new ones. Gatehouse calls nobody: upload them, and again when the issuer changes them.'
      }
      read={read}
      what="the keys of this provider"
      rows={keys?.Keys}
      rowKey={(_, index) => index}
      empty={
        keys?.IssuedHere
          ? { title: 'No key yet', description: 'The issuer makes its key with the first token that it issues.' }
          : { title: 'No keys', description: 'No token can be checked without them, so every one is refused.' }
      }
      columns={COLUMNS}
      actions={keys ? <KeyActions keys={keys} onPut={() => setDialog('put')} onRemove={() => setDialog('remove')} /> : undefined}
    >
      {dialog === 'put' ? <PutKeysDialog arn={arn} replacing={keys?.KeySet !== null} onClose={close} /> : null}
      {dialog === 'remove' ? (
        <ConfirmDialog
          title="Remove the keys?"
          confirmLabel="Remove keys"
          action={putKeys}
          input={{ OpenIDConnectProviderArn: arn, KeySet: null }}
          success="The keys were removed."
          onClose={close}
        >
          No token of this provider can be checked then, so every one is refused. Sessions that have begun go on until they end.
        </ConfirmDialog>
      ) : null}
    </TablePanel>
  );
}

function KeyActions({ keys, onPut, onRemove }: { keys: OidcKeys; onPut: () => void; onRemove: () => void }) {
  const copy = keys.KeySet === null ? null : <CopyButton labelled what="key set" text={keys.KeySet} />;
  if (keys.IssuedHere) return copy;
  return (
    <>
      {copy}
      {keys.KeySet === null ? null : (
        <Button variant="danger" onClick={onRemove}>
          Remove keys
        </Button>
      )}
      <Button variant={keys.KeySet === null ? 'primary' : 'normal'} onClick={onPut}>
        {keys.KeySet === null ? 'Upload keys' : 'Replace keys'}
      </Button>
    </>
  );
}

const COLUMNS: readonly SmallColumn<OidcKeys['Keys'][number]>[] = [
  {
    header: 'Key ID',
    wide: true,
    cell: ({ KeyId }) =>
      KeyId === undefined ? <span className="text-ink-3">(none)</span> : <CopyText text={KeyId} what="key ID" mono />,
  },
  { header: 'Type', cell: ({ KeyType }) => KeyType },
  { header: 'Algorithm', cell: ({ Algorithm }) => Algorithm ?? <span className="text-ink-3">Any that fits</span> },
  {
    header: 'Use',
    cell: ({ Use }) => (Use === 'sig' ? 'Signatures' : (Use ?? <span className="text-ink-3">Not said</span>)),
  },
];

type PutKeysDialogProps = { arn: string; replacing: boolean; onClose: () => void };

function PutKeysDialog({ arn, replacing, onClose }: PutKeysDialogProps) {
  const { form, submission } = useOperationForm(putKeys, {
    defaultValues: { keySet: '' },
    fields: { KeySet: 'keySet' },
    toInput: ({ keySet }) => ({ OpenIDConnectProviderArn: arn, KeySet: keySet }),
    success: () => ({ text: replacing ? 'The keys were replaced.' : 'The keys were stored.' }),
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title={replacing ? 'Replace the keys' : 'Upload keys'}
      description={
        replacing
          ? 'The set takes the place of the old one as a whole: keep old keys in it for as long as tokens signed with them are about.'
          : 'Whoever has the private key to one of these can sign in as everybody the provider vouches for.'
      }
      submitLabel={replacing ? 'Replace keys' : 'Upload keys'}
      size="lg"
      {...submission}
      onClose={onClose}
    >
      <DocumentField
        form={form}
        name="keySet"
        label="Key set"
        description={KEYS_HINT}
        accept=".json,application/json"
        placeholder='{ "keys": [ … ] }'
        rows={9}
      />
    </FormDialog>
  );
}
