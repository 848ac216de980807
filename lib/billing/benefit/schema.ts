import { z } from 'zod';
import { AccountId, Decimal, Instant, NextToken, words } from '../schema';

const Years = z.union([z.literal(1), z.literal(3)]);
const Region = z.string().regex(/^[a-z0-9-]{1,64}$/);

export const PAYMENT_OPTIONS = ['No Upfront', 'Partial Upfront', 'All Upfront'] as const;
export const PLAN_KINDS = ['EC2Instance', 'Compute', 'SageMaker', 'Database'] as const;

/** The owner (default: the caller's account) and the start (default: now). */
const Owned = { AccountId: AccountId.optional(), Start: Instant.optional() };

export const PutReservationInput = z.object({
  ...Owned,
  Service: words(128).default('AmazonEC2'),
  /** The reserved usage type, such as `BoxUsage:t3.small`. */
  UsageType: words(256),
  Region,
  /** The platform and other attributes. The default is any. */
  Operation: words(256).optional(),
  /** The id of the Availability Zone of a zonal reservation. */
  Zone: words(64).optional(),
  /** True if it applies to other sizes of its family; not possible with a zone. */
  SizeFlexible: z.boolean().default(false),
  Count: z.number().int().min(1).max(10_000),
  Years: Years.default(1),
  Payment: z.enum(PAYMENT_OPTIONS),
  /** The cost of each unit: upfront, and hourly or monthly. The default is the price list's offer. */
  Upfront: Decimal.optional(),
  Hourly: Decimal.optional(),
  Monthly: Decimal.optional(),
});

export const PutSavingsPlanInput = z.object({
  ...Owned,
  Kind: z.enum(PLAN_KINDS),
  /** Set for an instance plan of one family in one Region. */
  Family: words(32).optional(),
  Region: Region.optional(),
  Years: Years.default(1),
  Payment: z.enum(PAYMENT_OPTIONS),
  /** The commitment in dollars per hour at the plan's rates. */
  Commitment: Decimal,
});

export const PutCreditInput = z.object({
  ...Owned,
  /** The amount in dollars. */
  Amount: Decimal,
  /** The services it pays for. The default is all. */
  Services: z.array(words(128)).min(1).max(200).optional(),
  Expires: Instant,
});

export const ListBenefitsInput = z.object({ MaxResults: z.number().int().min(1).max(1000).default(1000), NextToken });
export const DeleteBenefitInput = z.object({ Id: z.string().max(64) });
export const GetCreditUseInput = z.object({ Id: z.string().max(64) });
