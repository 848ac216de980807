import { z } from 'zod';

/** The attributes for looking up events. Source: AWS CloudTrail API Reference, "LookupAttribute". */
export const ATTRIBUTES = [
  'EventId',
  'EventName',
  'ReadOnly',
  'Username',
  'ResourceType',
  'ResourceName',
  'EventSource',
  'AccessKeyId',
] as const;

/** AWS: 1 to 50, with 50 as the default. */
export const MOST_RESULTS = 50;
/** The length of the history in days. */
export const DAYS = 90;

/** The operation checks the values that the service refuses with its own errors. */
export const LookupEventsInput = z.object({
  LookupAttributes: z
    .array(z.object({ AttributeKey: z.enum(ATTRIBUTES), AttributeValue: z.string().min(1).max(2000) }))
    .optional(),
  StartTime: z.coerce.date().optional(),
  EndTime: z.coerce.date().optional(),
  EventCategory: z.string().optional(),
  MaxResults: z.number().int().optional(),
  NextToken: z.string().optional(),
});
export type LookupEventsInput = z.output<typeof LookupEventsInput>;
