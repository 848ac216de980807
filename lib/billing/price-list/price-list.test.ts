import type { PriceList } from '@gatehouse/bill';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regionOfUsageType } from '../regions';
import { presetPriceList } from './presets';
import { canonicalPriceList, checkPriceList, type PriceListInput, parsePriceList, priceListHash } from './price-list';
import { MAX_PRICE_LIST_CHARACTERS, MAX_PRICES } from './schema';

const PRICE = {
  service: 'AmazonS3',
  usageType: 'TimedStorage-ByteHrs',
  region: 'us-east-1',
  unit: 'GB-Mo',
  description: 'S3 Standard storage',
  tiers: [
    { upTo: '51200', rate: '0.023' },
    { upTo: '512000', rate: '0.022' },
    { upTo: null, rate: '0.021' },
  ],
  free: '5.5',
};
const RESERVATION = {
  service: 'AmazonEC2',
  usageType: 'BoxUsage:t3.micro',
  region: 'us-east-1',
  years: 1,
  payment: 'No Upfront',
  upfront: '0',
  recurring: { every: 'hour', rate: '0.0065' },
};
const LIST: PriceListInput = {
  name: 'Ours',
  about: 'Agreed with nobody.',
  currency: 'USD',
  effective: '2026-11-01',
  gbPerTb: 1024,
  prices: [PRICE],
};

const listWith = (price: object, more: object = {}) => ({ ...LIST, prices: [{ ...PRICE, ...price }], ...more });

