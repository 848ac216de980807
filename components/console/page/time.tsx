'use client';

import { useSyncExternalStore } from 'react';
import { useAheadMs } from '../shell/clock';
import { absoluteTime, age, relativeTime, shortTime } from './time-text';

type TimeProps = {
  /** A Date, ISO string or milliseconds. Nothing shows as a dash. */
  value: Date | string | number | null | undefined;
  /** Relative ("3 days ago"), an age ("3 days") or short ("Nov 24, 14:22:05"), each with the absolute one on hover; or absolute. */
  format?: 'relative' | 'age' | 'short' | 'absolute';
};

const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let tick = 0;

// One clock for all times on a page.
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    tick = Date.now();
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

function currentTime(): number {
  tick ||= Date.now();
  return tick;
}

/** A moment. The server does not know the reader's zone: it writes UTC, and the browser makes that local after hydrating. */
export function Time({ value, format = 'relative' }: TimeProps) {
  const tick = useSyncExternalStore(subscribe, currentTime, () => null);
  const aheadMs = useAheadMs();
  const clock = tick === null ? null : tick + aheadMs;
  const time = value === null || value === undefined ? Number.NaN : new Date(value).getTime();
  if (Number.isNaN(time)) return <>–</>;
  const absolute = absoluteTime(time, clock === null ? 'UTC' : undefined);
  const now = sinceLastTick(time, clock ?? Date.now() + aheadMs);
  const text =
    format === 'absolute'
      ? absolute
      : format === 'short'
        ? shortTime(time, now, clock === null ? 'UTC' : undefined)
        : format === 'age'
          ? age(time, now)
          : relativeTime(time, now);
  return (
    <time suppressHydrationWarning dateTime={new Date(time).toISOString()} title={absolute} className="tabular-nums">
      {text}
    </time>
  );
}

// A thing made since the last tick of the clock was made now, not in the future.
function sinceLastTick(time: number, clock: number): number {
  return Math.max(clock, Math.min(time, clock + TICK_MS));
}
