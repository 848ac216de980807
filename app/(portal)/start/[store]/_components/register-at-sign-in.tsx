'use client';

import { useRouter } from '@/components/ui/navigation';
import type { StoreMfaKind } from '@/lib/identity-store/mfa/limits';
import { RegisterDevice } from './register-device';

type RegisterAtSignInProps = { store: string; kinds: readonly StoreMfaKind[]; goTo: string };

/** Registers a person's first device, which completes the sign-in. */
export function RegisterAtSignIn({ store, kinds, goTo }: RegisterAtSignInProps) {
  const router = useRouter();
  return (
    <>
      <h1 className="font-semibold text-xl">Register an MFA device</h1>
      <p className="mt-1 mb-5 text-ink-2">
        Your organization requires multi-factor authentication. You need this device at your next sign-ins.
      </p>
      <RegisterDevice at={{ store }} kinds={kinds} onDone={() => router.push(goTo)} />
    </>
  );
}
