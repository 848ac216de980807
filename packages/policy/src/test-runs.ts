/**
 * Returns the number of generated cases for a law: a part of them in `npm test`, all in `npm test -- full`.
 * @param all the number in a full run
 * @param part 3 for a third
 */
export function runs(all: number, part = 3): { numRuns: number } {
  return { numRuns: process.env.TEST_EVERYTHING ? all : Math.ceil(all / part) };
}

/**
 * Returns every third case in `npm test`, and all in a full run.
 * @param from the index of the first one, so that suites over the same cases can start differently
 * @param part 3 for every third
 */
export function someOf<Case>(cases: readonly Case[], from = 0, part = 3): readonly Case[] {
  return process.env.TEST_EVERYTHING ? cases : cases.filter((_, index) => (index + from) % part === 0);
}
