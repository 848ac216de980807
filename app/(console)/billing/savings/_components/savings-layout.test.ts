import { describe, expect, it } from 'vitest';
import { layOut, textWidth } from './savings-layout';
import type { Dimension } from './savings-words';

type Account = { name: string; tiers: number[]; alone: number[]; amount: string };
type Given = {
  rates: string[];
  bounds: number[];
  accounts: Account[];
  areas?: Dimension['SavedAreas'];
  free?: number;
  others?: Dimension['Others'];
};

const add = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0);

/** Returns a dimension in GB, as the server sends it. */
function dimensionOf({ rates, bounds, accounts, areas = [], free = 0, others }: Given): Dimension {
  const filled = rates.map((_, tier) => add(accounts.map(({ tiers }) => tiers[tier] ?? 0)) + Number(others?.Tiers[tier] ?? 0));
  const tiersOf = (quantities: readonly number[]) =>
    rates.map((Rate, tier) => ({
      From: String(bounds[tier - 1] ?? 0),
      UpTo: bounds[tier] === undefined ? null : String(bounds[tier]),
      Rate,
      Quantity: String(quantities[tier] ?? 0),
      Amount: '0',
    }));
  return {
    Id: 'x',
    Service: 'AmazonS3',
    UsageType: 'x',
    Region: null,
    Description: 'Something',
    Unit: 'GB',
    GbPerTb: 1000,
    Allocation: 'SEQUENTIAL',
    Quantity: String(add(filled) + free),
    Free: String(free),
    Covered: '0',
    Tiers: tiersOf(filled),
    Together: '2007.04',
    Separate: '2088.96',
    Saving: '81.92',
    Causes: [],
    Alone: { Free: String(free), Covered: '0', Tiers: filled.map(String), AccountsInTier: filled.map(() => 1) },
    SavedAreas: areas,
    AccountCount: accounts.length + (others?.AccountCount ?? 0),
    Accounts: accounts.map(({ name, tiers, alone, amount }) => ({
      AccountId: '1',
      Name: name,
      Quantity: String(add(tiers)),
      Free: '0',
      Tiers: tiers.map(String),
      Unblended: '0',
      Blended: '0',
      Alone: { Free: '0', Tiers: tiersOf(alone), Amount: amount },
    })),
    ...(others && { Others: others }),
  };
}

const TRANSFER = dimensionOf({
  rates: ['0.17', '0.13'],
  bounds: [10_000],
  accounts: [
    { name: 'management', tiers: [8_000, 0], alone: [8_000, 0], amount: '1392.64' },
    { name: 'production', tiers: [2_000, 2_000], alone: [4_000, 0], amount: '696.32' },
  ],
  areas: [{ From: '10000', Quantity: '2000', Rate: '0.13', AloneRate: '0.17', Amount: '81.92' }],
});

const STORAGE = dimensionOf({
  rates: ['0.1', '0.08', '0.06'],
  bounds: [1_000, 50_000],
  accounts: [
    { name: 'media', tiers: [1_000, 14_000, 15_000], alone: [1_000, 29_000, 0], amount: '2420' },
    { name: 'log-archive', tiers: [0, 20_000, 15_000], alone: [1_000, 34_000, 0], amount: '2820' },
    { name: 'research', tiers: [0, 15_000, 15_000], alone: [1_000, 29_000, 0], amount: '2420' },
  ],
  areas: [
    { From: '1000', Quantity: '2000', Rate: '0.08', AloneRate: '0.1', Amount: '40' },
    { From: '50000', Quantity: '45000', Rate: '0.06', AloneRate: '0.08', Amount: '900' },
  ],
});

const MANY = dimensionOf({
  rates: ['0.023', '0.022', '0.021'],
  bounds: [51_200, 512_000],
  accounts: ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => ({
    name: `${letter}-account-with-a-long-name-that-never-ends`,
    tiers: [1_000, 9_000, 0],
    alone: [10_000, 0, 0],
    amount: '230',
  })),
  others: { AccountCount: 994, Quantity: '545000', Tiers: ['45200', '406800', '93000'], Unblended: '9', Alone: '12535' },
});

const texts = (dimension: Dimension, width: number) => layOut(dimension, width).labels.map(({ text, rest = '' }) => text + rest);

