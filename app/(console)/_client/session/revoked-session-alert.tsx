'use client';

import { useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';

type RevokedSessionAlertProps = { role: string; switchAgain: () => Promise<void> };

/** Says that this role session was revoked, with a link to a new one. */
export function RevokedSessionAlert({ role, switchAgain }: RevokedSessionAlertProps) {
  const [pending, setPending] = useState(false);
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
          Switch back, then switch role again
        </Button>
      }
    >
      All requests are denied for sessions of {role} that started earlier. A new session is not affected.
    </Alert>
  );
}
