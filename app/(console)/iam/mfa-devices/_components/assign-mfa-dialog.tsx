'use client';

import { useState } from 'react';
import { SecretText } from '@/app/(console)/_client/secrets/secret';
import { forgetDevice, scanDevice, useHasLab } from '@/app/(console)/_lab/lab-authenticator';
import { useClassAction } from '@/app/(learn)/_client/use-class-action';
import { readCodes } from '@/app/(learn)/lab/actions';
import { fieldProblem } from '@/components/console/form/field-problem';
import { FormDialog } from '@/components/console/form/form-dialog';
import { makePasskey, whyNoPasskeys } from '@/components/console/form/passkey';
import { TextField } from '@/components/console/form/text-field';
import { useOperation } from '@/components/console/kit/use-operation';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { Button } from '@/components/ui/button';
import { RadioGroup, type RadioOption } from '@/components/ui/field/radio-group';
import type { NewMfaDevice } from '@/lib/console/recipes/user/mfa-device';
import type { ConsoleAction, ConsoleResult } from '@/lib/console/result';
import { MFA_KINDS, type MfaKind } from '@/lib/iam/mfa/limits';
import { CreateVirtualMFADeviceInput, SecurityKeyName, TokenSerialNumber } from '@/lib/iam/mfa/schema';
import {
  beginSecurityKeyRegistration,
  createVirtualMfaDevice,
  deleteVirtualMfaDevice,
  enableMfaDevice,
  enableSecurityKey,
} from '../actions';
import { MfaCodeFields, NO_CODES } from './mfa-code-fields';

type AssignMfaDialogProps = { userName: string | undefined; owner: string; onClose: () => void };

const WORDS: Readonly<Record<MfaKind, string>> = {
  fido: 'A fingerprint, face, screen lock or USB key. Resistant to phishing. Only for console sign-in.',
  virtual: 'A code from an app on a phone or computer. Also works for API calls.',
  hardware: 'A code from a small device that an administrator has imported.',
};
/** Returns the kinds of devices, with those that work here first. @param noPasskeys why passkeys don't work; null if they do */
function kindsFor(noPasskeys: string | null): RadioOption<MfaKind>[] {
  const order: readonly MfaKind[] = noPasskeys === null ? ['fido', 'virtual', 'hardware'] : ['virtual', 'hardware', 'fido'];
  return order.map((value) => {
    const reason = value === 'fido' ? noPasskeys : null;
    return { value, label: MFA_KINDS[value], description: reason ?? WORDS[value], disabled: reason !== null };
  });
}
const SUBMIT: Readonly<Record<MfaKind, string>> = { fido: 'Next', virtual: 'Next', hardware: 'Assign MFA' };

type Assignment = { kind: MfaKind; UserName: string | undefined; name: string; serial: string; first: string; second: string };

/** Assigns a device. For an authenticator app, this is the first part, before its two codes. */
const assign: ConsoleAction<Assignment, NewMfaDevice | null> = async (shown, { kind, UserName, name, ...given }) => {
  if (kind === 'virtual') return createVirtualMfaDevice(shown, name);
  const codes = { SerialNumber: given.serial, AuthenticationCode1: given.first, AuthenticationCode2: given.second };
  const result = await (kind === 'fido'
    ? register(shown, { UserName, DeviceName: name })
    : enableMfaDevice(shown, { UserName, ...codes }));
  return result.ok ? { ok: true, data: null } : result;
};

async function register(
  shown: string,
  input: { UserName: string | undefined; DeviceName: string },
): Promise<ConsoleResult<unknown>> {
  const begun = await beginSecurityKeyRegistration(shown, input);
  if (!begun.ok) return begun;
  const asked = await makePasskey(begun.data.RegistrationOptions);
  if (!asked.ok) return { ok: false, error: { code: 'NotRegistered', message: asked.problem, requestId: '' } };
  return enableSecurityKey(shown, { ...input, RegistrationResponse: asked.answer });
}

