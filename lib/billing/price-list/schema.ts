import { NANO, PICO, parseDecimal } from '@gatehouse/bill';
import { z } from 'zod';
import { Month } from '../schema';

// Schemas of price lists. AWS has no such operation, so the limits are Gatehouse's own: three times the presets, and small enough
// to parse within 50 milliseconds.
export const MAX_PRICES = 1000;
export const MAX_TIERS = 20;
const MAX_RESERVATIONS = 500;
const MAX_PLANS = 200;
const MAX_PLAN_RATES = 500;
export const MAX_PRICE_LIST_CHARACTERS = 350_000;
const MAX_FIXTURE_ROWS = 1000;
// A quadrillion units, more than the bound of any AWS tier.
const LARGEST_QUANTITY = 10n ** 15n * 10n ** BigInt(NANO);
const LARGEST_RATE = 10n ** 9n * 10n ** BigInt(PICO);

const words = (most: number) =>
  z
    .string('Must be a text.')
    .min(1, 'The text is empty.')
    .max(most, `The text is longer than ${most} characters.`)
    .regex(/^\P{Cc}*$/u, 'The text has control characters.');

const decimal = (places: number, most: bigint, what: string) =>
  z
    .string(`Must be ${what} in quotation marks, such as "0.023": a number without them would lose digits.`)
    .transform((text, context) => {
      const value = parseDecimal(text, places);
      if (value !== null && value >= 0n && value <= most) return value;
      const message =
        value === null
          ? `Must be ${what} such as "0.023", with at most ${places} decimals.`
          : `The number is ${value < 0n ? 'below zero' : 'too large'}.`;
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    });

const Quantity = decimal(NANO, LARGEST_QUANTITY, 'a quantity');
const Money = decimal(NANO, LARGEST_QUANTITY, 'an amount in dollars');
const Rate = decimal(PICO, LARGEST_RATE, 'a price in dollars');
const Region = z
  .string('Must be the code of a Region, or null for all Regions.')
  .regex(/^[a-z0-9-]{1,64}$/, 'A Region is written such as us-east-1.');
const GbPerTb = z.union([z.literal(1000), z.literal(1024)], 'Must be 1000 or 1024.');

const Tier = z.strictObject({ upTo: Quantity.nullable(), rate: Rate });

const Tiers = z
  .array(Tier, 'Must be a list of tiers.')
  .min(1, 'There is no tier.')
  .max(MAX_TIERS, `There are more than ${MAX_TIERS} tiers.`)
  .superRefine((tiers, context) => {
    for (const [at, { upTo }] of tiers.entries()) {
      const last = at === tiers.length - 1;
      const before = tiers[at - 1]?.upTo ?? 0n;
      const message = last
        ? upTo !== null && 'The last tier has no end: its bound is null.'
        : upTo === null
          ? 'Only the last tier has no end.'
          : upTo <= before && 'The bound is not above the one before it.';
      if (message) context.addIssue({ code: 'custom', path: [at, 'upTo'], message });
    }
  });

/** A price in a price list. */
export const Price = z
  .strictObject({
    service: words(128),
    usageType: words(256),
    region: Region.nullable(),
    operation: words(256).optional(),
    unit: words(64),
    description: words(512),
    tiers: Tiers,
    free: Quantity.default(0n),
    freeScope: words(128).optional(),
    blend: z.enum(['month', 'hour'], 'Must be month or hour.').optional(),
    allocation: z
      .union(
        [
          z.enum(['PROPORTIONAL', 'SEQUENTIAL']),
          z.strictObject({ fixture: z.array(z.array(Quantity).max(MAX_TIERS)).min(1).max(MAX_FIXTURE_ROWS) }),
        ],
        'Must be PROPORTIONAL, SEQUENTIAL, or a fixture: a list with the quantities of each tier for every account.',
      )
      .optional(),
    /** The GB per TB in texts and charts about this price, if it differs from the list's. */
    gbPerTb: GbPerTb.optional(),
  })
  .superRefine(({ tiers, allocation }, context) => {
    if (typeof allocation !== 'object') return;
    for (const [at, row] of allocation.fixture.entries()) {
      if (row.length === tiers.length) continue;
      const message = `The row has ${row.length} quantities, and the price ${tiers.length} tiers.`;
      context.addIssue({ code: 'custom', path: ['allocation', 'fixture', at], message });
    }
  });

const Years = z.union([z.literal(1), z.literal(3)], 'Must be 1 or 3.');
const Payment = z.enum(['No Upfront', 'Partial Upfront', 'All Upfront'], 'Must be No Upfront, Partial Upfront or All Upfront.');

/** The offer of a reservation, per unit. */
const ReservationOffer = z.strictObject({
  service: words(128),
  /** The reserved usage type. */
  usageType: words(256),
  region: Region,
  operation: words(256).optional(),
  years: Years,
  payment: Payment,
  upfront: Money,
  recurring: z.discriminatedUnion(
    'every',
    [z.strictObject({ every: z.literal('hour'), rate: Rate }), z.strictObject({ every: z.literal('month'), fee: Money })],
    'Must be an hourly rate or a monthly fee.',
  ),
});

