import { z } from 'zod';
import { isAccessCheck } from './access-checks';
import { Document, Identity, Key, Patterns, Within } from './shapes';

// The checks about the policy of a resource, the guardrails of an organization, or everything in the accounts. lib/scenario/checks/access
// implements them.

const DocumentOrStart = z.union([Document, z.strictObject({ start: z.literal(true) })], {
  error: 'Write a policy document, or { start: true }.',
});
export type DocumentOrStart = z.output<typeof DocumentOrStart>;

export const NoOtherWayIn = z
  .strictObject({
    kind: z.literal('noOtherWayIn'),
    to: z.string().min(1).max(2048).describe('A role such as role/Audit@dev, or the ARN of a resource.'),
    only: DocumentOrStart.optional(),
    least: DocumentOrStart.optional(),
    most: DocumentOrStart.optional(),
  })
  .refine(
    ({ only, least, most }) => (only === undefined) === (least !== undefined && most !== undefined),
    'Write either only, or least and most.',
  );
export type NoOtherWayIn = z.output<typeof NoOtherWayIn>;

export const SameEffect = z
  .strictObject({
    kind: z.literal('sameEffect'),
    at: Key.describe('The reference under which setup saved the id of the root, an OU or an account.'),
    reference: Document.optional(),
    least: Document.optional(),
    most: Document.optional(),
    within: Within.optional().describe('Only these actions and resources are compared.'),
    ignore: Patterns.optional().describe('Patterns of actions that are not compared.'),
    elsewhere: z.literal('free').optional().describe('Other accounts are not compared.'),
  })
  .refine(
    ({ reference, least, most }) => (reference === undefined) !== (least === undefined && most === undefined),
    'Write either reference, or least, most or both.',
  );
export type SameEffect = z.output<typeof SameEffect>;

const MAY_ADD = ['User', 'Role', 'OrganizationalUnit', 'Account', 'Resource'] as const;

export const UnchangedElsewhere = z.strictObject({
  kind: z.literal('unchangedElsewhere'),
  but: z
    .array(z.string().min(1).max(2048))
    .max(20)
    .describe('The subjects of the task: user/ana@dev, role/Audit@dev, root@dev, or the ARN of a resource.'),
  mayAdd: z.array(z.enum(MAY_ADD)).max(MAY_ADD.length).optional().describe('The kinds of things that may be added.'),
  allow: z.array(z.string().min(1).max(200)).max(50).optional().describe('Other changes that are allowed, as in unchanged.'),
  ignore: Patterns.optional().describe('Patterns of actions that are not compared.'),
});
export type UnchangedElsewhere = z.output<typeof UnchangedElsewhere>;

export const NothingLeft = z.strictObject({
  kind: z.literal('nothingLeft'),
  of: z
    .array(
      z.union([Identity, z.string().regex(/^key\/[a-z][a-z0-9-]{0,39}$/)], {
        error: 'Write user/ana@dev, role/Audit@dev, session/REFERENCE or key/REFERENCE.',
      }),
    )
    .min(1)
    .max(20),
  or: z.literal('powerless').optional().describe('It may still exist if it can do nothing and nobody can use it.'),
});
export type NothingLeft = z.output<typeof NothingLeft>;

const OF_ACCOUNTS: ReadonlySet<string> = new Set(['noOtherWayIn', 'sameEffect', 'unchangedElsewhere', 'nothingLeft']);

/** Returns whether a check needs the accounts as they were at the start of the attempt. */
export function comparesAccess(check: { kind: string }): boolean {
  return isAccessCheck(check) || OF_ACCOUNTS.has(check.kind);
}
