import { get } from 'react-hook-form';

/** An issue that a schema found in a form. */
export type FormIssue = { path: readonly PropertyKey[]; message: string };

/** A problem that the service reported for a value of a field. */
export type Said = { field: string; value: unknown; message: string };

/** Returns true if a path is the part's path or lies below it. */
export function isWithin(path: string, part: string): boolean {
  return path === part || path.startsWith(`${part}.`);
}

/** Returns the path of the first issue in the given parts; undefined if they have none. */
export function firstIssueIn(issues: readonly FormIssue[], parts: readonly string[]): string | undefined {
  return issues.map(({ path }) => path.join('.')).find((path) => parts.some((part) => isWithin(path, part)));
}

type State = {
  form: object;
  issues: readonly FormIssue[];
  /** The parts that were checked. Their issues are shown. */
  tried: ReadonlySet<string>;
  said: Said | null;
};

/**
 * Returns the problem to show at a field. A problem that the service reported is shown while the field has the reported value. An issue of
 * the schema is shown if the field was checked.
 * @param typed true if the user has typed into the field, which then counts as checked
 */
export function problemAt({ form, issues, tried, said }: State, field: string, typed = false): string | undefined {
  if (said?.field === field && isSame(get(form, field), said.value)) return said.message;
  const open = typed || [...tried].some((part) => isWithin(field, part));
  return open ? issues.find(({ path }) => path.join('.') === field)?.message : undefined;
}

// Editing copies the form, so values are compared by content.
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
