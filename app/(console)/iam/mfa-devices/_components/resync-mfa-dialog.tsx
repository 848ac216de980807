'use client';

import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { resyncMfaDevice } from '../actions';
import { MfaCodeFields, NO_CODES } from './mfa-code-fields';

type ResyncMfaDialogProps = { userName: string | undefined; serialNumber: string; onClose: () => void };

/** Renders a dialog that corrects the clock drift of an app or a token by two consecutive codes. */
export function ResyncMfaDialog({ userName, serialNumber, onClose }: ResyncMfaDialogProps) {
  const { form, submission } = useOperationForm(resyncMfaDevice, {
    defaultValues: NO_CODES,
    toInput: ({ first, second }) => ({
      UserName: userName,
      SerialNumber: serialNumber,
      AuthenticationCode1: first,
      AuthenticationCode2: second,
    }),
    success: () => ({ text: 'The MFA device was resynchronized.' }),
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title="Resync MFA device"
      description="Use this if correct codes are denied."
      submitLabel="Resync"
      {...submission}
      onClose={onClose}
    >
      <MfaCodeFields form={form} first="first" second="second" device="device" />
    </FormDialog>
  );
}
