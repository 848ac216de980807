'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { readerMoves } from './reader-moves';

type AnswerProps = {
  /** The name of the region for screen readers. */
  label: string;
  /** The key of the question. A new value means a new or repeated question. Null before the first one. */
  asked: string | null;
  /** True while the previous question's answer is shown. */
  waiting?: boolean;
  /** True if the focus stays where it is, for a viewer who chooses in a list or tree. */
  keepsFocus?: boolean;
  className?: string;
  children: ReactNode;
};

/**
 * Renders the answer to a question. When the verdict appears, the page scrolls to it and focuses it, so that a screen reader reads it. If
 * the viewer has pressed a key or a pointer since the question, the verdict is only announced. After Back and Reload, nothing moves.
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
    // Content that loads above the verdict would push it out of view again.
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

/** The time after which the page's height is stable, counted from the verdict, in milliseconds. */
const SETTLES_MS = 3_000;

/** The space between the edge of the visible area and an answer, in pixels. */
const MARGIN = 16;

type Sight = { top: number; bottom: number };

/** Scrolls to the start of the answer if the verdict is not visible. Scrolls the boxes around it first, then the page. */
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

/** Returns the distance to scroll, in pixels; 0 if the verdict is visible. */
function distanceInto({ top, bottom }: Sight, answer: HTMLElement, verdict: HTMLElement): number {
  const { top: from, bottom: to } = verdict.getBoundingClientRect();
  if (from >= top && to <= bottom) return 0;
  const start = answer.getBoundingClientRect().top;
  // In an answer that is too long, the verdict is more important than the beginning.
  return (to - start > bottom - top ? from : start) - top;
}

/** Returns the top of the visible area, in pixels: below the top bar and the messages under it. */
function topOfSight(): number {
  const boxes = [...document.querySelectorAll('[data-stays-on-top]')].map((element) => element.getBoundingClientRect());
  const edges = boxes.filter(({ height, top }) => height > 0 && top < window.innerHeight / 2).map(({ bottom }) => bottom);
  return Math.max(0, ...edges) + MARGIN;
}
