'use client';

import { FlaskConical, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useLive } from '@/app/(learn)/_client/use-live';
import { OfferNote } from '@/app/(learn)/_screen/offer';
import { toldLine } from '@/components/console/page/told-text';
import { Alert } from '@/components/ui/alert';
import { Button, IconButton } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import { Skeleton } from '@/components/ui/skeleton';
import { useLabIsHere } from './lab-authenticator';
import { LabContents, progressOf } from './lab-contents';
import type { OwnAttempt } from './own-attempt';

const CLOSED = 'gatehouse-lab-closed';

type LabPanelProps = {
  attemptId: string;
  /** Whose pages are beside it. */
  accountId: string;
  /** The persona who acts in this tab, where it is one. */
  acting: string | null;
};

/** The scenario that a student works at, beside the pages of its accounts. */
export function LabPanel({ attemptId, accountId, acting }: LabPanelProps) {
  useLabIsHere();
  const [open, setOpen] = useState(true);
  const [version, setVersion] = useState(0);
  const { data: attempt, isLost } = useLive<OwnAttempt | undefined>(`/api/lab/${attemptId}`, undefined, version);
  // Small windows begin with the page, and who has put it away has done so for the next page too.
  useEffect(() => {
    if (window.innerWidth < 1280 || localStorage.getItem(CLOSED) !== null) setOpen(false);
  }, []);
  const show = (shown: boolean) => {
    setOpen(shown);
    if (shown) localStorage.removeItem(CLOSED);
    else localStorage.setItem(CLOSED, 'true');
  };
  const { done, of } = attempt ? progressOf(attempt) : { done: 0, of: 0 };
  const ask = () => setVersion((before) => before + 1);
  const note = <OfferNote offer={attempt?.offer ?? null} onEnded={ask} />;
  if (!open) {
    return (
      <div className="fixed right-4 bottom-4 z-20 flex max-w-96 flex-col items-end gap-2 print:hidden">
        {note}
        <Button variant="primary" className="shadow-popup" aria-expanded={false} onClick={() => show(true)}>
          <FlaskConical aria-hidden size={14} />
          Lab, {done} of {of} checks
        </Button>
      </div>
    );
  }
  return (
    <aside
      aria-label="Lab"
      data-shell-chrome
      className="fixed inset-y-12 right-0 bottom-0 z-20 w-96 max-w-full overflow-y-auto border-line border-l bg-surface xl:sticky xl:top-12 xl:h-[calc(100dvh-3rem)] xl:shrink-0"
    >
      <header className="sticky top-0 z-10 border-line border-b bg-surface px-4 py-3">
        <div className="flex items-start gap-2">
          <h2 className="min-w-0 flex-1 break-words font-semibold text-lg">{attempt ? toldLine(attempt.title) : 'Lab'}</h2>
          <IconButton label="Put the lab away" tooltip={false} size="sm" onClick={() => show(false)}>
            <X aria-hidden size={16} />
          </IconButton>
        </div>
        <Progress label="Checks" value={done} max={Math.max(of, 1)} tone="allow" bare className="mt-2" />
        <p className="mt-1 text-ink-2 text-sm tabular-nums" role="status">
          {done} of {of} checks, {attempt?.points ?? 0} of {attempt?.of ?? 0} points
        </p>
        {note}
      </header>
      {isLost ? (
        <Alert kind="warning" live className="m-4">
          The server cannot be reached, or the class has ended. What you see may be old.
        </Alert>
      ) : null}
      {attempt ? (
        <LabContents attempt={attempt} accountId={accountId} acting={acting} onChange={ask} />
      ) : (
        <Skeleton className="m-4 h-64" />
      )}
    </aside>
  );
}
