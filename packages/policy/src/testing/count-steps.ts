import { Session } from 'node:inspector/promises';
import { setFlagsFromString } from 'node:v8';

// Tests of growth count work instead of time: V8 counts how often each block of code runs. It counts only code that is compiled after the
// start, so these tests are separate files, `*.steps.test.ts`. Each has its own process, which loads this module first (vitest.config.ts).
// Discarded code loses its counts, and recompiled code is sometimes counted twice. So V8 keeps all code, and the median of several counts is
// used.
setFlagsFromString('--no-flush-bytecode');
const COUNTS = 3;
/** The number of steps from which a count is not repeated. It takes seconds, and a few percent do not matter. */
const MANY = 30_000_000;

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/** Counts the blocks of JavaScript that a piece of work runs, including those of packages. Built-in functions don't count. */
export async function countSteps(work: () => unknown): Promise<number> {
  const counts: number[] = [];
  do counts.push(await countOnce(work));
  while (counts.length < COUNTS && Math.max(...counts) < MANY);
  return counts.toSorted((a, b) => a - b)[Math.floor(counts.length / 2)] ?? 0;
}

async function countOnce(work: () => unknown): Promise<number> {
  await session.post('Profiler.takePreciseCoverage');
  await work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  return result
    .flatMap(({ functions }) => functions)
    .flatMap(({ ranges }) => ranges)
    .reduce((steps, { count }) => steps + count, 0);
}

/** Returns the factor of steps for twice the size: 1 if size costs nothing, 2 if it costs in proportion. */
export async function growthOfSteps(size: number, work: (size: number) => unknown): Promise<number> {
  // The first run fills caches, so it is not counted.
  await work(1);
  const once = await countSteps(() => work(size));
  return (await countSteps(() => work(2 * size))) / once;
}
