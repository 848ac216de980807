import { z } from 'zod';

/** The document as it would be saved. */
const Document = z.string().min(1).max(131_072);
const Name = z.string().min(1).max(128);
const PolicyArn = z.string().min(20).max(2048);

/** An unsaved change to one policy. */
export const PolicyChange = z.discriminatedUnion('Kind', [
  /** The default version of a managed policy, wherever it is attached or used as a boundary. */
  z.object({ Kind: z.literal('version'), PolicyArn, Document }),
  /** An existing or new inline policy. */
  z.object({ Kind: z.literal('inline'), EntityType: z.enum(['User', 'Group', 'Role']), Name, PolicyName: Name, Document }),
  /** The permissions boundary of a user or role. Without a policy the boundary is removed. */
  z.object({ Kind: z.literal('boundary'), EntityType: z.enum(['User', 'Role']), Name, PolicyArn: PolicyArn.optional() }),
  /** A role's trust policy. */
  z.object({ Kind: z.literal('trust'), RoleName: Name, Document }),
  /** The policy of a stored resource. Without a document the policy is removed. */
  z.object({ Kind: z.literal('resource'), Resource: z.string().min(1).max(2048), Document: Document.optional() }),
]);
export type PolicyChange = z.output<typeof PolicyChange>;

export const PreviewPolicyChangeInput = z.object({
  Change: PolicyChange,
  /** Also compares more principals than are compared while typing. */
  Many: z.boolean().optional(),
});
