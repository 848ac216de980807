'use client';

import { useState } from 'react';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { resyncMfaDevice } from '../actions';
import { areCodes, MfaCodeFields, NO_CODES } from './mfa-code-fields';

type ResyncMfaDialogProps = { userName: string | undefined; serialNumber: string; onClose: () => void };

/** For an app whose clock has drifted: two codes that follow each other set the device right. */
export function ResyncMfaDialog({ userName, serialNumber, onClose }: ResyncMfaDialogProps) {
  const [codes, setCodes] = useState(NO_CODES);
  const [tried, setTried] = useState(false);
  const operation = useOperation(resyncMfaDevice, {
    success: () => ({ text: 'The MFA device was resynchronized.' }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Resync MFA device"
      description="When its codes are refused although they are the right ones."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="resync-mfa" variant="primary" loading={operation.running}>
            Resync
          </Button>
        </>
      }
    >
      <form
        id="resync-mfa"
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!areCodes(codes)) return;
          void operation.run({
            UserName: userName,
            SerialNumber: serialNumber,
            AuthenticationCode1: codes.first,
            AuthenticationCode2: codes.second,
          });
        }}
      >
        <MfaCodeFields codes={codes} onChange={setCodes} tried={tried} />
        {operation.error ? <ErrorBox error={operation.error} live /> : null}
      </form>
    </Dialog>
  );
}
