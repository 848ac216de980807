import type { Metadata } from 'next';
import { ButtonLink } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { askedSession } from '@/lib/console/go-to';
import { paths } from '@/lib/console/paths';
import { rememberedAccount } from '@/lib/console/request';
import { accountOf } from '@/lib/console/session/session-address';
import { signInUserAction } from '@/lib/console/sign-in/auth-actions';
import { isFirstStart, isSignUpOpen } from '@/lib/console/sign-in/sign-up';
import { AuthForm, SignInTabs } from '../_components';
import { BackToLab } from './back-to-lab';
import { KeptSessions, newSession, SessionForm } from './kept-sessions';
import { signInTabs } from './tabs';

export const metadata: Metadata = { title: 'Sign in' };

type Query = { next?: string; account?: string; session?: string };

export default async function SignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { next, account, ...query } = await searchParams;
  const session = newSession(query.session);
  const asked = await askedSession();
  if (await isFirstStart()) return <FirstStart />;
  return (
    <>
      <BackToLab />
      <SignInTabs shown="IAM user" tabs={signInTabs({ next, session })} />
      <h1 className="font-semibold text-xl">Sign in as IAM user</h1>
      <p className="mt-1 text-ink-2">For everyday work. Each person has their own user, with only the permissions they need.</p>
      <SessionForm session={session} addHref={paths.signIn(next, 'new')}>
        <AuthForm
          action={signInUserAction}
          next={next}
          hidden={session ? { another: 'true' } : undefined}
          submit="Sign in"
          fields={[
            {
              name: 'account',
              label: 'Account ID (12 digits) or account alias',
              autoComplete: 'organization',
              initial: account ?? (asked === null ? await rememberedAccount() : accountOf(asked)),
            },
            { name: 'name', label: 'IAM user name', autoComplete: 'username' },
            { name: 'password', label: 'Password', type: 'password', autoComplete: 'current-password' },
          ]}
        />
      </SessionForm>
      {(await isSignUpOpen()) ? (
        <p className="mt-6 border-line border-t pt-4">
          <TextLink href={paths.signUp}>Create a new account</TextLink>
        </p>
      ) : null}
      <KeptSessions />
    </>
  );
}

/** The greeting of an installation without accounts. */
function FirstStart() {
  return (
    <>
      <h1 className="font-semibold text-xl">Create the first account</h1>
      <p className="mt-1 mb-5 text-ink-2">
        There are no accounts yet. You sign in as the root user of the first one with your email address and have full access to
        it.
      </p>
      <ButtonLink variant="primary" href={paths.signUp}>
        Create a new account
      </ButtonLink>
    </>
  );
}
