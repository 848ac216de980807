import { createHash } from 'node:crypto';
import { formatDecimal, NANO, PICO, type Price } from '@gatehouse/bill';
import type { z } from 'zod';
import {
  MAX_PRICE_LIST_CHARACTERS,
  PriceListDocument,
  type PriceListProblem,
  planKey,
  priceKey,
  problemsOf,
  reservationKey,
} from './schema';

/** A price list for the calculator, with its description and its offers of reservations and Savings Plans. */
export type NamedPriceList = z.output<typeof PriceListDocument>;

/** A price list document before validation. */
export type PriceListInput = z.input<typeof PriceListDocument>;

type Parsed =
  | { readonly ok: true; readonly priceList: NamedPriceList }
  | { readonly ok: false; readonly problems: readonly PriceListProblem[] };

const PROBLEMS_LISTED = 100;

/**
 * Validates a price list document and parses it for the calculator. Pure.
 * @param text JSON
 * @returns at most a hundred problems, or the price list
 */
export function parsePriceList(text: string): Parsed {
  if (text.length > MAX_PRICE_LIST_CHARACTERS) {
    return wrong([{ path: '', sentence: `The price list has more than ${MAX_PRICE_LIST_CHARACTERS} characters.` }]);
  }
  try {
    return checkPriceList(JSON.parse(text));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return wrong([{ path: '', sentence: `The price list is not valid JSON: ${error.message}` }]);
  }
}

/** Validates a price list document that is already parsed JSON. */
export function checkPriceList(document: unknown): Parsed {
  const checked = PriceListDocument.safeParse(document);
  return checked.success ? { ok: true, priceList: checked.data } : wrong(problemsOf(checked.error));
}

const wrong = (problems: readonly PriceListProblem[]): Parsed => ({ ok: false, problems: problems.slice(0, PROBLEMS_LISTED) });

/**
 * Returns the canonical text of a price list: members in fixed order, prices and offers sorted, and decimals as short as
 * possible. `parsePriceList` reads it.
 */
export function canonicalPriceList(list: NamedPriceList): string {
  const { name, about, currency, effective, gbPerTb, prices, reservations, savingsPlans } = list;
  return JSON.stringify({
    name,
    about,
    currency,
    effective,
    gbPerTb,
    prices: inOrder(prices, priceKey).map((price) => ({
      ...dimensionOf(price),
      unit: price.unit,
      description: price.description,
      tiers: price.tiers.map(({ upTo, rate }) => ({ upTo: upTo === null ? null : nano(upTo), rate: pico(rate) })),
      free: nano(price.free),
      freeScope: price.freeScope,
      blend: price.blend,
      allocation:
        typeof price.allocation === 'object'
          ? { fixture: price.allocation.fixture.map((row) => row.map(nano)) }
          : price.allocation,
      gbPerTb: price.gbPerTb,
    })),
    reservations: inOrder(reservations, reservationKey).map((offer) => ({
      ...dimensionOf(offer),
      years: offer.years,
      payment: offer.payment,
      upfront: nano(offer.upfront),
      recurring:
        offer.recurring.every === 'hour'
          ? { every: 'hour', rate: pico(offer.recurring.rate) }
          : { every: 'month', fee: nano(offer.recurring.fee) },
    })),
    savingsPlans: inOrder(savingsPlans, planKey).map(({ kind, family, region, years, payment, rates }) => ({
      kind,
      family,
      region,
      years,
      payment,
      rates: inOrder(rates, (rate) => `${priceKey(rate)} ${pico(rate.rate)}`).map((rate) => ({
        ...dimensionOf(rate),
        rate: pico(rate.rate),
      })),
    })),
  });
}

const nano = (value: bigint) => formatDecimal(value, NANO);
const pico = (value: bigint) => formatDecimal(value, PICO);

type OfDimension = Pick<Price, 'service' | 'usageType' | 'region' | 'operation'>;
const dimensionOf = ({ service, usageType, region, operation }: OfDimension) => ({ service, usageType, region, operation });

function inOrder<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[] {
  const keyed = items.map((item) => [keyOf(item), item] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, item]) => item);
}

/** Returns the hash by which a bill identifies its prices: the SHA-256 of the canonical text in hexadecimal. */
export function priceListHash(canonicalText: string): string {
  return createHash('sha256').update(canonicalText).digest('hex');
}
