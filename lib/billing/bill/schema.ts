import { z } from 'zod';
import { AccountId, Month, NextToken, words } from '../schema';

/** Which bill: of a month (default: the one that bills are at), and of whom (default: of whoever pays for the caller's account at its end). */
const Which = { Month: Month.optional(), PayerId: AccountId.optional() };

export const GetBillInput = z.object({
  ...Which,
  /** One account of the bill, for whoever pays it. A member always sees itself alone. */
  AccountId: AccountId.optional(),
});

export const ListBillsInput = z.object({ MaxResults: z.number().int().min(1).max(36).default(12), NextToken });

export const ListBillAccountsInput = z.object({ ...Which, MaxResults: z.number().int().min(1).max(500).default(100), NextToken });

export const GetBillingHomeInput = z.object({});

export const GetCostsInTreeInput = z.object({
  Month: Month.optional(),
  /** Of roots, OUs and accounts. */
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
  /** One of those that GetBillSavings names; without it, all of them together. */
  DimensionId: words(512).optional(),
  Page: z.number().int().min(1).max(100_000).default(1),
  PageSize: z.number().int().min(1).max(500).default(25),
});

export const IssueBillInput = z.object({ Month });

export const ExportBillInput = z.object({ ...Which, AccountId: AccountId.optional(), NextToken });
