import type { z } from 'zod';

const NAME_CHARACTERS = 'Only letters, digits and + = , . @ _ -';

/** Returns the problem with a name by the operation's schema; undefined if the name is valid. */
export function fieldProblem(schema: z.ZodType<string>, text: string, characters = NAME_CHARACTERS): string | undefined {
  if (text === '') return 'Required.';
  const issue = schema.safeParse(text).error?.issues[0];
  if (!issue) return undefined;
  if (issue.code === 'too_big') return `At most ${issue.maximum} characters.`;
  if (issue.code === 'too_small') return `At least ${issue.minimum} characters.`;
  return issue.code === 'invalid_format' ? characters : issue.message;
}
