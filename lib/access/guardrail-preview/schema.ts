import { z } from 'zod';
import { MOST_MOVED } from '../../organizations/account/limits';
import { KINDS_OF_CHANGE } from './kinds-of-change';

const PolicyId = z.string().min(1).max(130);
const NodeId = z.string().min(1).max(100);

/** A change to SCPs or RCPs that is not made yet. */
export const GuardrailChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('attach'), policyId: PolicyId, targetId: NodeId }),
  z.object({ kind: z.literal('detach'), policyId: PolicyId, targetId: NodeId }),
  /** Replaces a policy's content wherever it is attached. */
  z.object({ kind: z.literal('update'), policyId: PolicyId, content: z.string().max(131_072) }),
  /** Creates a policy and attaches it. */
  z.object({
    kind: z.literal('create'),
    type: z.enum(['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY']),
    targetId: NodeId,
    content: z.string().max(131_072),
  }),
  /** Moves accounts. An OU stands for the accounts at any depth below it. */
  z.object({ kind: z.literal('move'), accountIds: z.array(NodeId).min(1).max(MOST_MOVED), destinationId: NodeId }),
  /** Disables a policy type. */
  z.object({ kind: z.literal('disable'), type: z.enum(['SERVICE_CONTROL_POLICY', 'RESOURCE_CONTROL_POLICY']) }),
]);
export type GuardrailChange = z.output<typeof GuardrailChange>;

export const PreviewGuardrailChangeInput = z.object({ Change: GuardrailChange });
export const ListActionsChangedInput = z.object({
  Change: GuardrailChange,
  /** The ARN of the user, role or root user from the preview. */
  PrincipalArn: z.string().min(20).max(2048),
  Kind: z.enum(KINDS_OF_CHANGE),
  /** The prefix of the service whose actions are listed. */
  Service: z.string().min(1).max(100).optional(),
  Page: z.number().int().min(1).max(1000).optional(),
});
export const ListCallsDeniedByChangeInput = z.object({ Change: GuardrailChange });
