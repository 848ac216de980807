import { nearest } from '@gatehouse/catalog/nearest';
import type { z } from 'zod';
import type { Path } from './problems';
import type { YamlFile } from './read-yaml';

type Issue = z.core.$ZodIssue;

/**
 * Validates a file against its schema.
 * @returns null if a problem was noted
 */
export function validate<Schema extends z.ZodType>(file: YamlFile, schema: Schema): z.output<Schema> | null {
  const result = schema.safeParse(file.value);
  if (result.success) return result.data;
  for (const issue of result.error.issues) noteIssue(file, issue, [], schema);
  return null;
}

function noteIssue(file: YamlFile, issue: Issue, before: Path, schema: z.ZodType): void {
  const path = [...before, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) file.note(path, `There is no member ${key} here.`, key);
    return;
  }
  // The problem of a mapping's key.
  if (issue.code === 'invalid_key') {
    const [first] = issue.issues;
    file.note(path, first?.message ?? issue.message);
    return;
  }
  if (issue.code === 'invalid_union' && issue.errors.length === 0) {
    const { options } = issue as { options?: readonly unknown[] };
    const written = valueAt(file.value, path);
    const near = typeof written === 'string' ? nearest(written, (options ?? []).map(String)) : undefined;
    file.note(
      path,
      near === undefined
        ? `Write one of ${(options ?? []).join(', ')}.`
        : `There is no ${String(written)}; did you mean ${near}?`,
    );
    return;
  }
  if (issue.code === 'invalid_union' && issue.message === 'Invalid input') {
    // Reports the union member that matches the value most deeply.
    const deepest = [...issue.errors].sort((a, b) => depthOf(b) - depthOf(a))[0] ?? [];
    for (const inner of deepest) noteIssue(file, inner, path, schema);
    return;
  }
  file.note(path, sentence(expectedOf(issue) ?? issue.message));
}

const EXPECTED: Readonly<Record<string, string>> = {
  string: 'Write a text',
  number: 'Write a number',
  int: 'Write a whole number',
  boolean: 'Write true or false',
  array: 'Write a list',
  object: 'Write a mapping',
  record: 'Write a mapping',
};

/** Returns what to write instead if the schema has no message of its own. */
function expectedOf(issue: Issue): string | undefined {
  if (!/^(?:Invalid input|Invalid option|Too big|Too small)\b/.test(issue.message)) return undefined;
  switch (issue.code) {
    case 'invalid_type':
      return EXPECTED[issue.expected];
    case 'invalid_value':
      return `Write ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return issue.origin in MEASURES ? `${issue.maximum} ${MEASURES[issue.origin]} at most` : `Write ${issue.maximum} or less`;
    case 'too_small':
      return issue.origin in MEASURES ? `${issue.minimum} ${MEASURES[issue.origin]} at least` : `Write ${issue.minimum} or more`;
    default:
      return undefined;
  }
}

const MEASURES: Readonly<Record<string, string>> = { string: 'characters', array: 'entries' };

function depthOf(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map(({ path }) => path.length));
}

function sentence(message: string): string {
  return message.endsWith('.') || message.endsWith('?') ? message : `${message}.`;
}

function valueAt(value: unknown, path: Path): unknown {
  let found = value;
  for (const key of path) found = typeof found === 'object' && found !== null ? Reflect.get(found, key) : undefined;
  return found;
}
