import { z } from 'zod';
import { AccountId, Month, NextToken, words } from '../schema';

/** The month (default: the current one) and payer (default: the caller's payer at its end). */
const Which = { Month: Month.optional(), PayerId: AccountId.optional() };

export const GetBillInput = z.object({
  ...Which,
  /** An account of the bill, for the payer. A member always sees itself. */
  AccountId: AccountId.optional(),
});

export const ListBillsInput = z.object({ MaxResults: z.number().int().min(1).max(36).default(12), NextToken });

export const ListBillAccountsInput = z.object({ ...Which, MaxResults: z.number().int().min(1).max(500).default(100), NextToken });

export const GetBillingHomeInput = z.object({});

export const GetCostsInTreeInput = z.object({
  Month: Month.optional(),
  /** The ids of roots, OUs and accounts. */
  NodeIds: z
    .array(
      z
        .string()
        .max(68)
        .regex(/^(\d{12}|r-[0-9a-z]+|ou-[0-9a-z]+-[0-9a-z]+)$/),
    )
    .max(200),
});

export const ListBillLinesInput = z.object({
  ...Which,
  AccountId: AccountId.optional(),
  Service: words(128).optional(),
  MaxResults: z.number().int().min(1).max(1000).default(200),
  NextToken,
});

export const GetBillSavingsInput = z.object({ ...Which, MaxResults: z.number().int().min(1).max(100).default(20), NextToken });

export const ListBillSavingsAccountsInput = z.object({
  ...Which,
  /** An id from GetBillSavings. The default is all dimensions together. */
  DimensionId: words(512).optional(),
  Page: z.number().int().min(1).max(100_000).default(1),
  PageSize: z.number().int().min(1).max(500).default(25),
});

export const IssueBillInput = z.object({ Month });

export const ExportBillInput = z.object({ ...Which, AccountId: AccountId.optional(), NextToken });