/** The offer of a Savings Plan. */
const PlanOffer = z.strictObject({
  kind: z.enum(['EC2Instance', 'Compute', 'SageMaker', 'Database'], 'Must be EC2Instance, Compute, SageMaker or Database.'),
  /** The scope of an instance plan: one family in one Region, such as m5 in us-east-1. */
  family: words(32).nullable(),
  region: Region.nullable(),
  years: Years,
  payment: Payment,
  rates: z
    .array(
      z.strictObject({
        service: words(128),
        usageType: words(256),
        region: Region.nullable(),
        operation: words(256).optional(),
        rate: Rate,
      }),
      'Must be a list of rates.',
    )
    .min(1, 'There is no rate.')
    .max(MAX_PLAN_RATES, `There are more than ${MAX_PLAN_RATES} rates.`),
});

type OfDimension = { service: string; usageType: string; region: string | null; operation?: string | undefined };

/** Returns the dimension of a price as a key. */
export const priceKey = ({ service, usageType, region, operation }: OfDimension) =>
  JSON.stringify([service, usageType, region, operation ?? null]);
export const reservationKey = (offer: z.output<typeof ReservationOffer>) =>
  JSON.stringify([priceKey(offer), offer.years, offer.payment]);
export const planKey = ({ kind, family, region, years, payment }: z.output<typeof PlanOffer>) =>
  JSON.stringify([kind, family, region, years, payment]);

function eachOnce<Item>(
  items: readonly Item[],
  list: string,
  keyOf: (item: Item) => string,
  context: { addIssue: (issue: { code: 'custom'; path: PropertyKey[]; message: string }) => void },
): void {
  const places = new Map<string, number>();
  for (const [at, item] of items.entries()) {
    const same = places.get(keyOf(item));
    if (same === undefined) places.set(keyOf(item), at);
    else context.addIssue({ code: 'custom', path: [list, at], message: `Repeats ${list}[${same}].` });
  }
}

/** A price list as people edit it: JSON with quantities and prices as decimal text. */
export const PriceListDocument = z
  .strictObject({
    name: words(128),
    /** The source of the prices and its limits. */
    about: words(2000),
    currency: z.literal('USD', 'Must be USD.'),
    effective: z.iso.date('Must be a day such as 2026-11-01.'),
    gbPerTb: GbPerTb,
    prices: z
      .array(Price, 'Must be a list of prices.')
      .min(1, 'There is no price.')
      .max(MAX_PRICES, `There are more than ${MAX_PRICES} prices.`),
    reservations: z
      .array(ReservationOffer, 'Must be a list of reservations.')
      .max(MAX_RESERVATIONS, `There are more than ${MAX_RESERVATIONS} reservations.`)
      .default([]),
    savingsPlans: z
      .array(PlanOffer, 'Must be a list of Savings Plans.')
      .max(MAX_PLANS, `There are more than ${MAX_PLANS} Savings Plans.`)
      .default([]),
  })
  .superRefine(({ prices, reservations, savingsPlans }, context) => {
    eachOnce(reservations, 'reservations', reservationKey, context);
    eachOnce(savingsPlans, 'savingsPlans', planKey, context);
    eachOnce(prices, 'prices', priceKey, context);
    const free = new Map<string, { at: number; free: bigint }>();
    for (const [at, price] of prices.entries()) {
      if (price.freeScope === undefined) continue;
      const first = free.get(price.freeScope);
      if (!first) free.set(price.freeScope, { at, free: price.free });
      else if (first.free !== price.free) {
        context.addIssue({
          code: 'custom',
          path: ['prices', at, 'free'],
          message: `Prices that share what is free say the same of it, and prices[${first.at}] says something else.`,
        });
      }
    }
  });

/** A problem of a document with its path: `prices[3].tiers[1].upTo`. The path is empty for the whole document. */
export type PriceListProblem = { readonly path: string; readonly sentence: string };

/** Returns the problems that a schema of this file found, as sentences. */
export function problemsOf(error: z.ZodError): PriceListProblem[] {
  return error.issues.map((issue) => ({ path: pathOf(issue.path), sentence: sentenceOf(issue) }));
}

function pathOf(path: readonly PropertyKey[]): string {
  return path.map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at > 0 ? '.' : ''}${String(part)}`)).join('');
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `Unknown ${issue.keys.length === 1 ? 'member' : 'members'} ${issue.keys.slice(0, 5).join(', ').slice(0, 200)}.`;
  if (issue.code === 'invalid_type' && issue.expected === 'object') return 'Must be an object.';
  return issue.message;
}

export const PRICE_LIST_PRESETS = ['documentation', 'current'] as const;

export const GetPriceListInput = z.object({
  /** The default is the current month. */
  Month: Month.optional(),
  /** A version, independent of the month. */
  Number: z.number().int().min(1).optional(),
  Preset: z.enum(PRICE_LIST_PRESETS).optional(),
});

export const PutPriceListInput = z.object({
  /** JSON, or the name of a preset. */
  Document: z.string().min(2).max(MAX_PRICE_LIST_CHARACTERS).optional(),
  Preset: z.enum(PRICE_LIST_PRESETS).optional(),
  /** The first month to which it applies. Default: that of the document's date; for a preset, every month. */
  Effective: Month.optional(),
});

export const ListPriceListVersionsInput = z.object({});
