import { isWithin } from './form-problems';

/** A step with the parts of the form that it asks for. */
type Step = { fields: readonly string[] };

/** Returns the index of the step that asks for a field or for a part that contains it; -1 if none does. */
export function stepOfField(steps: readonly Step[], field: string): number {
  return steps.findIndex(({ fields }) => fields.some((asked) => isWithin(field, asked)));
}

/** Returns the index of the first step with an issue; the number of steps if there is none. */
export function firstIncompleteStep(steps: readonly Step[], issues: readonly { path: readonly PropertyKey[] }[]): number {
  const incomplete = issues.map(({ path }) => stepOfField(steps, path.join('.'))).filter((step) => step >= 0);
  return Math.min(steps.length, ...incomplete);
}

/** Returns the index of the step to show: the step in the URL, or the first incomplete step if that comes before it. */
export function shownStep(steps: readonly (Step & { id: string })[], named: string | null, incomplete: number): number {
  const wanted = steps.findIndex(({ id }) => id === named);
  return Math.max(0, Math.min(wanted, incomplete, steps.length - 1));
}
