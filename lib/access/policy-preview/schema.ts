import { z } from 'zod';

/** As it would be saved. */
const Document = z.string().min(1).max(131_072);
const Name = z.string().min(1).max(128);
const PolicyArn = z.string().min(20).max(2048);

/** A change of one policy that is not made yet. */
export const PolicyChange = z.discriminatedUnion('Kind', [
  /** The default version of a managed policy, wherever it is attached or a boundary. */
  z.object({ Kind: z.literal('version'), PolicyArn, Document }),
  /** An inline policy, the one of that name or a new one. */
  z.object({ Kind: z.literal('inline'), EntityType: z.enum(['User', 'Group', 'Role']), Name, PolicyName: Name, Document }),
  /** The permissions boundary of a user or role. Without a policy it would have none. */
  z.object({ Kind: z.literal('boundary'), EntityType: z.enum(['User', 'Role']), Name, PolicyArn: PolicyArn.optional() }),
  /** Who may assume a role. */
  z.object({ Kind: z.literal('trust'), RoleName: Name, Document }),
  /** The policy on a resource that is kept. Without a document it would have none. */
  z.object({ Kind: z.literal('resource'), Resource: z.string().min(1).max(2048), Document: Document.optional() }),
]);
export type PolicyChange = z.output<typeof PolicyChange>;

export const PreviewPolicyChangeInput = z.object({
  Change: PolicyChange,
  /** Compare more principals, too, than are compared unasked. */
  Many: z.boolean().optional(),
});
