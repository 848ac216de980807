/**
 * How many generated cases a law is held against. A run of `npm test` takes the first third of them, `npm test -- full` all.
 * @param all the number in a full run
 */
export function runs(all: number): { numRuns: number } {
  return { numRuns: process.env.TEST_EVERYTHING ? all : Math.ceil(all / 3) };
}
