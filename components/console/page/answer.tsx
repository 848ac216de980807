'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { readerMoves } from './reader-moves';

type AnswerProps = {
  /** The name of the region for screen readers. */
  label: string;
  /** The question. Another value is another question, or the same one asked again. Null while nobody asked. */
  asked: string | null;
  /** True while what is shown still answers the question before. */
  waiting?: boolean;
  /** True if the reader chooses in a list or tree: the focus stays there. */
  keepsFocus?: boolean;
  className?: string;
  children: ReactNode;
};

/**
 * Holds the answer to a question that was asked on the page. When its verdict appears, it comes into sight and takes the focus, so that a
 * screen reader reads it. A reader who went on to something else meanwhile is not interrupted: then the verdict is announced. Back and Reload
 * restore the place where the reader was, and move nothing.
 */
export function Answer({ label, asked, waiting = false, keepsFocus = false, className, children }: AnswerProps) {
  const region = useRef<HTMLElement>(null);
  const since = useRef<{ asked: string; at: number } | null>(null);
  const [announced, setAnnounced] = useState('');
  useEffect(() => {
    if (asked === null || region.current === null) return;
    if (since.current?.asked !== asked) since.current = { asked, at: performance.now() };
    if (waiting) return;
    const { at } = since.current;
    const within = region.current;
    const stops: (() => void)[] = [];
    const stop = () => {
      for (const each of stops.splice(0)) each();
    };
    // What loads above it pushes it out of sight again.
    const hold = (verdict: HTMLElement) => {
      const resizes = new ResizeObserver(() => {
        if (readerMoves().lastInput > at || !verdict.isConnected) stop();
        else bringIntoSight(within, verdict);
      });
      resizes.observe(document.body);
      const timer = setTimeout(stop, SETTLES_MS);
      stops.push(
        () => resizes.disconnect(),
        () => clearTimeout(timer),
      );
    };
    const show = (): boolean => {
      const verdict = within.querySelector<HTMLElement>('[data-verdict]');
      if (verdict === null) return false;
      const { lastInput, wentBack } = readerMoves();
      if (wentBack) return true;
      if (lastInput > at) setAnnounced(verdict.innerText);
      else {
        setAnnounced('');
        bringIntoSight(within, verdict);
        if (!keepsFocus) verdict.focus({ preventScroll: true });
        hold(verdict);
      }
      return true;
    };
    if (show()) return stop;
    const observer = new MutationObserver(() => {
      if (show()) observer.disconnect();
    });
    observer.observe(within, { childList: true, subtree: true });
    stops.push(() => observer.disconnect());
    return stop;
  }, [asked, waiting, keepsFocus]);
  return (
    <section ref={region} aria-label={label} className={className}>
      {children}
      <span aria-live="polite" className="sr-only">
        {announced}
      </span>
    </section>
  );
}

/** A page has its height so long after the verdict appeared, at the latest. */
const SETTLES_MS = 3_000;

/** The space between the edge of what is in sight and an answer, in pixels. */
const MARGIN = 16;

type Sight = { top: number; bottom: number };

/** Scrolls only where the verdict is not in sight: then the answer begins at the top. Moves boxes that scroll by themselves, then the page. */
function bringIntoSight(answer: HTMLElement, verdict: HTMLElement): void {
  const page = { top: topOfSight(), bottom: window.innerHeight - MARGIN };
  for (let box = answer.parentElement; box; box = box.parentElement) {
    if (box === document.documentElement || box.scrollHeight <= box.clientHeight) continue;
    if (!/auto|scroll/.test(getComputedStyle(box).overflowY)) continue;
    const { top, bottom } = box.getBoundingClientRect();
    box.scrollTop += distanceInto({ top: Math.max(top, page.top), bottom: Math.min(bottom, page.bottom) }, answer, verdict);
  }
  window.scrollBy({ top: distanceInto(page, answer, verdict), behavior: 'instant' });
}

/** Returns how far to scroll, in pixels; 0 if the verdict is in sight. */
function distanceInto({ top, bottom }: Sight, answer: HTMLElement, verdict: HTMLElement): number {
  const { top: from, bottom: to } = verdict.getBoundingClientRect();
  if (from >= top && to <= bottom) return 0;
  const start = answer.getBoundingClientRect().top;
  // Of a long answer the part with the verdict, not its beginning.
  return (to - start > bottom - top ? from : start) - top;
}

/** Returns where the page begins to be in sight, in pixels: under the top bar and the messages that stay below it. */
function topOfSight(): number {
  const boxes = [...document.querySelectorAll('[data-stays-on-top]')].map((element) => element.getBoundingClientRect());
  const edges = boxes.filter(({ height, top }) => height > 0 && top < window.innerHeight / 2).map(({ bottom }) => bottom);
  return Math.max(0, ...edges) + MARGIN;
}
