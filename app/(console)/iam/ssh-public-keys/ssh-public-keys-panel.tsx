'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { CredentialMenu } from '../_components/credential-menu';
import { deleteSshPublicKey, updateSshPublicKey } from './actions';
import { sshPublicKeysQuery } from './queries';

// What is not in sight at first comes when it is opened.
const SshPublicKeyDialog = dynamic(() =>
  import('./_components/ssh-public-key-dialog').then((module) => module.SshPublicKeyDialog),
);
const UploadSshPublicKeyDialog = dynamic(() =>
  import('./_components/upload-ssh-public-key-dialog').then((module) => module.UploadSshPublicKeyDialog),
);

/** AWS: quota of SSH public keys. */
const MOST_KEYS = 5;

const EFFECTS = {
  deactivate: 'connections to CodeCommit that prove themselves with it will be refused from now on.',
  delete: 'connections to CodeCommit that prove themselves with it will be refused. The private key is with its owner and stays.',
} as const;

type Dialog = { what: 'upload' } | { what: 'show'; id: string };

/** SSH public keys of a user, for Git over SSH. */
export function SshPublicKeysPanel({ userName }: { userName: string }) {
  const missing = useMissing();
  const keys = useRead(sshPublicKeysQuery(userName));
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  const count = keys.data?.SSHPublicKeys.length;
  return (
    <TablePanel
      title="SSH public keys for AWS CodeCommit"
      description="With one, Git connects to CodeCommit over SSH. The user name of such a connection is the key’s ID."
      read={keys}
      what="SSH public keys"
      rows={keys.data?.SSHPublicKeys}
      label="SSH public keys"
      rowKey={({ SSHPublicKeyId }) => SSHPublicKeyId}
      empty={{ title: 'No SSH public keys', description: `${userName} cannot use Git over SSH.` }}
      columns={[
        {
          header: 'SSH key ID',
          cell: ({ SSHPublicKeyId }) => <CopyText text={SSHPublicKeyId} what="SSH key ID" mono />,
        },
        { header: 'Status', cell: ({ Status }) => <StatusIndicator state={Status} /> },
        { header: 'Uploaded', cell: ({ UploadDate }) => <Time value={UploadDate} /> },
        {
          header: 'Actions',
          actions: true,
          cell: ({ SSHPublicKeyId, Status }) => (
            <CredentialMenu
              what="SSH public key"
              name={SSHPublicKeyId}
              status={Status}
              id={{ UserName: userName, SSHPublicKeyId }}
              update={updateSshPublicKey}
              remove={deleteSshPublicKey}
              effects={EFFECTS}
              entries={[{ label: 'Show', onSelect: () => setDialog({ what: 'show', id: SSHPublicKeyId }) }]}
            />
          ),
        },
      ]}
      actions={
        <Button
          disabledReason={
            count === MOST_KEYS ? `${MOST_KEYS} keys are the most. Delete one first.` : missing('iam:UploadSSHPublicKey')
          }
          onClick={() => setDialog({ what: 'upload' })}
        >
          Upload SSH public key
        </Button>
      }
    >
      {dialog?.what === 'upload' ? <UploadSshPublicKeyDialog userName={userName} onClose={close} /> : null}
      {dialog?.what === 'show' ? <SshPublicKeyDialog userName={userName} id={dialog.id} onClose={close} /> : null}
    </TablePanel>
  );
}
