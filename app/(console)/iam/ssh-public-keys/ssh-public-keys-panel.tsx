'use client';

import { actOn, opened } from '@/components/console/kit/act';
import { type RowOf, rowsPanel } from '@/components/console/kit/rows-panel';
import { CopyText } from '@/components/console/page/copy-text';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListSSHPublicKeys } from '@/lib/iam/ssh-public-key/operations';
import { credentialActs } from '../_components/secrets/credential-menu';
import { deleteSshPublicKey, updateSshPublicKey } from './actions';
import { sshPublicKeysQuery } from './queries';

type Key = Json<OutputOf<typeof ListSSHPublicKeys>>['SSHPublicKeys'][number];
type KeyOf = RowOf<Key, string>;

const credentialOf = ({ row: { SSHPublicKeyId, Status }, owner: UserName }: KeyOf) => ({
  name: SSHPublicKeyId,
  status: Status,
  id: { UserName, SSHPublicKeyId },
});

/** SSH public keys of the user with that name, for Git over SSH. */
export const SshPublicKeysPanel = rowsPanel({
  title: 'SSH public keys for AWS CodeCommit',
  label: 'SSH public keys',
  description: 'For Git connections to CodeCommit over SSH. The user name of the connection is the ID of the key.',
  what: 'SSH public keys',
  query: sshPublicKeysQuery,
  rowsOf: ({ SSHPublicKeys }) => SSHPublicKeys,
  rowKey: ({ SSHPublicKeyId }) => SSHPublicKeyId,
  columns: [
    { header: 'SSH key ID', cell: ({ SSHPublicKeyId }) => <CopyText text={SSHPublicKeyId} what="SSH key ID" mono /> },
    { header: 'Status', cell: ({ Status }) => <StatusIndicator state={Status} /> },
    { header: 'Uploaded', cell: ({ UploadDate }) => <Time value={UploadDate} /> },
  ],
  acts: [
    {
      label: 'Show',
      opens: opened<KeyOf>(() => import('./_components/ssh-public-key-dialog').then((module) => module.SshPublicKeyDialog)),
    },
    ...credentialActs({
      what: 'SSH public key',
      update: updateSshPublicKey,
      remove: deleteSshPublicKey,
      effects: {
        deactivate: 'connections to CodeCommit that use it will be denied from now on.',
        delete: 'connections to CodeCommit that use it will be denied. The owner keeps the private key.',
      },
    }).map((act) => actOn(credentialOf, act)),
  ],
  create: {
    label: 'Upload SSH public key',
    takes: 'iam:UploadSSHPublicKey',
    opens: opened(() => import('./_components/upload-ssh-public-key').then((module) => module.UploadSshPublicKey)),
  },
  // AWS: quota of SSH public keys.
  most: { count: 5, reason: 'A user can have five keys. Delete one first.' },
  empty: (userName) => ({ title: 'No SSH public keys', description: `${userName} cannot use Git over SSH.` }),
});
