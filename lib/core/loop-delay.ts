import { type Histogram, type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

/** How late the process came to work that was due, in milliseconds. */
export type LoopDelay = { p99Ms: number; maxMs: number };

type Watched = Pick<Histogram, 'percentile' | 'max' | 'reset'>;

/** How often Node.js looks; each delay is measured from when the look was due, and one that it records includes this. */
const RESOLUTION_MS = 10;
const INTERVAL_MS = 10_000;

/**
 * What a histogram of delays says of the last interval and the one that runs, whichever was worse: so that a reader sees what has just
 * happened, and also what happened before the histogram was emptied.
 * @param histogram holds nanoseconds between looks that are `resolutionMs` apart
 */
export function delaysOf(histogram: Watched, resolutionMs: number): { read(): LoopDelay; nextInterval(): void } {
  const toMs = (nanoseconds: number) => Math.max(0, Math.round((nanoseconds / 1e6 - resolutionMs) * 10) / 10);
  const running = (): LoopDelay => ({ p99Ms: toMs(histogram.percentile(99)), maxMs: toMs(histogram.max) });
  let last: LoopDelay = { p99Ms: 0, maxMs: 0 };
  return {
    read: () => {
      const now = running();
      return { p99Ms: Math.max(last.p99Ms, now.p99Ms), maxMs: Math.max(last.maxMs, now.maxMs) };
    },
    nextInterval: () => {
      last = running();
      histogram.reset();
    },
  };
}

// On globalThis, since Next bundles the wire API and the console apart from each other: one histogram for the process.
const holder = globalThis as typeof globalThis & { __gatehouseLoopDelay?: ReturnType<typeof delaysOf> };

/** The event-loop delay of this process in the last 10 to 20 seconds. The first call begins to measure. */
export function loopDelay(): LoopDelay {
  holder.__gatehouseLoopDelay ??= watchLoop();
  return holder.__gatehouseLoopDelay.read();
}

function watchLoop(): ReturnType<typeof delaysOf> {
  const histogram = startHistogram();
  const delays = delaysOf(histogram, RESOLUTION_MS);
  setInterval(delays.nextInterval, INTERVAL_MS).unref();
  return delays;
}

function startHistogram(): IntervalHistogram {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return histogram;
}

/** Measures the event-loop delay from now until the returned function is called, for a bench. */
export function measureLoopDelay(): () => LoopDelay {
  const histogram = startHistogram();
  return () => {
    histogram.disable();
    return delaysOf(histogram, RESOLUTION_MS).read();
  };
}
