import { isWithin } from './form-problems';

/** A step as far as it says which parts of the form are asked in it. */
type Step = { fields: readonly string[] };

/** In which step a field is asked, by its path or that of what it is a part of; -1 for none. */
export function stepOfField(steps: readonly Step[], field: string): number {
  return steps.findIndex(({ fields }) => fields.some((asked) => isWithin(field, asked)));
}

/** The first step in which something is wrong or missing; the number of steps where all is well. */
export function firstIncompleteStep(steps: readonly Step[], issues: readonly { path: readonly PropertyKey[] }[]): number {
  const incomplete = issues.map(({ path }) => stepOfField(steps, path.join('.'))).filter((step) => step >= 0);
  return Math.min(steps.length, ...incomplete);
}

/** The step that is shown: the one the URL names, or before it the first that is not complete. */
export function shownStep(steps: readonly (Step & { id: string })[], named: string | null, incomplete: number): number {
  const wanted = steps.findIndex(({ id }) => id === named);
  return Math.max(0, Math.min(wanted, incomplete, steps.length - 1));
}
