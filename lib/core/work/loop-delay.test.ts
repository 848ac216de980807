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
  it('is 0 without measurements and without delays', () => {
    const { read, late } = recording();
    expect(read()).toEqual({ p99Ms: 0, maxMs: 0 });
    late(0, 100);
    expect(read()).toEqual({ p99Ms: 0, maxMs: 0 });
  });

  it('is reported in milliseconds without the sampling interval', () => {
    const { read, late } = recording();
    late(5, 1_000);
    late(200);
    expect(read().p99Ms).toBeCloseTo(5, 0);
    expect(read().maxMs).toBeCloseTo(200, 0);
  });

  it('is reported immediately, kept for one more interval, and then dropped', () => {
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

  it('is measured once per process, regardless of the number of readers', () => {
    const keeper = globalThis as { __gatehouseLoopDelay?: unknown };
    loopDelay();
    const first = keeper.__gatehouseLoopDelay;
    expect(loopDelay()).toEqual({ p99Ms: expect.any(Number), maxMs: expect.any(Number) });
    expect(keeper.__gatehouseLoopDelay).toBe(first);
  });
});
