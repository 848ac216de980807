import type { Metadata } from 'next';
import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';
import { DEFAULT_PASSWORD_RULES } from '@/lib/account/limits';
import { paths } from '@/lib/console/paths';
import { signUpAction } from '@/lib/console/sign-in/auth-actions';
import { isSignUpOpen } from '@/lib/console/sign-in/sign-up';
import { AuthForm } from '../_components';

export const metadata: Metadata = { title: 'Create an account' };

export default async function SignUpPage() {
  return (
    <>
      <h1 className="font-semibold text-xl">Create a new account</h1>
      {(await isSignUpOpen()) ? (
        <SignUpForm />
      ) : (
        <Alert className="mt-3" title="Sign-up is closed on this server">
          Ask the operator of this server for an account.
        </Alert>
      )}
      <p className="mt-6 border-line border-t pt-4">
        <TextLink href={paths.signIn()}>Sign in to an existing account</TextLink>
      </p>
    </>
  );
}

function SignUpForm() {
  return (
    <>
      <p className="mt-1 text-ink-2">
        Creates a standalone account with a root user. You can create an organization in it afterwards.
      </p>
      <AuthForm
        action={signUpAction}
        submit="Create account"
        fields={[
          { name: 'accountName', label: 'Account name', autoComplete: 'organization', hint: '1 to 50 characters.' },
          {
            name: 'email',
            label: 'Root user email address',
            type: 'email',
            autoComplete: 'email',
            hint: 'Each account needs its own address. Gatehouse sends no email.',
          },
          {
            name: 'password',
            label: 'Root user password',
            type: 'password',
            autoComplete: 'new-password',
            hint: DEFAULT_PASSWORD_RULES,
            check: { policy: null, taken: [] },
          },
          { name: 'confirm', label: 'Confirm password', type: 'password', autoComplete: 'new-password', sameAs: 'password' },
        ]}
      />
    </>
  );
}
