'use client';

import { CopyCode } from '@/components/console/page/copy-code';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';

type CertificateDialogProps = { title: string; body: string; onClose: () => void };

/** Renders a certificate in the form in which it was uploaded. */
export function CertificateDialog({ title, body, onClose }: CertificateDialogProps) {
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={<span className="break-all">{title}</span>}
      footer={<Button onClick={onClose}>Close</Button>}
    >
      <CopyCode code={body} label="Certificate" what="certificate" language="text" />
    </Dialog>
  );
}