describe('a price list', () => {
  it('is parsed to integers: quantities in billionths, rates in trillionths of a dollar', () => {
    const parsed = parsePriceList(JSON.stringify(LIST));
    expect(parsed.ok && parsed.priceList.prices[0]).toEqual({
      ...PRICE,
      tiers: [
        { upTo: 51_200_000_000_000n, rate: 23_000_000_000n },
        { upTo: 512_000_000_000_000n, rate: 22_000_000_000n },
        { upTo: null, rate: 21_000_000_000n },
      ],
      free: 5_500_000_000n,
    });
  });

  it.each<[string, object, string, string]>([
    [
      'a number without quotation marks',
      listWith({ free: 5 }),
      'prices[0].free',
      'Must be a quantity in quotation marks, such as "0.023": a number without them would lose digits.',
    ],
    [
      'a price below zero',
      listWith({ tiers: [{ upTo: null, rate: '-1' }] }),
      'prices[0].tiers[0].rate',
      'The number is below zero.',
    ],
    [
      'more decimals than can be kept',
      listWith({ free: '0.0000000001' }),
      'prices[0].free',
      'Must be a quantity such as "0.023", with at most 9 decimals.',
    ],
    ['an exponent', listWith({ free: '1e3' }), 'prices[0].free', 'Must be a quantity such as "0.023", with at most 9 decimals.'],
    ['a quantity that is too large', listWith({ free: '1000000000000001' }), 'prices[0].free', 'The number is too large.'],
    ['no tier', listWith({ tiers: [] }), 'prices[0].tiers', 'There is no tier.'],
    [
      'bounds that do not rise',
      listWith({
        tiers: [
          { upTo: '5', rate: '1' },
          { upTo: '5', rate: '1' },
          { upTo: null, rate: '1' },
        ],
      }),
      'prices[0].tiers[1].upTo',
      'The bound is not above the one before it.',
    ],
    [
      'a first bound of zero',
      listWith({
        tiers: [
          { upTo: '0', rate: '1' },
          { upTo: null, rate: '1' },
        ],
      }),
      'prices[0].tiers[0].upTo',
      'The bound is not above the one before it.',
    ],
    [
      'an end in the middle',
      listWith({
        tiers: [
          { upTo: null, rate: '1' },
          { upTo: null, rate: '1' },
        ],
      }),
      'prices[0].tiers[0].upTo',
      'Only the last tier has no end.',
    ],
    [
      'an end of the last tier',
      listWith({ tiers: [{ upTo: '5', rate: '1' }] }),
      'prices[0].tiers[0].upTo',
      'The last tier has no end: its bound is null.',
    ],
    [
      'a row of a fixture that is too short',
      listWith({ allocation: { fixture: [['1', '2']] } }),
      'prices[0].allocation.fixture[0]',
      'The row has 2 quantities, and the price 3 tiers.',
    ],
    [
      'an unknown allocation',
      listWith({ allocation: 'FAIR' }),
      'prices[0].allocation',
      'Must be PROPORTIONAL, SEQUENTIAL, or a fixture: a list with the quantities of each tier for every account.',
    ],
    ['an unknown member', listWith({ cost: '1' }), 'prices[0]', 'Unknown member cost.'],
    ['a missing member', listWith({ unit: undefined }), 'prices[0].unit', 'Must be a text.'],
    ['a name without end', { ...LIST, name: 'x'.repeat(129) }, 'name', 'The text is longer than 128 characters.'],
    ['control characters', listWith({ service: 'a\u0000' }), 'prices[0].service', 'The text has control characters.'],
    ['another currency', { ...LIST, currency: 'EUR' }, 'currency', 'Must be USD.'],
    ['a day that is none', { ...LIST, effective: '2026-02-30' }, 'effective', 'Must be a day such as 2026-11-01.'],
    ['a TB of neither size', { ...LIST, gbPerTb: 1001 }, 'gbPerTb', 'Must be 1000 or 1024.'],
    ['a Region that is none', listWith({ region: 'US East' }), 'prices[0].region', 'A Region is written such as us-east-1.'],
    ['the same price twice', { ...LIST, prices: [PRICE, PRICE] }, 'prices[1]', 'Repeats prices[0].'],
    [
      'a shared free amount of which two prices say different things',
      {
        ...LIST,
        prices: [
          { ...PRICE, freeScope: 'all' },
          { ...PRICE, region: null, freeScope: 'all', free: '6' },
        ],
      },
      'prices[1].free',
      'Prices that share what is free say the same of it, and prices[0] says something else.',
    ],
    ['no price', { ...LIST, prices: [] }, 'prices', 'There is no price.'],
    [
      'too many prices',
      { ...LIST, prices: Array.from({ length: MAX_PRICES + 1 }, (_, at) => ({ ...PRICE, usageType: `U${at}` })) },
      'prices',
      `There are more than ${MAX_PRICES} prices.`,
    ],
    [
      'a reservation of every minute',
      { ...LIST, reservations: [{ ...RESERVATION, recurring: { every: 'minute', rate: '1' } }] },
      'reservations[0].recurring.every',
      'Must be an hourly rate or a monthly fee.',
    ],
    [
      'the same reservation twice',
      { ...LIST, reservations: [RESERVATION, RESERVATION] },
      'reservations[1]',
      'Repeats reservations[0].',
    ],
    [
      'a Savings Plan without rates',
      { ...LIST, savingsPlans: [{ kind: 'Compute', family: null, region: null, years: 3, payment: 'All Upfront', rates: [] }] },
      'savingsPlans[0].rates',
      'There is no rate.',
    ],
    ['a price that is no object', { ...LIST, prices: ['x'] }, 'prices[0]', 'Must be an object.'],
  ])('is refused with the path of %s', (_, document, path, sentence) => {
    expect(parsePriceList(JSON.stringify(document))).toEqual({ ok: false, problems: [{ path, sentence }] });
  });

  it('is refused with at most a hundred problems', () => {
    const prices = Array.from({ length: 200 }, (_, at) => ({ ...PRICE, usageType: `U${at}`, free: '-1' }));
    const parsed = checkPriceList({ ...LIST, prices });
    expect(!parsed.ok && parsed.problems).toHaveLength(100);
  });

  it.each([
    ['broken', '{', /^The price list is not valid JSON: /],
    ['nothing', 'null', /^Must be an object\.$/],
    ['too long', ' '.repeat(MAX_PRICE_LIST_CHARACTERS + 1), /more than 350000 characters/],
  ])('is refused if it is %s', (_, text, sentence) => {
    expect(parsePriceList(text)).toEqual({ ok: false, problems: [{ path: '', sentence: expect.stringMatching(sentence) }] });
  });
});

