import type { z } from 'zod';
import type { AwsError } from '../errors';

/** A violation of a schema. */
export type Issue = z.core.$ZodIssue;

/** The violations of a schema, and the error that most services return: all of them in one sentence. */
export type Violations = { issues: readonly Issue[]; usual: AwsError };

/** Returns the top-level member of a violation. Undefined for a violation of the input as a whole. */
export function memberOf(issue: Issue | undefined): string | undefined {
  const name = issue?.path[0];
  return name === undefined ? undefined : String(name);
}

/** Returns whether a member is missing: the violation is of the type, or of the value if the type is an enumeration. */
export function isMissing(issue: Issue): boolean {
  const absent = issue.input === undefined || issue.input === null;
  return absent && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}
