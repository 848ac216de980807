import { get, set } from 'react-hook-form';
import type { z } from 'zod';

/** The codes of issues that an unfinished form may have. Any other issue shows that the stored form does not fit the schema. */
const UNFINISHED = new Set(['custom', 'too_small', 'too_big', 'invalid_format']);

/** Returns the form as JSON for the browser's storage, without its secrets. `secrets` contains their paths. */
export function toKept<Form extends object>(form: Form, secrets: readonly string[]): string {
  const kept = structuredClone(form);
  for (const path of secrets) set(kept, path, undefined);
  return JSON.stringify(kept);
}

/**
 * Returns the stored form, with the secrets of a new form.
 * @returns null if there is no stored form, or if it does not fit the schema, for example after an update
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