describe('the canonical text of a price list', () => {
  const decimal = (digits: number) =>
    fc.bigInt({ min: 0n, max: 10n ** 15n }).map(
      (value) =>
        `${value / 10n ** 9n}.${String(value % 10n ** 9n)
          .padStart(9, '0')
          .slice(0, digits)}`,
    );
  const price = fc.record({
    usageType: fc.string({ unit: 'grapheme-ascii', minLength: 1 }),
    free: decimal(9),
    rate: decimal(6),
    bound: decimal(3),
  });
  const list = fc.uniqueArray(price, { selector: ({ usageType }) => usageType, minLength: 1, maxLength: 6 }).map((prices) => ({
    ...LIST,
    prices: prices.map(({ usageType, free, rate, bound }) => ({
      ...PRICE,
      usageType,
      free,
      tiers: [
        { upTo: `1${bound}`, rate },
        { upTo: null, rate: '0' },
      ],
    })),
  }));

  it('is parsed to the same prices, in any order, and stays the same', () => {
    fc.assert(
      fc.property(list, (document) => {
        const one = checkPriceList(document);
        const other = checkPriceList({ ...document, prices: document.prices.toReversed() });
        if (!one.ok || !other.ok) throw new Error('The list is wrong.');
        const text = canonicalPriceList(one.priceList);
        expect(canonicalPriceList(other.priceList)).toBe(text);
        const again = parsePriceList(text);
        if (!again.ok) throw new Error('The canonical text is wrong.');
        expect(new Set(again.priceList.prices)).toEqual(new Set(one.priceList.prices));
        expect(canonicalPriceList(again.priceList)).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  it('differs for every price, as does its hash', () => {
    const hashOf = (document: PriceListInput) => {
      const parsed = checkPriceList(document);
      return parsed.ok && priceListHash(canonicalPriceList(parsed.priceList));
    };
    expect(hashOf(LIST)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOf({ ...LIST, prices: [{ ...PRICE, free: '5.50' }] })).toBe(hashOf(LIST));
    expect(hashOf({ ...LIST, prices: [{ ...PRICE, free: '5.51' }] })).not.toBe(hashOf(LIST));
    expect(hashOf({ ...LIST, about: 'Something else.' })).not.toBe(hashOf(LIST));
  });
});

describe('the preset price lists', () => {
  it('state that they are samples', () => {
    expect(presetPriceList('current').about).toMatch(/Sample data .* old or wrong/);
    expect(presetPriceList('documentation').about).toMatch(/not current prices/);
  });

  it('have usage types that match their Region', () => {
    for (const { service, usageType, region } of presetPriceList('current').prices) {
      if (region === null) continue;
      if (service === 'awskms') expect(usageType).toMatch(new RegExp(`^${region}-`));
      else expect([usageType, regionOfUsageType(usageType)]).toEqual([usageType, region]);
    }
  });

  it.each(['current', 'documentation'] as const)('are unchanged after parsing their canonical text: %s', (preset) => {
    const list = presetPriceList(preset);
    const text = canonicalPriceList(list);
    const again = parsePriceList(text);
    expect(again.ok && priceListHash(canonicalPriceList(again.priceList))).toBe(priceListHash(text));
    const calculated: PriceList = list;
    expect(calculated.prices.length).toBeGreaterThan(2);
  });

  it('have reservations and Savings Plans only for priced usage, and at a discount', () => {
    const { prices, reservations, savingsPlans } = presetPriceList('current');
    const onDemand = new Map(prices.map((price) => [`${price.usageType} ${price.region}`, price.tiers[0]?.rate ?? 0n]));
    const HOURS = 8760n;
    for (const { usageType, region, upfront, recurring } of reservations) {
      // An upfront amount is in billionths of a dollar, a rate in trillionths.
      const year = upfront * 1000n + (recurring.every === 'hour' ? recurring.rate * HOURS : 0n);
      const full = (onDemand.get(`${usageType} ${region}`) ?? 0n) * HOURS;
      expect([usageType, year < full, year * 2n > full]).toEqual([usageType, true, true]);
    }
    const rates = savingsPlans.flatMap((plan) => plan.rates);
    expect(
      rates.filter(({ usageType, region, rate }) => rate === 0n || rate >= (onDemand.get(`${usageType} ${region}`) ?? 0n)),
    ).toEqual([]);
    expect(new Set(rates.map(({ service }) => service))).toEqual(new Set(['AmazonEC2', 'AWSLambda', 'AmazonECS']));
  });

  it('have between 60 and 100 kinds of usage', () => {
    const names = presetPriceList('current').prices.map(({ service, description }) => `${service} ${description}`);
    expect(new Set(names).size).toBeGreaterThanOrEqual(60);
    expect(new Set(names).size).toBeLessThanOrEqual(100);
  });
});
