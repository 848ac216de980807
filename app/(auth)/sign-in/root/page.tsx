import type { Metadata } from 'next';
import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { signInRootAction } from '@/lib/console/sign-in/auth-actions';
import { rootToSignIn } from '@/lib/console/sign-in/root-to-sign-in';
import { isSignUpOpen } from '@/lib/console/sign-in/sign-up';
import { AuthForm, SignInTabs } from '../../_components';
import { BackToLab } from '../back-to-lab';
import { KeptSessions, newSession, SessionForm } from '../kept-sessions';
import { signInTabs } from '../tabs';

export const metadata: Metadata = { title: 'Root user sign in' };

type Query = { next?: string; recovered?: string; opened?: string; closed?: string; session?: string; account?: string };

export default async function RootSignInPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { next, recovered, opened, closed, account, ...query } = await searchParams;
  const session = newSession(query.session);
  const root = await rootToSignIn(account);
  return (
    <>
      <BackToLab />
      <SignInTabs shown="Root user" tabs={signInTabs({ next, session, account })} />
      <h1 className="font-semibold text-xl">Root user sign in</h1>
      {root ? (
        <p className="mt-1 text-ink-2">
          For the account <b className="font-medium text-ink">{root.name}</b> (
          <span className="font-mono text-sm">{root.id}</span>
          ).
        </p>
      ) : null}
      {recovered ? (
        <Alert kind="success" className="mt-3">
          The root user’s password is set. Sign in with it.
        </Alert>
      ) : null}
      {opened ? (
        <Alert kind="success" className="mt-3">
          Your account is ready. Sign in with its email address and password. If an account with this address already existed, it
          was not changed.
        </Alert>
      ) : null}
      {closed ? (
        <Alert kind="success" className="mt-3">
          The account is closed. Its root user can sign in here and reopen it within 90 days.
        </Alert>
      ) : null}
      <Alert kind="info" className="mt-3">
        The root user has full access to its account. Use it to create the first administrator, and after that only for the few
        tasks that require it.
      </Alert>
      <SessionForm session={session} addHref={paths.signInRoot({ next, session: 'new', account })}>
        <AuthForm
          action={signInRootAction}
          next={next}
          hidden={session ? { another: 'true' } : undefined}
          submit="Sign in"
          fields={[
            {
              name: 'email',
              label: 'Root user email address',
              type: 'email',
              autoComplete: 'username',
              initial: root?.email,
            },
            { name: 'password', label: 'Password', type: 'password', autoComplete: 'current-password' },
          ]}
        />
      </SessionForm>
      <ul className="mt-6 flex flex-col gap-2 border-line border-t pt-4">
        <li>
          <TextLink href={paths.recoverRoot()}>Forgot the password?</TextLink>
        </li>
        {(await isSignUpOpen()) ? (
          <li>
            <TextLink href={paths.signUp}>Create a new account</TextLink>
          </li>
        ) : null}
      </ul>
      <KeptSessions />
    </>
  );
}
