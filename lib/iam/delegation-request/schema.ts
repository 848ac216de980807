import { z } from 'zod';
import { text } from '../../core/shapes';
import { Marker, MaxItems } from '../shapes';

// Patterns and lengths: IAM API Reference, CreateDelegationRequest and the other operations.
const LATIN = '[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u00A1-\\u00FF]*';
const PRINTABLE = '[ -~]+';
const DelegationRequestId = text({ pattern: '[\\w-]+', min: 16, max: 128 });
const Notes = text({ pattern: LATIN, max: 500 });
const PolicyParameter = z.object({
  Name: text({ pattern: PRINTABLE, min: 5, max: 256 }).optional(),
  // AWS documents no limits. More would not fit the policy.
  Values: z
    .array(text({ pattern: PRINTABLE, max: 2048 }))
    .max(100)
    .optional(),
  Type: z.enum(['string', 'stringList']).optional(),
});
const Permissions = z.object({
  PolicyTemplateArn: text({ min: 20, max: 2048 }).optional(),
  Parameters: z.array(PolicyParameter).max(50).optional(),
});
export type Permissions = z.output<typeof Permissions>;

export const CreateDelegationRequestInput = z.object({
  OwnerAccountId: text({ pattern: '\\d{12}' }).optional(),
  Description: text({ pattern: LATIN, max: 1000 }),
  Permissions,
  RequestMessage: text({ pattern: LATIN, max: 200 }).optional(),
  RequestorWorkflowId: text({ min: 1, max: 400 }),
  RedirectUrl: text({ min: 1, max: 255 }).optional(),
  NotificationChannel: text({ pattern: '[a-zA-Z0-9:_.-]+', min: 2, max: 400 }),
  SessionDuration: z.number().int().min(300).max(43_200),
  OnlySendByOwner: z.boolean().optional(),
});
export type CreateDelegationRequestInput = z.output<typeof CreateDelegationRequestInput>;

const Named = z.object({ DelegationRequestId });
export const AssociateDelegationRequestInput = Named;
export const AcceptDelegationRequestInput = Named;
export const SendDelegationTokenInput = Named;
export const RejectDelegationRequestInput = Named.extend({ Notes: Notes.optional() });
export const UpdateDelegationRequestInput = Named.extend({ Notes: Notes.optional() });
export const GetDelegationRequestInput = Named.extend({ DelegationPermissionCheck: z.boolean().optional() });

export const ListDelegationRequestsInput = z.object({
  OwnerId: text({ min: 20, max: 2048 }).optional(),
  Marker: Marker.optional(),
  MaxItems: MaxItems.optional(),
});

export const GetHumanReadableSummaryInput = z.object({
  EntityArn: text({ min: 20, max: 2048 }),
  Locale: text({ min: 2, max: 12 }).optional(),
});
