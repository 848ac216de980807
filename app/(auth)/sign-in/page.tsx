import type { Metadata } from 'next';
import { TextLink } from '@/components/ui/text-link';
import { signInUserAction } from '@/lib/console/auth-actions';
import { paths } from '@/lib/console/paths';
import { rememberedAccount } from '@/lib/console/request';
import { isSignUpOpen } from '@/lib/console/sign-up';
import { AuthForm, SignInTabs } from '../_components';
import { signInTabs } from './tabs';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: { searchParams: Promise<{ next?: string; account?: string }> }) {
  const { next, account } = await searchParams;
  return (
    <>
      <SignInTabs shown="IAM user" tabs={signInTabs(next)} />
      <h1 className="font-semibold text-xl">Sign in as IAM user</h1>
      <p className="mt-1 text-ink-2">
        For everyday work. Every person has a user of their own, with only the permissions they need.
      </p>
      <AuthForm
        action={signInUserAction}
        next={next}
        submit="Sign in"
        fields={[
          {
            name: 'account',
            label: 'Account ID (12 digits) or account alias',
            autoComplete: 'organization',
            initial: account ?? (await rememberedAccount()),
          },
          { name: 'name', label: 'IAM user name', autoComplete: 'username' },
          { name: 'password', label: 'Password', type: 'password', autoComplete: 'current-password' },
        ]}
      />
      {isSignUpOpen() ? (
        <p className="mt-6 border-line border-t pt-4">
          <TextLink href={paths.signUp}>Create a new account</TextLink>
        </p>
      ) : null}
    </>
  );
}
