'use client';

import { useState } from 'react';
import { useRead } from '@/app/(console)/_client/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { EmptyState } from '@/components/console/page/empty-state';
import { ReadBox } from '@/components/console/page/read-box';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import { SmallTable } from '@/components/console/table/small-table';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { CredentialMenu } from '../_components/credential-menu';
import { SshPublicKeyDialog } from './_components/ssh-public-key-dialog';
import { UploadSshPublicKeyDialog } from './_components/upload-ssh-public-key-dialog';
import { deleteSshPublicKey, updateSshPublicKey } from './actions';
import { sshPublicKeysQuery } from './queries';

/** AWS: quota of SSH public keys. */
const MOST_KEYS = 5;

const EFFECTS = {
  deactivate: 'connections to CodeCommit that prove themselves with it will be refused from now on.',
  delete: 'connections to CodeCommit that prove themselves with it will be refused. The private key is with its owner and stays.',
} as const;

type Dialog = { what: 'upload' } | { what: 'show'; id: string };

/** SSH public keys of a user, for Git over SSH. */
export function SshPublicKeysPanel({ userName }: { userName: string }) {
  const keys = useRead(sshPublicKeysQuery(userName));
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const close = () => setDialog(null);
  const count = keys.data?.SSHPublicKeys.length;
  return (
    <Panel
      title="SSH public keys for AWS CodeCommit"
      count={count}
      description="With one, Git connects to CodeCommit over SSH. The user name of such a connection is the key’s ID."
      flush={Boolean(keys.data)}
      actions={
        <Button
          disabledReason={count === MOST_KEYS ? `${MOST_KEYS} keys are the most. Delete one first.` : undefined}
          onClick={() => setDialog({ what: 'upload' })}
        >
          Upload SSH public key
        </Button>
      }
    >
      <ReadBox read={keys} what="SSH public keys">
        {({ SSHPublicKeys }) => (
          <SmallTable
            label="SSH public keys"
            rows={SSHPublicKeys}
            rowKey={({ SSHPublicKeyId }) => SSHPublicKeyId}
            empty={<EmptyState title="No SSH public keys" description={`${userName} cannot use Git over SSH.`} />}
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
          />
        )}
      </ReadBox>
      {dialog?.what === 'upload' ? <UploadSshPublicKeyDialog userName={userName} onClose={close} /> : null}
      {dialog?.what === 'show' ? <SshPublicKeyDialog userName={userName} id={dialog.id} onClose={close} /> : null}
    </Panel>
  );
}
