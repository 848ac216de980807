'use client';

import dynamic from 'next/dynamic';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { paths } from '@/lib/console/paths';
import { ShownIdentity } from '@/lib/console/session/same-identity';
import { basePathOf, splitAddress } from '@/lib/console/session/session-address';
import { checkIdentity, IDENTITY_META, identityRefusals } from '@/lib/console/session/shown-identity';

const IdentityNotice = dynamic(() =>
  import('@/components/console/shell/identity-notice').then((module) => module.IdentityNotice),
);

type IdentityGuardProps = {
  /** `ConsoleSession.identityTag` of the identity in the top bar. */
  identity: string;
  /** The name of the identity. */
  name: string;
  children: ReactNode;
};

/** Provides the identity of this tab, and closes the page if another identity has signed in since. */
export function IdentityGuard({ identity, name, children }: IdentityGuardProps) {
  const refusal = useSyncExternalStore(identityRefusals.subscribe, identityRefusals.current, identityRefusals.onServer);
  useEffect(() => {
    const returned = () => {
      if (document.visibilityState === 'visible') void checkIdentity(identity);
    };
    window.addEventListener('focus', returned);
    document.addEventListener('visibilitychange', returned);
    return () => {
      window.removeEventListener('focus', returned);
      document.removeEventListener('visibilitychange', returned);
    };
  }, [identity]);
  const goOn = () => {
    if (refusal?.signedInAs !== null) window.location.reload();
    else {
      const { session, path } = splitAddress(window.location.pathname);
      window.location.assign(basePathOf(session) + paths.signIn(path + window.location.search));
    }
  };
  return (
    <ShownIdentity value={identity}>
      <meta name={IDENTITY_META} content={identity} />
      {children}
      {refusal?.shown === identity ? <IdentityNotice shown={name} signedInAs={refusal.signedInAs} onGoOn={goOn} /> : null}
    </ShownIdentity>
  );
}
