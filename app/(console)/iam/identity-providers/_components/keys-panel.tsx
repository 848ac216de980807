'use client';

import { useState } from 'react';
import { opened } from '@/components/console/kit/act';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useRead } from '@/components/console/kit/use-read';
import { CopyButton, CopyText } from '@/components/console/page/copy-text';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { putKeys } from '../actions';
import { type OidcKeys, oidcKeysQuery } from '../queries';

const UploadKeys = opened<string>(() => import('./dialogs').then((module) => module.UploadKeys));
const ReplaceKeys = opened<string>(() => import('./dialogs').then((module) => module.ReplaceKeys));

/** Renders the keys that verify the signatures of a provider's tokens. */
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
          ? 'The issuer is an account of this installation. Gatehouse verifies its tokens with its keys, so you don’t upload any.'
          : 'AWS fetches them from the issuer. Gatehouse does not connect to other servers: upload them here, and again when the issuer changes them.'
      }
      read={read}
      what="the keys of this provider"
      rows={keys?.Keys}
      rowKey={(_, index) => index}
      empty={
        keys?.IssuedHere
          ? { title: 'No key yet', description: 'The issuer creates its key when it issues its first token.' }
          : { title: 'No keys', description: 'Without keys, no token can be verified, so all tokens are denied.' }
      }
      columns={COLUMNS}
      actions={keys ? <KeyActions keys={keys} onPut={() => setDialog('put')} onRemove={() => setDialog('remove')} /> : undefined}
    >
      {dialog === 'put' && keys?.KeySet === null ? <UploadKeys subject={arn} onClose={close} /> : null}
      {dialog === 'put' && keys?.KeySet !== null ? <ReplaceKeys subject={arn} onClose={close} /> : null}
      {dialog === 'remove' ? (
        <ConfirmDialog
          title="Remove the keys?"
          confirmLabel="Remove keys"
          action={putKeys}
          input={{ OpenIDConnectProviderArn: arn, KeySet: null }}
          success="The keys were removed."
          onClose={close}
        >
          Tokens of this provider can then no longer be verified, so all tokens are denied. Existing sessions continue until they
          expire.
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
