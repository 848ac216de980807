import { z } from 'zod';

/** The `AccountId` value for all accounts of an organization. */
export const EVERY_ACCOUNT = 'all';

const AccountId = z.union([z.literal(EVERY_ACCOUNT), z.string().regex(/^\d{12}$/)]).optional();

/** The filters of the event history. All given ones must match. */
export const EventFilters = z.object({
  /** For the management account: one of its accounts or all of them. Default: its own events. */
  AccountId,
  /** A part of a principal's ARN or name. */
  Principal: z.string().max(2048).optional(),
  EventName: z.string().max(128).optional(),
  EventSource: z.string().max(128).optional(),
  /** A part of a resource's ARN. */
  Resource: z.string().max(2048).optional(),
  /** `WouldBeDenied` selects calls that were allowed only because the account audits. */
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
export const ListOwnLastChangesInput = z.object({});
export const GetEventInput = z.object({ EventId: z.string().min(1).max(64), AccountId });
export const GetAuthorizationDetailsInput = z.object({ AuthorizationId: z.string().min(1).max(64) });
