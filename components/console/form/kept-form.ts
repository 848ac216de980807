import { get, set } from 'react-hook-form';
import type { z } from 'zod';

/** Issues that a form that is not filled in yet has, too. With any other it is not a form of that schema. */
const UNFINISHED = new Set(['custom', 'too_small', 'too_big', 'invalid_format']);

/** What of a form may lie in the browser's storage: everything but its secrets, which are given by their paths. */
export function toKept<Form extends object>(form: Form, secrets: readonly string[]): string {
  const kept = structuredClone(form);
  for (const path of secrets) set(kept, path, undefined);
  return JSON.stringify(kept);
}

/**
 * The form that was kept, its secrets as in a new one.
 * @returns null where none was, or one that does not fit the schema: of another version, or not ours
 */
export function fromKept<Form extends object>(
  text: string | null,
  schema: z.ZodType<Form>,
  secrets: readonly string[],
  fresh: Form,
): Form | null {
  const form = parsed(text);
  if (form === null) return null;
  for (const path of secrets) set(form, path, get(fresh, path));
  const issues = schema.safeParse(form).error?.issues ?? [];
  return issues.every(({ code }) => UNFINISHED.has(code)) ? (form as Form) : null;
}

function parsed(text: string | null): object | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
