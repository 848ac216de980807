import { z } from 'zod';
import { AccountId, Decimal, Month, NextToken, words } from '../schema';

// Schemas of usage. AWS has no operation that accepts usage, so the limits are Gatehouse's own. The limits of reports are in
// import.ts.
export const MOST_ROWS_AT_ONCE = 500;
const HOURS_OF_A_MONTH = 744;
export const MOST_TAGS = 50;

const BatchId = z.string().max(64);
const BatchName = words(128);

const UsageRow = z.object({
  /** The default is the caller's account. */
  AccountId: AccountId.optional(),
  Service: words(128),
  /** A refund may be for a service as a whole: without a usage type or a Region. */
  UsageType: words(256).optional(),
  Region: words(64).optional(),
  Operation: z
    .string()
    .max(256)
    .regex(/^\P{Cc}*$/u)
    .default(''),
  ResourceId: words(2048).optional(),
  /** The id of the Availability Zone: use1-az1. */
  Zone: words(64).optional(),
  /** A whole month, evenly; or a number of hours from `Start`. */
  Month: Month.optional(),
  Start: z.coerce.date().optional(),
  Hours: z.number().int().min(1).max(HOURS_OF_A_MONTH).default(1),
  /** In the unit of the price list. A row has a quantity or a refund. */
  Quantity: Decimal.optional(),
  /** Dollars that AWS gave back, above zero. */
  Refund: Decimal.optional(),
  Tags: z
    .record(
      words(128),
      z
        .string()
        .max(256)
        .regex(/^\P{Cc}*$/u),
    )
    .refine((tags) => Object.keys(tags).length <= MOST_TAGS, `There are more than ${MOST_TAGS} tags.`)
    .optional(),
});

export const PutUsageInput = z.object({
  Name: BatchName.default('Manual entry'),
  Rows: z.array(UsageRow).min(1).max(MOST_ROWS_AT_ONCE),
});

export const ListUsageBatchesInput = z.object({ MaxResults: z.number().int().min(1).max(100).optional(), NextToken });
export const DeleteUsageBatchInput = z.object({ BatchId });

/** The size of a report's piece in base64, as one console call can carry it. */
export const MOST_PART_CHARACTERS = 700_000;
/** Enough for a report of half a gigabyte, packed or not. */
export const MOST_PARTS = 1_000;
/** The pieces of an account's unfinished reports: a gigabyte, or one and a half of the largest report. */
export const MOST_WAITING_PARTS = 1_500;

export const BeginUsageImportInput = z.object({ Name: BatchName });

export const AppendUsageImportInput = z.object({
  BatchId,
  /** The piece's number, from 0. */
  Part: z
    .number()
    .int()
    .min(0)
    .max(MOST_PARTS - 1),
  /** Bytes of a CSV file, optionally compressed by gzip, in base64. */
  Data: z
    .string()
    .min(1)
    .max(MOST_PART_CHARACTERS)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/),
});

export const FinishUsageImportInput = z.object({
  BatchId,
  /** The number of pieces. */
  Parts: z.number().int().min(1).max(MOST_PARTS),
  /** True to store what can be read and skip the rest; otherwise all or nothing. */
  LeaveOut: z.boolean().default(false),
  /** The account here for each account in the report. */
  Accounts: z
    .array(z.object({ Reported: AccountId, AccountId }))
    .max(10_000)
    .default([]),
});

export const USAGE_PROFILES = ['web-shop', 'data-team', 'idle-sandbox', 'leaked-key-mining'] as const;

export const GenerateUsageInput = z.object({
  Name: BatchName.default('Generated usage'),
  /** The same seed gives the same usage. */
  Seed: words(64),
  From: Month,
  Until: Month,
  Accounts: z
    .array(
      z.object({
        AccountId,
        Profile: z.enum(USAGE_PROFILES),
        /** Set for an account whose key leaks. */
        LeakedAt: z.coerce.date().optional(),
      }),
    )
    .min(1)
    .max(1_000),
});
