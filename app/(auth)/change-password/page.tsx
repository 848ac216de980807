import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Alert } from '@/components/ui/alert';
import { changePasswordAction } from '@/lib/console/auth-actions';
import { paths } from '@/lib/console/paths';
import { currentSession } from '@/lib/console/request';
import { AuthForm } from '../_components';

export const metadata: Metadata = { title: 'Change your password' };

export default async function ChangePasswordPage() {
  const session = await currentSession();
  if (!session) redirect(paths.signIn());
  return (
    <>
      <h1 className="font-semibold text-xl">Change your password</h1>
      {session.passwordResetRequired ? (
        <Alert kind="info" className="mt-3">
          Your administrator asks you to choose a new password before you go on.
        </Alert>
      ) : null}
      <AuthForm
        action={changePasswordAction}
        submit="Change password"
        fields={[
          { name: 'oldPassword', label: 'Current password', type: 'password', autoComplete: 'current-password' },
          {
            name: 'password',
            label: 'New password',
            type: 'password',
            autoComplete: 'new-password',
            hint: 'At least 8 characters, with three of: upper case, lower case, digits, symbols, unless the account has a policy of its own.',
          },
          { name: 'confirm', label: 'Confirm the new password', type: 'password', autoComplete: 'new-password' },
        ]}
      />
    </>
  );
}
