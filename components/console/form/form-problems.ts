import { get } from 'react-hook-form';

/** What a schema finds wrong, as far as a form says it. */
export type FormIssue = { path: readonly PropertyKey[]; message: string };

/** What somebody else said of one part of a form, and of which value of it. */
export type Said = { field: string; value: unknown; message: string };

/** Returns whether a path is that of a part of the form, or of something in it. */
export function isWithin(path: string, part: string): boolean {
  return path === part || path.startsWith(`${part}.`);
}

/** The first issue in one of the parts, by its path; undefined where they are well. */
export function firstIssueIn(issues: readonly FormIssue[], parts: readonly string[]): string | undefined {
  return issues.map(({ path }) => path.join('.')).find((path) => parts.some((part) => isWithin(path, part)));
}

type State = {
  form: object;
  issues: readonly FormIssue[];
  /** The parts in which what is wrong is said: they were asked and answered. */
  tried: ReadonlySet<string>;
  said: Said | null;
};

/** What a form says at a field. What was said of a value holds as long as the field has it; the schema speaks where it was tried. */
export function problemAt({ form, issues, tried, said }: State, field: string, typed = false): string | undefined {
  if (said?.field === field && isSame(get(form, field), said.value)) return said.message;
  const open = typed || [...tried].some((part) => isWithin(field, part));
  return open ? issues.find(({ path }) => path.join('.') === field)?.message : undefined;
}

// A form is copied as it is edited, so parts are compared by what they hold.
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
