'use client';

import { useState } from 'react';
import { confirmation, opened } from '@/components/console/kit/act';
import { type RowOf, rowsPanel } from '@/components/console/kit/rows-panel';
import { CopyText } from '@/components/console/page/copy-text';
import { Time } from '@/components/console/page/time';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { updateSamlProvider } from '../actions';
import { type SamlProvider, samlProviderQuery } from '../queries';
import type { EncryptionMode } from './dialogs';

const EditEncryption = opened<{ arn: string; mode: EncryptionMode }>(() =>
  import('./dialogs').then((module) => module.EditEncryption),
);

type Key = SamlProvider['PrivateKeyList'][number];

/** Shows whether assertions must be encrypted, and the keys that decrypt them. */
export function EncryptionPanel({ arn, mode }: { arn: string; mode: EncryptionMode }) {
  const [editing, setEditing] = useState(false);
  return (
    <div className="space-y-4">
      <Panel title="Encrypted assertions" actions={<Button onClick={() => setEditing(true)}>Edit</Button>}>
        <p>
          <span className="font-medium">{mode}.</span>{' '}
          <span className="text-ink-2">
            {mode === 'Required'
              ? 'Unencrypted assertions are denied.'
              : 'Assertions can be encrypted or unencrypted. They must always be signed.'}
          </span>
        </p>
      </Panel>
      <PrivateKeys owner={arn} />
      {editing ? <EditEncryption subject={{ arn, mode }} onClose={() => setEditing(false)} /> : null}
    </div>
  );
}

const PrivateKeys = rowsPanel({
  title: 'Private keys',
  description:
    'Private keys decrypt assertions. To replace a key, add the new one, set it up in the directory, then remove the old one.',
  what: 'the private keys of this provider',
  query: samlProviderQuery,
  rowsOf: ({ PrivateKeyList }) => PrivateKeyList,
  rowKey: ({ KeyId }) => KeyId,
  rowName: ({ KeyId }) => `private key ${KeyId}`,
  columns: [
    { header: 'Key ID', wide: true, cell: ({ KeyId }) => <CopyText text={KeyId} what="key ID" mono /> },
    { header: 'Added', cell: ({ Timestamp }) => <Time value={Timestamp} /> },
  ],
  acts: [
    {
      label: 'Remove',
      opens: confirmation(({ row, owner }: RowOf<Key, string>) => ({
        title: 'Remove this private key?',
        confirmLabel: 'Remove',
        action: updateSamlProvider,
        input: { SAMLProviderArn: owner, RemovePrivateKey: row.KeyId },
        success: 'The private key was removed.',
        text: 'Assertions encrypted for it can no longer be decrypted. The key cannot be recovered.',
      })),
    },
  ],
  asButtons: true,
  create: { label: 'Add private key', opens: opened(() => import('./dialogs').then((module) => module.AddPrivateKey)) },
  // AWS: quota of private keys per SAML provider; with two, a key is replaced without a gap.
  most: { count: 2, reason: 'A provider can have two private keys. Remove one first.' },
  empty: () => ({ title: 'No private keys', description: 'Without one, only unencrypted assertions are accepted.' }),
});
