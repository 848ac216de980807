/**
 * A long computation that can pause between steps, so that a server can answer others. The generator's return value is the answer. The
 * model that it reads must not change meanwhile.
 */
export type Steps<Answer> = Generator<undefined, Answer, undefined>;

/** Runs all steps at once. @returns the answer */
export function takeAll<Answer>(steps: Steps<Answer>): Answer {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
