'use client';

import { useState } from 'react';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { useOperationForm } from '@/app/(console)/_client/use-operation-form';
import { fieldProblem } from '@/components/console/form/field-problem';
import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import type { NewMfaDevice } from '@/lib/console/recipes/mfa-device';
import { CreateVirtualMFADeviceInput } from '@/lib/iam/mfa/schema';
import { SecretText } from '../../_components/secret';
import { createVirtualMfaDevice, deleteVirtualMfaDevice, enableMfaDevice } from '../actions';
import { MfaCodeFields, NO_CODES } from './mfa-code-fields';

type AssignMfaDialogProps = { userName: string | undefined; owner: string; onClose: () => void };

/** Makes an authenticator app known: names the device, shows its seed as a QR code, and takes two codes to prove it. */
export function AssignMfaDialog({ userName, owner, onClose }: AssignMfaDialogProps) {
  const [device, setDevice] = useState<NewMfaDevice>();
  const { form, submission } = useOperationForm(createVirtualMfaDevice, {
    defaultValues: { name: userName ?? 'root-account-mfa' },
    fields: { VirtualMFADeviceName: 'name' },
    toInput: ({ name }) => name,
    onSuccess: setDevice,
  });
  if (device) return <VerifyDialog device={device} userName={userName} owner={owner} onClose={onClose} />;
  return (
    <FormDialog
      title="Assign MFA device"
      description={`An authenticator app of ${owner}: any that knows time-based one-time passwords.`}
      submitLabel="Next"
      {...submission}
      onClose={onClose}
    >
      <TextField
        form={form}
        name="name"
        label="Device name"
        hint="Part of its ARN. Unique in the account."
        problem={(text) => fieldProblem(CreateVirtualMFADeviceInput.shape.VirtualMFADeviceName, text)}
      />
    </FormDialog>
  );
}

type VerifyDialogProps = AssignMfaDialogProps & { device: NewMfaDevice };

function VerifyDialog({ device, userName, owner, onClose }: VerifyDialogProps) {
  const { form, submission } = useOperationForm(enableMfaDevice, {
    defaultValues: NO_CODES,
    toInput: ({ first, second }) => ({
      UserName: userName,
      SerialNumber: device.serialNumber,
      AuthenticationCode1: first,
      AuthenticationCode2: second,
    }),
    success: () => ({ text: `The MFA device of ${owner} is assigned. Its code is asked for at the next sign-in.` }),
    onSuccess: onClose,
  });
  const discard = useOperation(deleteVirtualMfaDevice, { onSuccess: onClose });
  // A device nobody proved to have is of no use, and would hold its name.
  const cancel = () => void discard.run({ SerialNumber: device.serialNumber }).then(onClose);
  return (
    <FormDialog title="Set up the authenticator app" submitLabel="Assign MFA" size="lg" {...submission} onClose={cancel}>
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
      <MfaCodeFields form={form} />
    </FormDialog>
  );
}
