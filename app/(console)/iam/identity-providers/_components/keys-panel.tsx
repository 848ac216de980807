'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import { useOperationForm } from '@/app/(console)/_client/use-operation-form';
import { type Read, useRead } from '@/app/(console)/_client/use-read';
import { DocumentField } from '@/components/console/form/document-field';
import { FormDialog } from '@/components/console/form/form-dialog';
import { CopyButton, CopyText } from '@/components/console/page/copy-text';
import { EmptyState } from '@/components/console/page/empty-state';
import { ReadBox } from '@/components/console/page/read-box';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
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
    <Panel
      title="Keys"
      count={keys?.Keys.length}
      description={
        keys?.IssuedHere
          ? 'The issuer is an account of this installation. Its tokens are checked against its own keys, and nothing is uploaded.'
          : 'AWS asks the issuer for them, and so learns of new ones. Gatehouse calls nobody: upload them, and again when the issuer changes them.'
      }
      flush={Boolean(keys)}
      actions={keys ? <KeyActions keys={keys} onPut={() => setDialog('put')} onRemove={() => setDialog('remove')} /> : undefined}
    >
      <KeysTable read={read} />
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
    </Panel>
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

function KeysTable({ read }: { read: Read<OidcKeys> }) {
  return (
    <ReadBox read={read} what="the keys of this provider">
      {({ Keys, IssuedHere }) =>
        Keys.length === 0 ? (
          IssuedHere ? (
            <EmptyState title="No key yet" description="The issuer makes its key with the first token that it issues." />
          ) : (
            <EmptyState title="No keys" description="No token can be checked without them, so every one is refused." />
          )
        ) : (
          <Table label="Keys">
            <TableHead>
              <TableRow>
                <TableHeader>Key ID</TableHeader>
                <TableHeader>Type</TableHeader>
                <TableHeader>Algorithm</TableHeader>
                <TableHeader>Use</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {Keys.map(({ KeyId, KeyType, Algorithm, Use }, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: keys may have no id, and the list changes as a whole
                <TableRow key={index}>
                  <TableCell className="min-w-64">
                    {KeyId === undefined ? (
                      <span className="text-ink-3">(none)</span>
                    ) : (
                      <CopyText text={KeyId} what="key ID" mono />
                    )}
                  </TableCell>
                  <TableCell className="whitespace-nowrap">{KeyType}</TableCell>
                  <TableCell>{Algorithm ?? <span className="text-ink-3">Any that fits</span>}</TableCell>
                  <TableCell>{Use === 'sig' ? 'Signatures' : (Use ?? <span className="text-ink-3">Not said</span>)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )
      }
    </ReadBox>
  );
}

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
