'use client';

import { ChevronUp, FlaskConical, X } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useLive } from '@/app/(learn)/_client/use-live';
import { OfferNote } from '@/app/(learn)/_screen/offer';
import { toldLine } from '@/components/console/page/told-text';
import { Alert } from '@/components/ui/alert';
import { IconButton } from '@/components/ui/button';
import { Progress } from '@/components/ui/progress';
import { Skeleton } from '@/components/ui/skeleton';
import { useLabIsHere } from './lab-authenticator';
import { LabContents, progressOf } from './lab-contents';
import type { OwnAttempt } from './own-attempt';

const CLOSED = 'gatehouse-lab-closed';

type LabPanelProps = {
  attemptId: string;
  /** The account whose pages are next to it. */
  accountId: string;
  /** The persona that acts in this tab, if it is one. */
  acting: string | null;
};

/** The scenario that a student works on, next to the pages of its accounts. */
export function LabPanel({ attemptId, accountId, acting }: LabPanelProps) {
  useLabIsHere();
  const [open, setOpen] = useState(true);
  const [version, setVersion] = useState(0);
  const { data: attempt, isLost } = useLive<OwnAttempt | undefined>(`/api/lab/${attemptId}`, undefined, version);
  // Small windows start with the page, and a hidden lab stays hidden on the next page.
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
  const panel = useRef<HTMLElement>(null);
  const bar = useCovers();
  // In a small window, a link in the panel opens the page below it, so the panel folds to a bar.
  useEffect(() => {
    const element = open ? panel.current : null;
    const fold = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
      if (link && link.getAttribute('target') === null && window.innerWidth < 1280) setOpen(false);
    };
    element?.addEventListener('click', fold);
    return () => element?.removeEventListener('click', fold);
  }, [open]);
  const at = attempt?.steps.findIndex(({ isOpen, isPassed }) => isOpen && !isPassed) ?? -1;
  const step = attempt?.steps[at];
  if (!open) {
    return (
      <div
        ref={bar}
        data-shell-chrome
        className="fixed inset-x-0 bottom-(--dock-bottom) z-20 border-line border-t bg-surface print:hidden sm:inset-x-auto sm:right-[calc(1rem+var(--dock-right))] sm:bottom-[calc(1rem+var(--dock-bottom))] sm:max-w-96 sm:rounded-lg sm:border sm:shadow-popup"
      >
        <div className="px-3 empty:hidden">{note}</div>
        <button
          type="button"
          aria-expanded={false}
          onClick={() => show(true)}
          className="flex w-full items-center gap-3 px-3 py-2.5 text-left hover:bg-hover sm:rounded-lg"
        >
          <FlaskConical aria-hidden size={16} className="shrink-0 text-accent" />
          <span className="min-w-0 flex-1">
            <span className="block truncate font-semibold">
              {step ? `Step ${at + 1}: ${toldLine(step.title)}` : attempt ? 'All open steps passed' : 'Loading'}
            </span>
            <span className="block text-ink-2 text-sm tabular-nums">
              Lab, {done} of {of} checks
            </span>
          </span>
          <ChevronUp aria-hidden size={16} className="shrink-0 text-ink-3" />
        </button>
      </div>
    );
  }
  return (
    <aside
      ref={panel}
      aria-label="Lab"
      data-shell-chrome
      className="fixed inset-y-12 right-(--dock-right) bottom-(--dock-bottom) z-20 w-96 max-w-full overflow-y-auto border-line border-l bg-surface xl:sticky xl:top-12 xl:right-0 xl:h-[calc(100dvh-3rem-var(--dock-bottom))] xl:shrink-0"
    >
      <header className="sticky top-0 z-10 border-line border-b bg-surface px-4 py-3">
        <div className="flex items-start gap-2">
          <h2 className="min-w-0 flex-1 break-words font-semibold text-lg">{attempt ? toldLine(attempt.title) : 'Lab'}</h2>
          <IconButton label="Hide lab" tooltip={false} size="sm" onClick={() => show(false)}>
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
          The server cannot be reached, or the class has ended. This page may be out of date.
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

/** Returns a ref for an element over the end of the window. Until it goes, rows of buttons and focused elements stay above it. */
function useCovers() {
  return useCallback((element: HTMLDivElement | null) => {
    if (!element) return;
    const root = document.documentElement.style;
    const observer = new ResizeObserver(() => {
      const dock = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--dock-bottom'));
      root.setProperty('--folded-lab', `${window.innerHeight - element.getBoundingClientRect().top - dock}px`);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      root.removeProperty('--folded-lab');
    };
  }, []);
}
