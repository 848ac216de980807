'use client';

import { useState } from 'react';
import type { OpenedProps } from '@/components/console/kit/act';
import type { RowOf } from '@/components/console/kit/rows-panel';
import { useRead } from '@/components/console/kit/use-read';
import { CopyCode } from '@/components/console/page/copy-code';
import { CopyText } from '@/components/console/page/copy-text';
import { KeyValue } from '@/components/console/page/key-value';
import { ReadBox } from '@/components/console/page/read-box';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { sshPublicKeyQuery } from '../queries';

/** Renders a public key in either of AWS's encodings. */
export function SshPublicKeyDialog({ subject, onClose }: OpenedProps<RowOf<{ SSHPublicKeyId: string }, string>>) {
  const id = subject.row.SSHPublicKeyId;
  const [encoding, setEncoding] = useState<'SSH' | 'PEM'>('SSH');
  const read = useRead(sshPublicKeyQuery(subject.owner, id, encoding));
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="SSH public key"
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <div className="space-y-4">
        <SegmentedControl
          label="Encoding"
          value={encoding}
          onValueChange={setEncoding}
          segments={[
            { value: 'SSH', label: 'OpenSSH' },
            { value: 'PEM', label: 'PEM' },
          ]}
        />
        <ReadBox read={read} what="this SSH public key">
          {({ SSHPublicKey: { SSHPublicKeyBody, Fingerprint } }) => (
            <>
              <KeyValue
                columns={1}
                items={[
                  { label: 'SSH key ID', value: <CopyText text={id} what="SSH key ID" mono /> },
                  { label: 'Fingerprint (MD5)', value: <CopyText text={Fingerprint} what="fingerprint" mono /> },
                ]}
              />
              <CopyCode code={SSHPublicKeyBody} label="SSH public key" what="SSH public key" language="text" wrap />
            </>
          )}
        </ReadBox>
      </div>
    </Dialog>
  );
}
