'use client';

import { useState, useSyncExternalStore } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { revokedSessions } from '@/lib/console/shown-identity';

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
  const [pending, setPending] = useState(false);
  if (!isRevoked && heard !== beganAt) return null;
  const onClick = () => {
    setPending(true);
    void switchAgain().finally(() => setPending(false));
  };
  return (
    <Alert
      kind="warning"
      live
      className="mb-4"
      title="Your session of this role was revoked"
      action={
        <Button variant="primary" loading={pending} onClick={onClick}>
          Switch back and again
        </Button>
      }
    >
      Everything is denied to sessions of {role} that began before. A new session is not affected, if you may still begin one.
    </Alert>
  );
}
