import { z } from 'zod';
import { AccountId, Decimal, Month, NextToken, words } from '../schema';

// AWS has no operation that takes usage, so the bounds are ours: those of reports are in import.ts.
export const MOST_ROWS_AT_ONCE = 500;
const HOURS_OF_A_MONTH = 744;

const BatchId = z.string().max(64);
const BatchName = words(128);

const UsageRow = z.object({
  /** Default: the caller's account. */
  AccountId: AccountId.optional(),
  Service: words(128),
  UsageType: words(256),
  Region: words(64),
  Operation: z
    .string()
    .max(256)
    .regex(/^\P{Cc}*$/u)
    .default(''),
  ResourceId: words(2048).optional(),
  /** The id of the Availability Zone: use1-az1. */
  Zone: words(64).optional(),
  /** A whole month, evenly; or so many hours from one on. */
  Month: Month.optional(),
  Start: z.coerce.date().optional(),
  Hours: z.number().int().min(1).max(HOURS_OF_A_MONTH).default(1),
  /** In the unit of the price list. */
  Quantity: Decimal,
  Tags: z
    .record(
      words(128),
      z
        .string()
        .max(256)
        .regex(/^\P{Cc}*$/u),
    )
    .optional(),
});

export const PutUsageInput = z.object({
  Name: BatchName.default('Manual entry'),
  Rows: z.array(UsageRow).min(1).max(MOST_ROWS_AT_ONCE),
});

export const ListUsageBatchesInput = z.object({ MaxResults: z.number().int().min(1).max(100).optional(), NextToken });
export const DeleteUsageBatchInput = z.object({ BatchId });
