import { z } from 'zod';

/** What events are looked up by. Source: AWS CloudTrail API Reference, "LookupAttribute". */
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

/** AWS: 1 to 50, which is also the default. */
export const MOST_RESULTS = 50;
/** The history goes back so far. */
export const DAYS = 90;

/** What the service refuses with an error of its own is looked at by the operation. */
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
