import { z } from 'zod';

/** For all accounts of an organization, as `AccountId`. */
export const EVERY_ACCOUNT = 'all';

const AccountId = z.union([z.literal(EVERY_ACCOUNT), z.string().regex(/^\d{12}$/)]).optional();

/** Filters of the event history; all given ones must match. */
export const EventFilters = z.object({
  /** For the management account: whose events, those of one of its accounts or of all. Default: its own. */
  AccountId,
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
  ErrorCode: z.string().max(128).optional(),
  SourceIPAddress: z.string().max(64).optional(),
});
export type EventFilters = z.input<typeof EventFilters>;

export const SearchEventsInput = EventFilters.extend({
  MaxResults: z.number().int().min(1).max(1000).optional(),
  NextToken: z.string().max(512).optional(),
});
export type SearchEventsInput = z.input<typeof SearchEventsInput>;

export const ListOwnDenialsInput = z.object({});
export const GetOwnLastCallInput = z.object({});
export const GetEventInput = z.object({ EventId: z.string().min(1).max(64), AccountId });
export const GetAuthorizationDetailsInput = z.object({ AuthorizationId: z.string().min(1).max(64) });
