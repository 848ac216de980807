import { z } from 'zod';
import { PutReservationInput, PutSavingsPlanInput } from '../../benefit/schema';
import { PutBillingPreferencesInput } from '../../preferences/schema';
import { MAX_PRICE_LIST_CHARACTERS } from '../../price-list/schema';
import { AccountId, Instant, Month, NextToken, words } from '../../schema';
import { USAGE_PROFILES } from '../../usage/schema';

/** The number of changes whose effects are still distinguishable. */
export const MOST_CHANGES = 20;

const Join = z.object({
  Type: z.literal('JOIN'),
  /** The name of the hypothetical account. */
  Name: words(64),
  /** Its usage: that of an account on the bill, or of a profile. */
  Like: AccountId.optional(),
  Profile: z.enum(USAGE_PROFILES).optional(),
  /** The default is the beginning of the month. */
  From: Instant.optional(),
});

const Leave = z.object({ Type: z.literal('LEAVE'), AccountId, From: Instant.optional() });

const Group = z.object({
  Type: z.literal('GROUP'),
  AccountId,
  /** Null for no group. A missing group is created. */
  Group: words(128).nullable(),
});

const Scale = z.object({
  Type: z.literal('USAGE'),
  /** The default is all accounts. */
  AccountId: AccountId.optional(),
  /** A product code. The default is all services. */
  Service: words(128).optional(),
  /** For example 2 for twice as much. */
  Factor: z
    .string()
    .regex(/^(0|[1-9]\d{0,3})(\.\d{1,3})?$/, 'A factor is a number such as 2 or 0.5, below 10,000, with at most three decimals.'),
});

/** A hypothetical change of a bill. */
export const BillChange = z.discriminatedUnion('Type', [
  Join,
  Leave,
  Group,
  Scale,
  PutReservationInput.extend({ Type: z.literal('RESERVATION') }),
  PutSavingsPlanInput.extend({ Type: z.literal('SAVINGS_PLAN') }),
  PutBillingPreferencesInput.extend({ Type: z.literal('PREFERENCES') }),
  z.object({ Type: z.literal('PRICES'), Document: z.string().min(2).max(MAX_PRICE_LIST_CHARACTERS) }),
]);

export type BillChangeInput = z.input<typeof BillChange>;

export const PreviewBillInput = z.object({
  /** The default is the current month. */
  Month: Month.optional(),
  Changes: z.array(BillChange).max(MOST_CHANGES),
  MaxResults: z.number().int().min(1).max(500).default(100),
  NextToken,
});
