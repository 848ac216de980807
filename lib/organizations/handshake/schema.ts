import { z } from 'zod';
import { TagList, text } from '../../core/shapes';
import { HandshakeId, Paging, ResponsibilityTransferName, ResponsibilityTransferType } from '../shapes';

export const InviteAccountToOrganizationInput = z.object({
  Target: z.object({ Id: text({ min: 1, max: 64 }), Type: z.enum(['ACCOUNT', 'ORGANIZATION', 'EMAIL']) }),
  Notes: text({ max: 1024 }).optional(),
  Tags: TagList.optional(),
});
export const InviteOrganizationToTransferResponsibilityInput = z.object({
  Type: ResponsibilityTransferType,
  Target: z.object({ Id: text({ min: 1, max: 64 }), Type: z.enum(['ACCOUNT', 'ORGANIZATION', 'EMAIL']) }),
  StartTimestamp: z.date(),
  SourceName: ResponsibilityTransferName,
  Notes: text({ max: 1024 }).optional(),
  Tags: TagList.optional(),
});
export const DescribeHandshakeInput = z.object({ HandshakeId });
export const AcceptHandshakeInput = z.object({ HandshakeId });
export const DeclineHandshakeInput = z.object({ HandshakeId });
export const CancelHandshakeInput = z.object({ HandshakeId });
export const EnableAllFeaturesInput = z.object({});

const HandshakeFilter = z.object({
  ActionType: z
    .enum([
      'INVITE',
      'ENABLE_ALL_FEATURES',
      'APPROVE_ALL_FEATURES',
      'ADD_ORGANIZATIONS_SERVICE_LINKED_ROLE',
      'TRANSFER_RESPONSIBILITY',
    ])
    .optional(),
  ParentHandshakeId: HandshakeId.optional(),
});
export type HandshakeFilter = z.output<typeof HandshakeFilter>;
export const ListHandshakesForAccountInput = z.object({ Filter: HandshakeFilter.optional(), ...Paging });
export const ListHandshakesForOrganizationInput = z.object({ Filter: HandshakeFilter.optional(), ...Paging });
