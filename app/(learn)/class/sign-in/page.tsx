import type { Metadata } from 'next';
import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';
import { currentPerson } from '@/lib/console/classroom';
import { goTo } from '@/lib/console/go-to';
import { paths } from '@/lib/console/paths';
import { PlainPage } from '../../_client/plain-page';
import { SignInForm } from './sign-in-form';

export const metadata: Metadata = { title: 'Sign in to classes' };

export default async function ClassSignInPage({ searchParams }: { searchParams: Promise<{ ready?: string }> }) {
  if (await currentPerson()) await goTo(paths.classes);
  return (
    <PlainPage>
      <h1 className="font-semibold text-xl">Sign in to classes</h1>
      <p className="mt-1 text-ink-2">For instructors and operators of this installation.</p>
      {(await searchParams).ready ? (
        <Alert kind="success" className="mt-4">
          Your password is set. Sign in with it.
        </Alert>
      ) : null}
      <SignInForm />
      <p className="mt-6 border-line border-t pt-4 text-ink-2">
        Are you a student? <TextLink href={paths.join()}>Join your class</TextLink>. Do you have an account here?{' '}
        <TextLink href={paths.signIn()}>Sign in to the console</TextLink>.
      </p>
    </PlainPage>
  );
}
