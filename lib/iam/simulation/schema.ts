import { z } from 'zod';
import { Arn, text } from '../../core/shapes';
import { Paging, PolicyDocument } from '../shapes';

// AWS: an action has its service prefix and no wildcards.
const ActionName = text({ pattern: '[A-Za-z0-9-]+:[A-Za-z0-9]+', min: 3, max: 128 });
const ContextEntry = z.object({
  ContextKeyName: text({ min: 5, max: 256 }),
  ContextKeyValues: z.array(z.string()),
  ContextKeyType: z
    .enum([
      'string',
      'stringList',
      'numeric',
      'numericList',
      'boolean',
      'booleanList',
      'ip',
      'ipList',
      'binary',
      'binaryList',
      'date',
      'dateList',
    ])
    .optional(),
});

const What = {
  ActionNames: z.array(ActionName).min(1).max(500),
  ResourceArns: z
    .array(text({ min: 1, max: 2048 }))
    .max(100)
    .optional(),
  ResourcePolicy: PolicyDocument.optional(),
  ResourceOwner: text({ min: 1, max: 2048 }).optional(),
  CallerArn: text({ min: 1, max: 2048 }).optional(),
  ContextEntries: z.array(ContextEntry).max(200).optional(),
  ResourceHandlingOption: text({ min: 1, max: 64 }).optional(),
  PermissionsBoundaryPolicyInputList: z.array(PolicyDocument).optional(),
  ...Paging,
};

export const SimulateCustomPolicyInput = z.object({
  PolicyInputList: z.array(PolicyDocument),
  /** One organization level per item, root first, at most 7. */
  OrderedOrganizationPolicyInputList: z
    .array(z.object({ ServiceControlPolicyInputList: z.array(PolicyDocument).optional() }))
    .max(7)
    .optional(),
  ...What,
});

const InlinePolicyIdentifier = z.object({
  PolicyName: text({ min: 1, max: 128 }),
  AttachmentType: z.enum(['user', 'group', 'role']),
  AttachmentName: text({ pattern: '[\\w+=,.@*?-]+', min: 1, max: 128 }),
});
/** Exactly one member each, like unions in the model. */
export const PolicyIdentifier = z.union([
  z.object({ PolicyType: z.enum(['inline', 'aws-managed', 'user-managed', 'permission-boundary', 'scp', 'rcp']) }),
  z.object({ PolicyArn: text({ min: 1, max: 2048 }) }),
  z.object({ InlinePolicyIdentifier }),
]);
export type PolicyIdentifier = z.output<typeof PolicyIdentifier>;

export const SimulatePrincipalPolicyInput = z.object({
  PolicySourceArn: Arn,
  PolicyInputList: z.array(PolicyDocument).optional(),
  PolicyExclusionList: z.array(PolicyIdentifier).max(256).optional(),
  ...What,
});
export type SimulationInput = Pick<
  z.output<typeof SimulatePrincipalPolicyInput>,
  | 'ActionNames'
  | 'ResourceArns'
  | 'ResourcePolicy'
  | 'ResourceOwner'
  | 'CallerArn'
  | 'ContextEntries'
  | 'ResourceHandlingOption'
  | 'PermissionsBoundaryPolicyInputList'
>;

export const GetContextKeysForCustomPolicyInput = z.object({ PolicyInputList: z.array(PolicyDocument) });
export const GetContextKeysForPrincipalPolicyInput = z.object({
  PolicySourceArn: Arn,
  PolicyInputList: z.array(PolicyDocument).optional(),
});
