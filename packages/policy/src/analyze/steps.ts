/**
 * A long computation that can be left between two steps, so that a server can answer others meanwhile. It is over when the generator
 * is; its answer is what the generator returns. The model that it reads must not change in between.
 */
export type Steps<Answer> = Generator<undefined, Answer, undefined>;

/** Takes all steps at once. @returns the answer */
export function takeAll<Answer>(steps: Steps<Answer>): Answer {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
