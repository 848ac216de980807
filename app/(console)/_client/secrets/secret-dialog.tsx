'use client';

import type { ReactNode } from 'react';
import { DownloadCsv } from '@/app/(console)/_client/download-csv';
import { KeyValue, type KeyValueItem } from '@/components/console/page/key-value';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SecretText } from './secret';

type SecretDialogProps = {
  title: string;
  description?: string;
  /** The noun for the middle of a sentence: "password". */
  what: string;
  /** The label of the secret. `secret` is its value. */
  label: string;
  secret: string;
  /** The advice for a lost secret. */
  ifLost?: ReactNode;
  /** The labels and values beside the secret. */
  items: readonly KeyValueItem[];
  file: { fileName: string; row: Readonly<Record<string, string>> };
  onClose: () => void;
  /** Further content. */
  children?: ReactNode;
};

/** Renders a dialog that shows a secret once. It is hidden at first and can be copied or downloaded. */
export function SecretDialog(props: SecretDialogProps) {
  const { title, description, what, label, secret, ifLost, items, file, onClose, children } = props;
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={title}
      description={description}
      footer={
        <>
          <DownloadCsv fileName={file.fileName} rows={[file.row]} />
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      {children}
      <Alert kind="warning" title={`This is the only time that the ${what} can be seen or downloaded`}>
        {ifLost}
      </Alert>
      <KeyValue columns={1} items={[...items, { label, value: <SecretText secret={secret} what={what} /> }]} />
    </Dialog>
  );
}
