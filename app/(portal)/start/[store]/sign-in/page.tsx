import type { Metadata } from 'next';
import { AuthForm } from '@/app/(auth)/_components';
import { Alert } from '@/components/ui/alert';
import { goToSession } from '@/lib/console/go-to';
import { paths } from '@/lib/console/paths';
import { signInPersonAction } from '@/lib/console/portal/actions';
import { currentPerson, portalInstance, portalNext } from '@/lib/console/portal/portal-session';
import { portalTitle } from '@/lib/console/portal/read-portal';
import { PortalFrame } from '../_components/portal-frame';

export const metadata: Metadata = { title: 'Sign in' };

type SignInPageProps = { params: Promise<{ store: string }>; searchParams: Promise<{ next?: string; set?: string }> };

export default async function PortalSignInPage({ params, searchParams }: SignInPageProps) {
  const { store } = await params;
  const { next, set } = await searchParams;
  const instance = await portalInstance(store);
  const page = portalNext(store, typeof next === 'string' ? next : null);
  if (await currentPerson(store)) return goToSession(null, page ?? paths.portal(store));
  const title = await portalTitle(instance);
  return (
    <PortalFrame title={title}>
      <h1 className="font-semibold text-xl">Sign in to {title.name}</h1>
      <p className="mt-1 text-ink-2">
        With the user name of your organization. You then see the AWS accounts that you may use, and what you may do in each.
      </p>
      {set === 'password' ? (
        <Alert kind="success" className="mt-4">
          Your password is set. Sign in with it.
        </Alert>
      ) : null}
      <AuthForm
        action={signInPersonAction}
        submit="Sign in"
        next={page}
        hidden={{ store }}
        fields={[
          { name: 'userName', label: 'User name', autoComplete: 'username' },
          { name: 'password', label: 'Password', type: 'password', autoComplete: 'current-password' },
        ]}
      />
      <p className="mt-6 border-line border-t pt-4 text-ink-2">
        Did you forget your password? An administrator of IAM Identity Center can give you a new one.
      </p>
    </PortalFrame>
  );
}
