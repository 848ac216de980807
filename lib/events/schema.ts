import { z } from 'zod';

/** Filters of the event history; all given ones must match. */
export const LookupEventsInput = z.object({
  /** Part of a principal's ARN or name. */
  Principal: z.string().max(2048).optional(),
  EventName: z.string().max(128).optional(),
  EventSource: z.string().max(128).optional(),
  /** Part of a resource's ARN. */
  Resource: z.string().max(2048).optional(),
  /** `WouldBeDenied`: let through because the account only audits. */
  Outcome: z.enum(['Success', 'Denied', 'Failed', 'WouldBeDenied']).optional(),
  ReadOnly: z.boolean().optional(),
  StartTime: z.iso.datetime().optional(),
  EndTime: z.iso.datetime().optional(),
  MaxResults: z.number().int().min(1).max(1000).optional(),
  NextToken: z.string().max(512).optional(),
});
export type LookupEventsInput = z.input<typeof LookupEventsInput>;

export const ListOwnDenialsInput = z.object({});
export const GetEventInput = z.object({ EventId: z.string().min(1).max(64) });
export const GetAuthorizationDetailsInput = z.object({ AuthorizationId: z.string().min(1).max(64) });
