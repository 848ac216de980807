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
  /** What is shown once, in running text: "password". */
  what: string;
  /** Its label, and itself. */
  label: string;
  secret: string;
  /** What to do where it is lost. */
  ifLost?: ReactNode;
  /** What is told beside it. */
  items: readonly KeyValueItem[];
  file: { fileName: string; row: Readonly<Record<string, string>> };
  onClose: () => void;
  /** What else there is to say. */
  children?: ReactNode;
};

/** The only time that a secret is seen: hidden until asked for, to be copied or taken along as a file. */
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
