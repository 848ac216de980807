'use client';

import { useState } from 'react';
import { LabContents, progressOf } from '@/app/(console)/_lab/lab-contents';
import type { OwnAttempt } from '@/app/(console)/_lab/own-attempt';
import { Alert } from '@/components/ui/alert';
import { Progress } from '@/components/ui/progress';
import { useLive } from '../../_client/use-live';
import { OfferNote } from '../../_screen/offer';

/** An attempt on its own page: before the student acts as a persona, on another device, and to read it afterwards. */
export function AttemptPanel({ begin }: { begin: OwnAttempt }) {
  const [version, setVersion] = useState(0);
  const { data: attempt, isLost } = useLive(`/api/lab/${begin.id}`, begin, version);
  const { done, of } = progressOf(attempt);
  return (
    <div className="rounded-lg border border-line bg-surface">
      <div className="border-line border-b px-4 py-3">
        <Progress label="Checks" value={done} max={Math.max(of, 1)} tone="allow" bare />
        <p className="mt-1 text-ink-2 text-sm tabular-nums" role="status">
          {done} of {of} checks, {attempt.points} of {attempt.of} points
        </p>
      </div>
      <OfferNote offer={attempt.offer} onEnded={() => setVersion((before) => before + 1)} />
      {isLost ? (
        <Alert kind="warning" live className="m-4">
          The server cannot be reached, or the class has ended. This page may be out of date.
        </Alert>
      ) : null}
      <LabContents attempt={attempt} accountId={null} acting={null} onChange={() => setVersion((before) => before + 1)} />
    </div>
  );
}