/** Renders a dialog that assigns a device of one of three kinds. */
export function AssignMfaDialog({ userName, owner, onClose }: AssignMfaDialogProps) {
  const [noPasskeys] = useState(whyNoPasskeys);
  const [kind, setKind] = useState<MfaKind>(noPasskeys === null ? 'fido' : 'virtual');
  const [device, setDevice] = useState<NewMfaDevice>();
  const { form, submission } = useOperationForm(assign, {
    defaultValues: { name: userName ?? 'root-account-mfa', serial: '', ...NO_CODES },
    fields: { VirtualMFADeviceName: 'name', DeviceName: 'name', SerialNumber: 'serial' },
    toInput: (values) => ({ kind, UserName: userName, ...values }),
    success: (_input, made) =>
      made ? undefined : { text: `The MFA device of ${owner} is assigned. It is required at the next sign-in.` },
    onSuccess: (made) => (made ? setDevice(made) : onClose()),
  });
  if (device) return <VerifyDialog device={device} userName={userName} owner={owner} onClose={onClose} />;
  const schema = kind === 'fido' ? SecurityKeyName : CreateVirtualMFADeviceInput.shape.VirtualMFADeviceName;
  return (
    <FormDialog
      title="Assign MFA device"
      description={`A second factor for ${owner}, in addition to the password. Up to eight devices of any type.`}
      submitLabel={SUBMIT[kind]}
      {...submission}
      onClose={onClose}
    >
      <RadioGroup label="MFA device type" tiles value={kind} onValueChange={setKind} options={kindsFor(noPasskeys)} />
      {kind === 'hardware' ? (
        <>
          <TextField
            form={form}
            name="serial"
            label="Serial number"
            hint="On the back of the token. An administrator must first import it under Hardware tokens."
            problem={(text) => fieldProblem(TokenSerialNumber, text, 'Only letters, digits and + = : , . @ _ -')}
            mono
          />
          <MfaCodeFields form={form} first="first" second="second" device="token" />
        </>
      ) : (
        <TextField
          form={form}
          name="name"
          label="Device name"
          hint={kind === 'fido' ? 'Distinguishes it from your other devices.' : 'Part of its ARN. Unique in the account.'}
          problem={(text) => fieldProblem(schema, text)}
        />
      )}
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
    success: () => ({ text: `The MFA device of ${owner} is assigned. It is required at the next sign-in.` }),
    onSuccess: onClose,
  });
  const hasLab = useHasLab();
  const scan = useClassAction(readCodes, {
    onSuccess: ({ now, next }) => {
      scanDevice({ name: device.serialNumber.replace(/^.*mfa\//, ''), seed: device.seed });
      form.setValue('first', now, { shouldDirty: true, shouldValidate: true });
      form.setValue('second', next, { shouldDirty: true, shouldValidate: true });
    },
  });
  const discard = useOperation(deleteVirtualMfaDevice, { onSuccess: onClose });
  // An unconfirmed device is useless, and would block its name.
  const cancel = () => {
    forgetDevice(device.seed);
    void discard.run({ SerialNumber: device.serialNumber }).then(onClose);
  };
  return (
    <FormDialog title="Set up the authenticator app" submitLabel="Assign MFA" size="lg" {...submission} onClose={cancel}>
      <div className="grid items-start gap-5 sm:grid-cols-[auto_1fr]">
        {/* biome-ignore lint/performance/noImgElement: a data URL that is shown once; nothing to optimize */}
        <img
          data-secret
          src={device.qrCode}
          alt="QR code of the secret key"
          className="size-44 rounded-md border border-line bg-[white] p-1 [image-rendering:pixelated]"
        />
        <div className="min-w-0 space-y-3">
          <p>Scan the QR code with the app, or enter the secret key. Neither is shown again.</p>
          <div>
            <p className="text-ink-3 text-sm">Secret key</p>
            <SecretText secret={device.seed} what="secret key" />
          </div>
          <p>Then enter two consecutive codes.</p>
          {hasLab ? (
            <Button loading={scan.running} onClick={() => void scan.run(device.seed)}>
              Scan with the lab’s authenticator
            </Button>
          ) : null}
        </div>
      </div>
      <MfaCodeFields form={form} first="first" second="second" device="app" />
    </FormDialog>
  );
}
