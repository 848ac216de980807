'use client';

import { lazy, Suspense, useSyncExternalStore } from 'react';
import { revokedSessions } from '@/lib/console/session/shown-identity';

/** Loaded on demand, because this is rare. */
const RevokedSessionAlert = lazy(() =>
  import('./revoked-session-alert').then((module) => ({ default: module.RevokedSessionAlert })),
);

type RevokedSessionNoticeProps = {
  /** The start of the page's session, as an ISO 8601 time. */
  beganAt: string;
  /** True if the session was revoked before the page was rendered. A later denial can also show it. */
  isRevoked: boolean;
  role: string;
  switchAgain: () => Promise<void>;
};

/** Shown above a page whose role session was revoked: all its reads are denied, but those of a new session are not. */
export function RevokedSessionNotice({ beganAt, isRevoked, role, switchAgain }: RevokedSessionNoticeProps) {
  const heard = useSyncExternalStore(revokedSessions.subscribe, revokedSessions.current, revokedSessions.onServer);
  if (!isRevoked && heard !== beganAt) return null;
  return (
    <Suspense>
      <RevokedSessionAlert role={role} switchAgain={switchAgain} />
    </Suspense>
  );
}
