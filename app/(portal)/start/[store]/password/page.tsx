import type { Metadata } from 'next';
import { AuthForm } from '@/app/(auth)/_components';
import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';
import { goToSession } from '@/lib/console/go-to';
import { paths } from '@/lib/console/paths';
import { changePersonPasswordAction, setPersonPasswordAction } from '@/lib/console/portal/actions';
import { currentPerson, portalInstance } from '@/lib/console/portal/portal-session';
import { linkedPerson, portalTitle } from '@/lib/console/portal/read-portal';
import { PASSWORD_RULES } from '@/lib/identity-store/password/limits';
import { PortalFrame } from '../_components/portal-frame';

export const metadata: Metadata = { title: 'Set your password' };

type PasswordPageProps = { params: Promise<{ store: string }>; searchParams: Promise<{ link?: string }> };

/** Sets a password with a mailed link, or changes that of the signed-in person. */
export default async function PortalPasswordPage({ params, searchParams }: PasswordPageProps) {
  const { store } = await params;
  const { link } = await searchParams;
  const instance = await portalInstance(store);
  const title = await portalTitle(instance);
  return (
    <PortalFrame title={title}>
      {typeof link === 'string' ? (
        <ByLink store={store} accountId={instance.accountId} link={link} />
      ) : (
        <OfPerson store={store} />
      )}
    </PortalFrame>
  );
}

const NEW_PASSWORD = [
  {
    name: 'password',
    label: 'New password',
    type: 'password',
    autoComplete: 'new-password',
    hint: `${PASSWORD_RULES} It differs from your last three.`,
  },
  { name: 'confirm', label: 'Confirm new password', type: 'password', autoComplete: 'new-password', sameAs: 'password' },
] as const;

async function ByLink({ store, accountId, link }: { store: string; accountId: string; link: string }) {
  const userName = await linkedPerson(store, accountId, link);
  if (userName === null)
    return (
      <>
        <h1 className="font-semibold text-xl">This link has ended</h1>
        <Alert kind="warning" className="mt-4">
          The link was used already or is older than seven days. Ask your administrator for another.
        </Alert>
        <p className="mt-4">
          <TextLink href={paths.portalSignIn(store)}>Sign in</TextLink>
        </p>
      </>
    );
  return (
    <>
      <h1 className="font-semibold text-xl">Set your password</h1>
      <p className="mt-1 break-words text-ink-2">
        For the user name <strong className="font-medium text-ink">{userName}</strong>.
      </p>
      <AuthForm action={setPersonPasswordAction} submit="Set password" hidden={{ store, link }} fields={NEW_PASSWORD} />
    </>
  );
}

async function OfPerson({ store }: { store: string }) {
  const person = await currentPerson(store);
  if (!person) return goToSession(null, paths.portalSignIn(store));
  const { passwordResetRequired } = person.user;
  return (
    <>
      <h1 className="font-semibold text-xl">Change your password</h1>
      {passwordResetRequired ? (
        <Alert kind="info" className="mt-3">
          Your administrator gave you a one-time password. Choose your own to continue.
        </Alert>
      ) : null}
      <AuthForm
        action={changePersonPasswordAction}
        submit="Change password"
        hidden={{ store, session: person.session.id }}
        fields={[
          {
            name: 'oldPassword',
            label: passwordResetRequired ? 'One-time password' : 'Current password',
            type: 'password',
            autoComplete: 'current-password',
          },
          ...NEW_PASSWORD,
        ]}
      />
      {passwordResetRequired ? null : (
        <p className="mt-6 border-line border-t pt-4">
          <TextLink href={paths.portal(store)}>Back to my accounts</TextLink>
        </p>
      )}
    </>
  );
}
