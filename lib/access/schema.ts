import { z } from 'zod';
import { Arn } from '../core/shapes';

/**
 * A document that is tried out instead of what is stored.
 * `replace`: the policy of that id everywhere it bears on the subject; `add`: one more policy of that type.
 */
export const Draft = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('replace'), policyId: z.string().min(1).max(4096), document: z.string().max(131_072) }),
  z.object({ kind: z.literal('remove'), policyId: z.string().min(1).max(4096) }),
  z.object({
    kind: z.literal('add'),
    type: z.enum(['identity', 'boundary', 'scp']),
    /** For an SCP: the root, OU or account of the subject's path it is attached to. */
    levelId: z.string().max(100).optional(),
    name: z.string().min(1).max(128),
    document: z.string().max(131_072),
  }),
]);
export type Draft = z.output<typeof Draft>;

const Drafts = z.array(Draft).max(20).optional();
/** A user, role or group ARN, or `…:root` for an account. */
const PrincipalArn = Arn;

export const GetSubjectInput = z.object({ PrincipalArn });
export const GetEffectivePermissionsInput = z.object({ PrincipalArn, Drafts });
export const GetServicePermissionsInput = z.object({ PrincipalArn, Service: z.string().min(1).max(64), Drafts });
export const ExplainAccessInput = z.object({
  PrincipalArn,
  Action: z
    .string()
    .min(3)
    .max(128)
    .regex(/^(?:[\w-]+:\w+)$/),
  Resource: z.string().min(1).max(2048),
  ResourceAccount: z
    .string()
    .regex(/^\d{12}$/)
    .optional(),
  /** The policy on the resource, as JSON. A role's trust policy is found by itself. */
  ResourcePolicy: z.string().max(131_072).optional(),
  /** Condition keys to set; an empty list takes a key away that the console would send. */
  Context: z
    .array(z.object({ Key: z.string().min(1).max(256), Values: z.array(z.string().max(2048)).max(50) }))
    .max(100)
    .optional(),
  Drafts,
});
export const GetActionPermissionInput = z.object({ PrincipalArn, Action: z.string().min(3).max(128), Drafts });
