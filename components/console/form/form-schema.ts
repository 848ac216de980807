import { z } from 'zod';
import { checkTags, type TagRules } from './tag-rules';

/** Adds a check to the schema of a part of a form. The check returns the problem, or undefined or null if there is none. */
export function checked<Value>(
  base: z.ZodType<Value>,
  problemOf: (value: Value) => string | null | undefined,
  path: string[] = [],
): z.ZodType<Value> {
  return base.superRefine((value, context) => {
    const message = problemOf(value);
    // zod modifies the path that it is given, so it gets a copy.
    if (message) context.addIssue({ code: 'custom', message, path: [...path] });
  });
}

/** Returns the schema of a form's tags. Each issue has the path of the key or value that it concerns. */
export function tagList(rules: TagRules = {}) {
  return z.array(z.object({ Key: z.string(), Value: z.string() })).superRefine((tags, context) => {
    for (const { index, field, message } of checkTags(tags, rules))
      context.addIssue({ code: 'custom', message, path: [index, field] });
  });
}
