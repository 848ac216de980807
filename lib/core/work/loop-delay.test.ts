import { createHistogram } from 'node:perf_hooks';
import { describe, expect, it } from 'vitest';
import { delaysOf, loopDelay } from './loop-delay';

const RESOLUTION_MS = 10;
const recording = () => {
  const histogram = createHistogram({ lowest: 1, highest: 60_000_000_000, figures: 3 });
  const late = (milliseconds: number, times = 1) => {
    for (let time = 0; time < times; time++) histogram.record(Math.round((milliseconds + RESOLUTION_MS) * 1e6));
  };
  return { late, ...delaysOf(histogram, RESOLUTION_MS) };
};

describe('event-loop delay', () => {
  it('is none where nothing was measured and where every look came in time', () => {
    const { read, late } = recording();
    expect(read()).toEqual({ p99Ms: 0, maxMs: 0 });
    late(0, 100);
    expect(read()).toEqual({ p99Ms: 0, maxMs: 0 });
  });

  it('is told in milliseconds without the time between two looks', () => {
    const { read, late } = recording();
    late(5, 1_000);
    late(200);
    expect(read().p99Ms).toBeCloseTo(5, 0);
    expect(read().maxMs).toBeCloseTo(200, 0);
  });

  it('is seen at once, stays for one more interval, and is then forgotten', () => {
    const { read, late, nextInterval } = recording();
    late(300);
    expect(read().maxMs).toBeCloseTo(300, 0);
    nextInterval();
    late(20);
    expect(read().maxMs).toBeCloseTo(300, 0);
    nextInterval();
    expect(read().maxMs).toBeCloseTo(20, 0);
    nextInterval();
    expect(read()).toEqual({ p99Ms: 0, maxMs: 0 });
  });

  it('is measured once for the process, whoever asks', () => {
    const keeper = globalThis as { __gatehouseLoopDelay?: unknown };
    loopDelay();
    const first = keeper.__gatehouseLoopDelay;
    expect(loopDelay()).toEqual({ p99Ms: expect.any(Number), maxMs: expect.any(Number) });
    expect(keeper.__gatehouseLoopDelay).toBe(first);
  });
});
