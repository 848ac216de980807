import { z } from 'zod';
import { AccountId, Decimal, Instant, NextToken, words } from '../schema';

const Years = z.union([z.literal(1), z.literal(3)]);
const Region = z.string().regex(/^[a-z0-9-]{1,64}$/);

export const PAYMENT_OPTIONS = ['No Upfront', 'Partial Upfront', 'All Upfront'] as const;
export const PLAN_KINDS = ['EC2Instance', 'Compute', 'SageMaker', 'Database'] as const;

/** What all benefits have: whose they are (default: the caller's account), and from when on (default: now). */
const Owned = { AccountId: AccountId.optional(), Start: Instant.optional() };

export const PutReservationInput = z.object({
  ...Owned,
  Service: words(128).default('AmazonEC2'),
  /** Of what is reserved: `BoxUsage:t3.small`. */
  UsageType: words(256),
  Region,
  /** Platform and other attributes; left out: any. */
  Operation: words(256).optional(),
  /** The id of an Availability Zone, of a zonal reservation. */
  Zone: words(64).optional(),
  /** Whether it fits other sizes of its family. Never with a zone. */
  SizeFlexible: z.boolean().default(false),
  Count: z.number().int().min(1).max(10_000),
  Years: Years.default(1),
  Payment: z.enum(PAYMENT_OPTIONS),
  /** What each costs: upfront, and in each hour or each month. Left out: as the price list offers it. */
  Upfront: Decimal.optional(),
  Hourly: Decimal.optional(),
  Monthly: Decimal.optional(),
});

export const PutSavingsPlanInput = z.object({
  ...Owned,
  Kind: z.enum(PLAN_KINDS),
  /** Of a plan for one family of instances in one Region. */
  Family: words(32).optional(),
  Region: Region.optional(),
  Years: Years.default(1),
  Payment: z.enum(PAYMENT_OPTIONS),
  /** Dollars an hour, at the rates of the plan. */
  Commitment: Decimal,
});

export const PutCreditInput = z.object({
  ...Owned,
  /** Dollars. */
  Amount: Decimal,
  /** Of which services it pays; left out: of all. */
  Services: z.array(words(128)).min(1).max(200).optional(),
  Expires: Instant,
});

export const ListBenefitsInput = z.object({ MaxResults: z.number().int().min(1).max(1000).default(1000), NextToken });
export const DeleteBenefitInput = z.object({ Id: z.string().max(64) });
export const GetCreditUseInput = z.object({ Id: z.string().max(64) });