describe('the drawing of data transfer in the example of AWS', () => {
  const { boxes, lines } = layOut(TRANSFER, 850);
  const tiers = boxes.filter(({ kind }) => typeof kind === 'number');

  it('has areas proportional to the amounts, together and alone', () => {
    const areaOf = (some: typeof boxes) => add(some.map(({ width, height }) => width * height));
    const [first, second, third, ...alone] = tiers;
    const together = areaOf([first, second, third].flatMap((box) => box ?? []));
    const saved = areaOf(boxes.filter(({ kind }) => kind === 'saved'));
    const amount = 10_000 * 0.17 + 2_000 * 0.13;
    expect(saved / together).toBeCloseTo((2_000 * 0.04) / amount, 10);
    const [bob, susan] = alone;
    expect((bob?.width ?? 0) / (susan?.width ?? 1)).toBeCloseTo(2, 10);
    expect((bob?.width ?? 0) / (first?.width ?? 1)).toBeCloseTo(1, 10);
  });

  it('has the hatched area above the cheaper tier, up to the price of the previous tier', () => {
    const saved = boxes.find(({ kind }) => kind === 'saved');
    const cheaper = tiers[2];
    expect(saved?.x).toBeCloseTo(cheaper?.x ?? 0, 10);
    expect((saved?.y ?? 0) + (saved?.height ?? 0)).toBeCloseTo(cheaper?.y ?? 0, 10);
    expect(saved?.y).toBeCloseTo(tiers[0]?.y ?? 0, 10);
    expect(lines.filter(({ kind }) => kind === 'bound')).toHaveLength(1);
  });

  it('labels accounts, rates, amounts and the bill of each account alone', () => {
    expect(texts(TRANSFER, 850)).toEqual(
      expect.arrayContaining([
        '$0.17 a GB, first 10 TB',
        'management',
        '8 TB',
        '2 TB',
        '$81.92',
        '2,000 GB × $0.04',
        '10 TB',
        '12 TB together',
        '$2,007.04',
        '$1,392.64',
        'all at $0.17',
      ]),
    );
  });
});

it('draws two hatched areas with their amounts for the storage example of the guide', () => {
  const { boxes } = layOut(STORAGE, 850);
  expect(boxes.filter(({ kind }) => kind === 'saved')).toHaveLength(2);
  expect(texts(STORAGE, 850)).toEqual(
    expect.arrayContaining(['$40.00 2,000 GB × $0.02', '$900.00', '$0.10 first 1 TB', '29 TB at $0.08, none at $0.06']),
  );
});

it('labels the largest accounts of a thousand and sums up the others', () => {
  const { boxes, height } = layOut(MANY, 850);
  expect(boxes.length).toBeLessThan(40);
  expect(height).toBeLessThan(360);
  expect(texts(MANY, 850)).toContain('994 others, each alone: 545 TB in all');
});

it('shows free usage at the end and usage that costs more together than alone', () => {
  const free = dimensionOf({
    rates: ['0.09', '0.085'],
    bounds: [10_240],
    free: 100,
    accounts: [{ name: 'one', tiers: [10_240, 1_948], alone: [8_092, 0], amount: '728.28' }],
    areas: [
      { From: '10240', Quantity: '1848', Rate: '0.085', AloneRate: '0.09', Amount: '9.24' },
      { From: '12088', Quantity: '100', Rate: '0.085', AloneRate: '0', Amount: '-8.5' },
    ],
  });
  const { boxes } = layOut(free, 850);
  expect(boxes.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['nothing', 'more', 'saved']));
  expect(texts(free, 850)).toContain('$8.50 more');
});

describe.each([
  ['transfer', TRANSFER],
  ['storage', STORAGE],
  ['a thousand accounts', MANY],
])('the labels of %s', (_, dimension) => {
  it.each([300, 358, 480, 599, 600, 700, 850, 1_200])('stay within the drawing and do not overlap at a width of %i', (width) => {
    const { labels, height } = layOut(dimension, width);
    const places = labels.map(({ x, y, text, rest = '', anchor }) => {
      const wide = textWidth(text + rest);
      const left = anchor === 'end' ? x - wide : x;
      return { what: text + rest, left, right: left + wide, top: y - 10, bottom: y + 2 };
    });
    const outside = places.filter(({ left, right, bottom }) => left < -1 || right > width + 1 || bottom > height + 1);
    expect(outside.map(({ what }) => what)).toEqual([]);
    const clashes = places.flatMap((one, at) =>
      places
        .slice(at + 1)
        .filter((other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom)
        .map((other) => `${one.what} | ${other.what}`),
    );
    expect(clashes).toEqual([]);
  });
});
