'use client';

import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { useRead } from '@/components/console/kit/use-read';
import { useRouter } from '@/components/ui/navigation';
import { ROOT_EMAIL_RULE, RootEmail } from '@/lib/account/schema';
import { MfaCodeField } from '../../iam/mfa-devices/mfa-code-field';
import { mfaDevicesQuery } from '../../iam/mfa-devices/queries';
import { changeRootEmail } from '../actions';

type Account = { Email: string };

/** Changes the root user's sign-in address. Mounted while it is open. */
export function EmailDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const router = useRouter();
  const devices = useRead(mfaDevicesQuery());
  const wantsCode = (devices.data?.MFADevices ?? []).some(({ Kind }) => Kind !== 'fido');
  const { form, submission } = useOperationForm(changeRootEmail, {
    defaultValues: { email: '', password: '', code: '' },
    toInput: ({ email, password, code }) => ({ Email: email, Password: password, TokenCode: wantsCode ? code : undefined }),
    success: (_, { Email }) => ({ text: `The root user now signs in as ${Email}.` }),
    onSuccess: () => {
      onClose();
      router.refresh();
    },
  });
  return (
    <FormDialog
      title="Change email address"
      description={`The root user signs in with this address (currently ${account.Email}). Gatehouse sends no email to either address.`}
      submitLabel="Change address"
      {...submission}
      onClose={onClose}
    >
      <TextField
        form={form}
        name="email"
        label="New email address"
        problem={(text) => (RootEmail.safeParse(text).success ? undefined : ROOT_EMAIL_RULE)}
        type="email"
      />
      <TextField
        form={form}
        name="password"
        label="Root user password"
        problem={(text) => (text === '' ? 'Enter the password of the root user.' : undefined)}
        type="password"
        autoComplete="current-password"
      />
      {wantsCode ? (
        <MfaCodeField form={form} name="code" label="MFA code" hint="The current code of an MFA device of the root user." />
      ) : null}
    </FormDialog>
  );
}
