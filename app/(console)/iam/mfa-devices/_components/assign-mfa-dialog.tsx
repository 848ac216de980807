'use client';

import { useState } from 'react';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { fieldProblem } from '@/components/console/form/field-problem';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { NewMfaDevice } from '@/lib/console/recipes/mfa-device';
import { CreateVirtualMFADeviceInput } from '@/lib/iam/mfa/schema';
import { SecretText } from '../../_components/secret';
import { createVirtualMfaDevice, deleteVirtualMfaDevice, enableMfaDevice } from '../actions';
import { areCodes, MfaCodeFields, NO_CODES } from './mfa-code-fields';

type AssignMfaDialogProps = { userName: string | undefined; owner: string; onClose: () => void };

/** Makes an authenticator app known: names the device, shows its seed as a QR code, and takes two codes to prove it. */
export function AssignMfaDialog({ userName, owner, onClose }: AssignMfaDialogProps) {
  const [name, setName] = useState(userName ?? 'root-account-mfa');
  const [device, setDevice] = useState<NewMfaDevice>();
  const create = useOperation(createVirtualMfaDevice, { handlesError: () => true, onSuccess: setDevice });
  if (device) return <VerifyDialog device={device} userName={userName} owner={owner} onClose={onClose} />;
  const problem = fieldProblem(CreateVirtualMFADeviceInput.shape.VirtualMFADeviceName, name);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      dismissible={!create.running}
      title="Assign MFA device"
      description={`An authenticator app of ${owner}: any that knows time-based one-time passwords.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="assign-mfa" variant="primary" loading={create.running} disabledReason={problem}>
            Next
          </Button>
        </>
      }
    >
      <form
        id="assign-mfa"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!problem) void create.run(name);
        }}
      >
        <Field label="Device name" hint="Part of its ARN. Unique in the account." error={name ? problem : undefined}>
          <Input value={name} onChange={(event) => setName(event.currentTarget.value)} autoComplete="off" spellCheck={false} />
        </Field>
      </form>
      {create.error ? <ErrorBox error={create.error} live /> : null}
    </Dialog>
  );
}

type VerifyDialogProps = AssignMfaDialogProps & { device: NewMfaDevice };

function VerifyDialog({ device, userName, owner, onClose }: VerifyDialogProps) {
  const [codes, setCodes] = useState(NO_CODES);
  const [tried, setTried] = useState(false);
  const enable = useOperation(enableMfaDevice, {
    success: () => ({ text: `The MFA device of ${owner} is assigned. Its code is asked for at the next sign-in.` }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const discard = useOperation(deleteVirtualMfaDevice, { onSuccess: onClose });
  // A device nobody proved to have is of no use, and would hold its name.
  const cancel = () => void discard.run({ SerialNumber: device.serialNumber }).then(onClose);
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={(open) => {
        if (!open) cancel();
      }}
      dismissible={!enable.running}
      title="Set up the authenticator app"
      footer={
        <>
          <Button onClick={cancel} disabled={enable.running}>
            Cancel
          </Button>
          <Button type="submit" form="verify-mfa" variant="primary" loading={enable.running}>
            Assign MFA
          </Button>
        </>
      }
    >
      <form
        id="verify-mfa"
        noValidate
        className="space-y-5"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!areCodes(codes)) return;
          void enable.run({
            UserName: userName,
            SerialNumber: device.serialNumber,
            AuthenticationCode1: codes.first,
            AuthenticationCode2: codes.second,
          });
        }}
      >
        <div className="grid items-start gap-5 sm:grid-cols-[auto_1fr]">
          {/* biome-ignore lint/performance/noImgElement: a data URL that is shown once; nothing to optimize */}
          <img
            src={device.qrCode}
            alt="QR code of the secret key"
            className="size-44 rounded-md border border-line bg-[white] p-1 [image-rendering:pixelated]"
          />
          <div className="min-w-0 space-y-3">
            <p>Scan the QR code with the app, or type the secret key into it. Neither is shown again.</p>
            <div>
              <p className="text-ink-3 text-sm">Secret key</p>
              <SecretText secret={device.seed} what="secret key" />
            </div>
            <p>Then enter two codes that follow each other.</p>
          </div>
        </div>
        <MfaCodeFields codes={codes} onChange={setCodes} tried={tried} />
        {enable.error ? <ErrorBox error={enable.error} live /> : null}
      </form>
    </Dialog>
  );
}
