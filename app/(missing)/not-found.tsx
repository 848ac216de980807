import { PageHeader } from '@/components/console/page/page-header';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import { currentSession } from '@/lib/console/request';
import AuthLayout from '../(auth)/layout';
import { ConsoleFrame } from '../(console)/console-frame';
import PageNotFound from '../(console)/not-found';

export { metadata } from '../(console)/not-found';

/** Shows that an address has no page: inside the console for signed-in users, and with a sign-in link for everyone else. */
export default async function AddressNotFound() {
  const session = await currentSession();
  if (session && !session.passwordResetRequired) {
    return (
      <ConsoleFrame session={session}>
        <PageNotFound />
      </ConsoleFrame>
    );
  }
  return (
    <AuthLayout>
      <PageHeader title="Page not found" description="No page exists at this address. It may be mistyped or incomplete." />
      <ButtonLink variant="primary" href={paths.signIn()}>
        Sign in
      </ButtonLink>
    </AuthLayout>
  );
}
