import { z } from 'zod';
import { checkTags, type TagRules } from './tag-rules';

/** A part of a form with what is wrong with it in words: undefined or null when nothing is. */
export function checked<Value>(
  base: z.ZodType<Value>,
  problemOf: (value: Value) => string | null | undefined,
  path: string[] = [],
): z.ZodType<Value> {
  return base.superRefine((value, context) => {
    const message = problemOf(value);
    // A copy: zod writes the path of the whole form into what it is given.
    if (message) context.addIssue({ code: 'custom', message, path: [...path] });
  });
}

/** The tags of a form. What is wrong is said at the key or value that it is about. */
export function tagList(rules: TagRules = {}) {
  return z.array(z.object({ Key: z.string(), Value: z.string() })).superRefine((tags, context) => {
    for (const { index, field, message } of checkTags(tags, rules))
      context.addIssue({ code: 'custom', message, path: [index, field] });
  });
}
