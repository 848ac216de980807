import type { Metadata } from 'next';
import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';
import { goTo } from '@/lib/console/go-to';
import { paths } from '@/lib/console/paths';
import { currentSession } from '@/lib/console/request';
import { runtime } from '@/lib/console/runtime';
import { changePasswordAction } from '@/lib/console/sign-in/auth-actions';
import { passwordFormOf } from '@/lib/console/sign-in/password-form';
import { AuthForm } from '../_components';
import { CODE_HINT } from '../_mfa-step';

export const metadata: Metadata = { title: 'Change your password' };

export default async function ChangePasswordPage() {
  const session = await currentSession();
  if (!session) return goTo(paths.signIn());
  const { rules, check, wantsCode } = await passwordFormOf((await runtime()).database, session);
  const root = session.identity.principal.type === 'Root';
  return (
    <>
      <h1 className="font-semibold text-xl">Change your password</h1>
      {session.passwordResetRequired ? (
        <Alert kind="info" className="mt-3">
          {session.passwordExpired
            ? 'Your password has expired. Choose a new one to continue.'
            : 'Your administrator requires you to choose a new password.'}
        </Alert>
      ) : null}
      {root ? (
        <p className="mt-1 text-ink-2">
          This is the password of the root user{' '}
          <strong className="break-words font-medium text-ink">{session.account.email}</strong>, who can do everything in the
          account named <strong className="break-words font-medium text-ink">{session.account.name}</strong>.
        </p>
      ) : null}
      <AuthForm
        action={changePasswordAction}
        submit="Change password"
        hidden={{ identity: session.identityTag }}
        fields={[
          { name: 'oldPassword', label: 'Current password', type: 'password', autoComplete: 'current-password' },
          {
            name: 'password',
            label: 'New password',
            type: 'password',
            autoComplete: 'new-password',
            hint: rules,
            check,
          },
          {
            name: 'confirm',
            label: 'Confirm new password',
            type: 'password',
            autoComplete: 'new-password',
            sameAs: 'password',
          },
          ...(wantsCode ? [{ name: 'mfaCode', label: 'MFA code', type: 'code', hint: CODE_HINT } as const] : []),
        ]}
      />
      {session.passwordResetRequired ? null : (
        <p className="mt-6 border-line border-t pt-4">
          <TextLink href={paths.securityCredentials}>Back to my security credentials</TextLink>
        </p>
      )}
    </>
  );
}
