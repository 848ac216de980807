/**
 * How many generated cases a law is held against. A run of `npm test` takes the first third of them, `npm test -- full` all.
 * @param all the number in a full run
 */
export function runs(all: number): { numRuns: number } {
  return { numRuns: process.env.TEST_EVERYTHING ? all : Math.ceil(all / 3) };
}

/**
 * Returns every third of some cases in a run of `npm test`, and all in a full run.
 * @param from where the first one is: suites that walk the same cases many times begin at different ones
 */
export function someOf<Case>(cases: readonly Case[], from = 0): readonly Case[] {
  return process.env.TEST_EVERYTHING ? cases : cases.filter((_, index) => (index + from) % 3 === 0);
}
