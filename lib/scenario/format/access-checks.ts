import { z } from 'zod';
import { Context, Document, Identity, Patterns, Within } from './shapes';

// The checks that compare everything a principal may do with what the task asks for. lib/scenario/checks/access implements them.

/** A principal, or everybody in a group now and later. */
const Who = z.union(
  [
    Identity,
    z.strictObject({
      group: z
        .string()
        .max(200)
        .regex(/^.+@[^@]+$/, 'Write GROUP@ACCOUNT.'),
    }),
  ],
  { error: 'Write a principal such as user/ana@dev, or { group: Staff@dev }.' },
);
export type Who = z.output<typeof Who>;

const StartOf = z
  .union([z.literal('same'), Identity])
  .describe('The access that the same principal, or another one, had at the start.');

/** The reference of a comparison: a policy document, a policy of AWS, or the access of somebody at the start. */
const Reference = z.union(
  [
    Document,
    z.strictObject({ managed: z.string().max(200).describe('The name or ARN of a policy of AWS.') }),
    z.strictObject({ start: StartOf, plus: Document.optional().describe('A policy document that is added.') }),
    z.strictObject({ nothing: z.literal(true) }),
  ],
  { error: 'Write a policy document, { managed: NAME }, { start: same }, or { nothing: true }.' },
);
export type Reference = z.output<typeof Reference>;

const compared = {
  who: z.union([Who, z.array(Who).min(1).max(20)]),
  within: Within.optional().describe('Only these actions and resources are compared.'),
  ignore: Patterns.optional().describe('Patterns of actions that are not compared.'),
  when: z
    .union([Context, z.array(Context).min(1).max(6)])
    .optional()
    .describe('The only circumstances that are compared, each for itself.'),
  given: z.literal('everything').optional().describe('As if each of them had AdministratorAccess as well.'),
};

export const AtMost = z.strictObject({ kind: z.literal('atMost'), ...compared, reference: Reference });
export const AtLeast = z.strictObject({ kind: z.literal('atLeast'), ...compared, reference: Reference });
export const EqualAccess = z
  .strictObject({
    kind: z.literal('equalAccess'),
    ...compared,
    reference: Reference.optional(),
    least: Reference.optional(),
    most: Reference.optional(),
  })
  .refine(
    ({ reference, least, most }) => (reference === undefined) === (least !== undefined && most !== undefined),
    'Write either reference, or least and most.',
  );
export type AccessCheck = z.output<typeof AtMost> | z.output<typeof AtLeast> | z.output<typeof EqualAccess>;

/** Returns the principals that a check names, with their places in it. */
export function identitiesOf(check: AccessCheck): { text: string; at: (string | number)[] }[] {
  const who = [check.who].flat().flatMap((text, index) => (typeof text === 'string' ? [{ text, at: ['who', index] }] : []));
  const starts = referencesOf(check).flatMap(({ name, reference }) => {
    const start = 'start' in reference ? String(reference.start) : 'same';
    return start === 'same' ? [] : [{ text: start, at: [name, 'start'] }];
  });
  return [...who, ...starts];
}

/** Returns the accounts of the groups that a check names. */
export function groupAccountsOf({ who }: AccessCheck): { key: string; at: (string | number)[] }[] {
  return [who].flat().flatMap((one, index) => {
    if (typeof one === 'string') return [];
    return [{ key: one.group.slice(one.group.lastIndexOf('@') + 1), at: ['who', index, 'group'] }];
  });
}

function referencesOf(check: AccessCheck): { name: string; reference: Reference }[] {
  const { reference, least, most } = { least: undefined, most: undefined, ...check };
  return Object.entries({ reference, least, most }).flatMap(([name, one]) => (one ? [{ name, reference: one }] : []));
}

/** Returns whether a check compares what principals may do with a reference. */
export function isAccessCheck(check: { kind: string }): check is AccessCheck {
  return check.kind === 'atMost' || check.kind === 'atLeast' || check.kind === 'equalAccess';
}
