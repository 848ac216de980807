'use client';

import { lazy, Suspense, useSyncExternalStore } from 'react';
import { revokedSessions } from '@/lib/console/shown-identity';

/** Loaded when there is something to say, which is rare. */
const RevokedSessionAlert = lazy(() =>
  import('./revoked-session-alert').then((module) => ({ default: module.RevokedSessionAlert })),
);

type RevokedSessionNoticeProps = {
  /** When the session began that this page acts in, ISO 8601. */
  beganAt: string;
  /** Whether it was revoked by the time the page was made; a denial may tell so later. */
  isRevoked: boolean;
  role: string;
  switchAgain: () => Promise<void>;
};

/** Above a page whose session of a role was revoked: every read in it is denied, which a new session is not. */
export function RevokedSessionNotice({ beganAt, isRevoked, role, switchAgain }: RevokedSessionNoticeProps) {
  const heard = useSyncExternalStore(revokedSessions.subscribe, revokedSessions.current, revokedSessions.onServer);
  if (!isRevoked && heard !== beganAt) return null;
  return (
    <Suspense>
      <RevokedSessionAlert role={role} switchAgain={switchAgain} />
    </Suspense>
  );
}
