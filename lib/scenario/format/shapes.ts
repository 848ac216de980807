import { z } from 'zod';

export const Key = z
  .string({ error: 'Write a text; a number that is a name stands in quotes.' })
  .regex(/^[a-z][a-z0-9-]{0,39}$/, 'Keys are lower-case letters, digits and hyphens, begin with a letter and have at most 40.');
export const Line = z.string({ error: 'Write a text; a number that is a text stands in quotes.' }).min(1).max(120);
/** A column heading: short, and without references, because it is the same for everybody. */
export const ShortTitle = z
  .string({ error: 'Write a text; a number that is a text stands in quotes.' })
  .min(1)
  .max(24, 'A title of a check has 24 characters at most.')
  .regex(/^[^{}]*$/, 'A title has no references.');
export const Text = z.string().max(8000);
export const Action = z.string().regex(/^[\w-]+:\w+$/, 'Write service:Name, such as iam:CreateUser.');
export const Identity = z
  .string()
  // Longer texts skip the pattern, whose time can grow quadratically.
  .max(200, { abort: true })
  .regex(
    /^(?:root@.+|access@.+|any-user@.+|(?:user|role|web)\/.+@.+|sso-user\/.+@.+\/.+|session\/.+|service\/.+|new@.+|anonymous)$/,
    'Write root@ACCOUNT, user/NAME@ACCOUNT, sso-user/NAME@ACCOUNT/PERMISSION-SET, session/REFERENCE or access@ACCOUNT; checks also take role/NAME@ACCOUNT, web/PROVIDER@ACCOUNT, any-user@ACCOUNT, new@REFERENCE, service/NAME and anonymous.',
  );
/** A policy document as YAML, or the name of its file. */
export const Document = z.union(
  [
    z.strictObject({ file: z.string().regex(/^policies\/[\w.-]+\.json$/, 'Name a file such as policies/work.json.') }),
    z.looseObject({ Statement: z.unknown() }),
  ],
  { error: 'Write a policy document, or { file: policies/NAME.json }.' },
);

/** A context key of a question: a text is a single value, a list a multivalued key, and null removes the key. */
const ContextValue = z.union([z.string().max(2048), z.array(z.string().max(2048)).max(50), z.null()], {
  error: 'Write a text in quotes, a list of texts, or null to take the key away.',
});
export const Context = z.record(z.string().min(1).max(256), ContextValue);
export type WrittenContext = z.output<typeof Context>;
/** Patterns of actions or ARNs, as in a policy. */
export const Patterns = z.array(z.string().min(1).max(2048)).min(1).max(50);
/** A part of access: actions, resources or both. */
export const Within = z
  .strictObject({ actions: Patterns.optional(), resources: Patterns.optional() })
  .refine(({ actions, resources }) => actions !== undefined || resources !== undefined, 'Write actions, resources or both.');
