import { z } from 'zod';
import { AccountId, NextToken, words } from '../schema';

const MOST_ACCOUNTS = 10_000;
const MOST_GROUPS = 500;

export const SHARING_MODES = ['organization', 'prioritized', 'restricted'] as const;

export const GetBillingPreferencesInput = z.object({});

export const PutBillingPreferencesInput = z.object({
  /** Reservations and Savings Plans help everybody, the owner's group first, or only that group. */
  DiscountSharing: z.enum(SHARING_MODES),
  Groups: z
    .array(z.object({ Name: words(128), AccountIds: z.array(AccountId).max(MOST_ACCOUNTS) }))
    .max(MOST_GROUPS)
    .default([]),
  /** Accounts that neither give nor receive discounts. */
  DiscountsOff: z.array(AccountId).max(MOST_ACCOUNTS).default([]),
  CreditSharing: z.boolean(),
  /** Accounts that neither give nor receive credits. */
  CreditsOff: z.array(AccountId).max(MOST_ACCOUNTS).default([]),
  /** The sharing of accounts that join later: of discounts, and of credits. */
  NewAccounts: z.object({ Discounts: z.boolean(), Credits: z.boolean() }).default({ Discounts: true, Credits: true }),
  /** The tax in percent of the charges after credits, as decimal text: `19`. */
  TaxPercent: z
    .string()
    .regex(/^(0|[1-9]\d?)(\.\d{1,4})?$|^100$/, 'A tax is 0 to 100 percent, with at most four decimals.')
    .default('0'),
});

export const ListBillingPreferencesInput = z.object({
  MaxResults: z.number().int().min(1).max(100).default(50),
  /** The number of differences returned per change. */
  MaxDifferences: z.number().int().min(1).max(50_000).default(10),
  NextToken,
});

export const ListBilledAccountsInput = z.object({});
