'use client';

import { useSyncExternalStore } from 'react';
import { useAheadMs } from '../shell/clock';
import { absoluteTime, age, relativeTime, shortTime } from './time-text';

type TimeProps = {
  /** A Date, an ISO string or milliseconds. A missing value is shown as a dash. */
  value: Date | string | number | null | undefined;
  /** The format. Relative ("3 days ago"), age ("3 days") and short ("Nov 24, 14:22:05") times show the absolute time on hover. */
  format?: 'relative' | 'age' | 'short' | 'absolute';
};

const TICK_MS = 30_000;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;
let tick = 0;

// All times on a page share one clock.
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

/** Renders a time. The server writes UTC, because it doesn't know the viewer's time zone; the browser changes it after hydration. */
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

// A time since the last tick of the clock counts as now, not as the future.
function sinceLastTick(time: number, clock: number): number {
  return Math.max(clock, Math.min(time, clock + TICK_MS));
}
