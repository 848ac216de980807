import { z } from 'zod';
import { AccountId, words } from '../schema';

const MOST_ACCOUNTS = 10_000;
const MOST_GROUPS = 500;

export const SHARING_MODES = ['organization', 'prioritized', 'restricted'] as const;

export const GetBillingPreferencesInput = z.object({});

export const PutBillingPreferencesInput = z.object({
  /** Reservations and Savings Plans help everybody; the group of their owner first; or that group alone. */
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
});

export const ListBillingPreferencesInput = z.object({});
