import type { Metadata } from 'next';
import { goToSession } from '@/lib/console/go-to';
import { paths } from '@/lib/console/paths';
import { portalInstance, portalNext } from '@/lib/console/portal/portal-session';
import { shownStep, waitingSignIn } from '@/lib/console/portal/portal-step';
import { portalTitle } from '@/lib/console/portal/read-portal';
import { PortalFrame } from '../_components/portal-frame';
import { RegisterAtSignIn } from '../_components/register-at-sign-in';
import { VerifyForm } from '../_components/verify-form';

export const metadata: Metadata = { title: 'Verify your identity' };

type VerifyPageProps = { params: Promise<{ store: string }>; searchParams: Promise<{ next?: string }> };

/** The second step of a sign-in: a device, the registration of one, or a mailed code. */
export default async function VerifyPage({ params, searchParams }: VerifyPageProps) {
  const { store } = await params;
  const { next } = await searchParams;
  const page = portalNext(store, typeof next === 'string' ? next : null);
  const waiting = await waitingSignIn(store);
  if (!waiting) return goToSession(null, paths.portalSignIn(store, page));
  const step = await shownStep(waiting);
  const goTo = page ?? paths.portal(store);
  return (
    <PortalFrame title={await portalTitle(await portalInstance(store))}>
      {waiting.step === 'REGISTER' ? (
        <RegisterAtSignIn store={store} kinds={step.kinds} goTo={goTo} />
      ) : (
        <VerifyForm store={store} step={step} next={page} goTo={goTo} />
      )}
    </PortalFrame>
  );
}
