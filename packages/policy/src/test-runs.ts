/**
 * Returns how many generated cases a law is held against: a part of them in a run of `npm test`, all in `npm test -- full`.
 * @param all the number in a full run
 * @param part 3 for a third
 */
export function runs(all: number, part = 3): { numRuns: number } {
  return { numRuns: process.env.TEST_EVERYTHING ? all : Math.ceil(all / part) };
}

/**
 * Returns every third of some cases in a run of `npm test`, and all in a full run.
 * @param from where the first one is: suites that walk the same cases many times begin at different ones
 * @param part 3 for every third
 */
export function someOf<Case>(cases: readonly Case[], from = 0, part = 3): readonly Case[] {
  return process.env.TEST_EVERYTHING ? cases : cases.filter((_, index) => (index + from) % part === 0);
}
