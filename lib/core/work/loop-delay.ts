import { type Histogram, type IntervalHistogram, monitorEventLoopDelay } from 'node:perf_hooks';

/** The lateness of due work in the process, in milliseconds. */
export type LoopDelay = { p99Ms: number; maxMs: number };

type Watched = Pick<Histogram, 'percentile' | 'max' | 'reset'>;

/**
 * The interval of Node.js's samples. A delay counts from the due time of a sample, and the recorded value includes this interval.
 */
const RESOLUTION_MS = 10;
const INTERVAL_MS = 10_000;

/**
 * Returns a reader of the last interval or the current one, whichever was worse. It shows a delay that just happened, and also
 * one from before the histogram was reset.
 * @param histogram nanoseconds between samples that are `resolutionMs` apart
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

// On globalThis, since Next bundles the wire API and the console separately, and the process needs one histogram.
declare global {
  var __gatehouseLoopDelay: ReturnType<typeof delaysOf> | undefined;
}

/** Returns the event-loop delay of this process in the last 10 to 20 seconds. The first call starts the measurement. */
export function loopDelay(): LoopDelay {
  globalThis.__gatehouseLoopDelay ??= watchLoop();
  return globalThis.__gatehouseLoopDelay.read();
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
