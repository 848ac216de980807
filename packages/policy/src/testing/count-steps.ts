import { Session } from 'node:inspector/promises';
import { setFlagsFromString } from 'node:v8';

// Where time must not grow faster than its cause, the work is counted and not the clock read: V8 counts how often each block of code is
// run. It counts in code that was compiled after it was told to, so tests that count are files of their own, `*.steps.test.ts`, each with
// a process for itself in which this module is the first to be loaded (vitest.config.ts).
// Code that it throws away meanwhile takes its counts along, and code that it compiles anew is sometimes counted twice: it is told to keep all,
// and of several counts the one in the middle is believed.
setFlagsFromString('--no-flush-bytecode');
const COUNTS = 3;
/** So many steps that a few hundredths of them more or less decide nothing, and take seconds to count: once is enough. */
const MANY = 30_000_000;

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });

/** How many blocks of JavaScript are run by a piece of work, those of packages included; what is built into the engine counts nothing. */
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

/** How many times the steps of a size are those of twice that size: 1 where size costs nothing, 2 where it costs in proportion. */
export async function growthOfSteps(size: number, work: (size: number) => unknown): Promise<number> {
  // Whatever is made once is made before.
  await work(1);
  const once = await countSteps(() => work(size));
  return (await countSteps(() => work(2 * size))) / once;
}
