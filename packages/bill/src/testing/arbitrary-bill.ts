import fc from 'fast-check';
import { SHARE_EVERYTHING } from '../sharing';
import type { BillInput, Credit, Membership, Preferences, Price, Reservation, SavingsPlan, SupportPlan, Usage } from '../types';

/** Returns the number of generated bills for a property test: a third of `all` in `npm test`, all in `npm test -- full`. */
export function runs(all: number): { numRuns: number } {
  return { numRuns: process.env.TEST_EVERYTHING ? all : Math.ceil(all / 3) };
}

const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 1);
const HOURS = 720;
const ONE = 1_000_000_000n;

const ACCOUNTS = ['111111111111', '222222222222', '333333333333', '444444444444'];
const SIZES = ['nano', 'small', 'large', '2xlarge'];
const ZONES = ['use1-az1', 'use1-az2'];

/** Options for generated bills. `falling`: rates fall from tier to tier, and nothing is free. */
export type Wanted = {
  readonly falling?: boolean;
  readonly shared?: boolean;
  readonly plans?: boolean;
  readonly reservations?: boolean;
};

const account = fc.constantFrom(...ACCOUNTS);
const size = fc.constantFrom(...SIZES);
const instant = fc.integer({ min: START - 5 * HOUR, max: START + (HOURS + 5) * HOUR });
const money = fc.bigInt({ min: 0n, max: 300n * ONE });

function price(service: string, usageType: string, { falling, shared = true }: Wanted): fc.Arbitrary<Price> {
  const rates = fc.array(fc.bigInt({ min: 1n, max: 2_000_000_000_000n }), { minLength: 3, maxLength: 3 });
  return fc
    .record({
      rates,
      bounds: fc.tuple(fc.bigInt({ min: 1n, max: 50n * ONE }), fc.bigInt({ min: 1n, max: 200n * ONE })),
      free: falling ? fc.constant(0n) : fc.constantFrom(0n, 10n * ONE),
      freeScope: fc.constantFrom(undefined, ...(shared && !falling ? ['transfer'] : [])),
      blend: fc.constantFrom('month' as const, 'hour' as const),
      allocation: fc.constantFrom(undefined, 'SEQUENTIAL' as const),
      region: fc.constantFrom(null, 'us-east-1'),
    })
    .map(({ rates: given, bounds: [first, more], ...rest }): Price => {
      const [a = 0n, b = 0n, c = 0n] = falling ? [...given].sort((x, y) => (x < y ? 1 : -1)) : given;
      const tiers = [
        { upTo: first, rate: a },
        { upTo: first + more, rate: b },
        { upTo: null, rate: c },
      ];
      return { service, usageType, unit: 'Hrs', description: usageType, tiers, ...rest };
    });
}

const instances: fc.Arbitrary<Usage> = fc
  .record({
    accountId: account,
    size,
    zone: fc.constantFrom(undefined, ...ZONES),
    operation: fc.constantFrom('RunInstances', 'RunInstances:0002'),
    resourceId: fc.constantFrom(undefined, 'i-1', 'i-2'),
    hour: fc.integer({ min: START / HOUR - 2, max: START / HOUR + 60 }),
    hours: fc.constantFrom(1, 2, 24, 100),
    count: fc.integer({ min: 1, max: 6 }),
    tags: fc.constantFrom<Usage['tags']>(undefined, { team: 'a' }, { team: 'a', stage: 'b' }),
  })
  .map(({ size: each, count, ...rest }) => ({
    service: 'AmazonEC2',
    usageType: `BoxUsage:t3.${each}`,
    region: 'us-east-1',
    quantity: BigInt(count * rest.hours) * ONE,
    ...rest,
  }));

const bytes: fc.Arbitrary<Usage> = fc.record({
  accountId: account,
  service: fc.constantFrom('AmazonS3', 'AWSLambda'),
  usageType: fc.constantFrom('Out', 'Nothing'),
  region: fc.constantFrom('us-east-1', 'eu-west-1'),
  operation: fc.constantFrom('Put', 'Get'),
  hour: fc.integer({ min: START / HOUR - 30, max: START / HOUR + HOURS }),
  hours: fc.constantFrom(1, 24, HOURS),
  quantity: fc.bigInt({ min: 0n, max: 100n * ONE }),
});

const refund: fc.Arbitrary<Usage> = fc.record({
  accountId: account,
  service: fc.constantFrom('AmazonS3', 'AmazonEC2', 'AWSSupport'),
  usageType: fc.constantFrom('Out', ''),
  region: fc.constantFrom('us-east-1', ''),
  operation: fc.constantFrom('Put', ''),
  hour: fc.integer({ min: START / HOUR - 30, max: START / HOUR + HOURS + 30 }),
  hours: fc.constant(1),
  quantity: fc.constant(0n),
  refund: fc.bigInt({ min: 1n, max: 400n * ONE }),
  tags: fc.constantFrom<Usage['tags']>(undefined, { team: 'a' }),
});

const reservation: fc.Arbitrary<Omit<Reservation, 'id'>> = fc
  .record({
    accountId: account,
    size,
    operation: fc.constantFrom(null, 'RunInstances'),
    zone: fc.constantFrom(null, ...ZONES),
    sizeFlexible: fc.boolean(),
    count: fc.integer({ min: 1, max: 4 }),
    from: fc.integer({ min: START - 100 * HOUR, max: START + 30 * HOUR }),
    until: fc.integer({ min: START + 40 * HOUR, max: START + 2 * HOURS * HOUR }),
    upfront: money,
    recurring: fc.oneof(
      fc.record({ every: fc.constant('hour' as const), rate: fc.bigInt({ min: 0n, max: 100_000_000_000n }) }),
      fc.record({ every: fc.constant('month' as const), fee: money }),
    ),
  })
  .map(({ size: each, ...rest }) => ({ service: 'AmazonEC2', usageType: `BoxUsage:t3.${each}`, region: 'us-east-1', ...rest }));

const plan: fc.Arbitrary<Omit<SavingsPlan, 'id'>> = fc
  .record({
    accountId: account,
    kind: fc.constantFrom('EC2Instance' as const, 'Compute' as const),
    commitment: fc.bigInt({ min: 1n, max: 5n * ONE }),
    upfront: money,
    from: fc.integer({ min: START - 100 * HOUR, max: START + 30 * HOUR }),
    until: fc.integer({ min: START + 40 * HOUR, max: START + 2 * HOURS * HOUR }),
    rates: fc.uniqueArray(fc.tuple(size, fc.bigInt({ min: 0n, max: 1_000_000_000_000n })), {
      minLength: 1,
      selector: ([each]) => each,
    }),
  })
  .map(({ rates, ...rest }) => ({
    service: 'ComputeSavingsPlans',
    usageType: 'ComputeSP:1yr',
    hourlyFee: rest.commitment,
    rates: rates.map(([each, rate]) => ({ service: 'AmazonEC2', usageType: `BoxUsage:t3.${each}`, region: null, rate })),
    ...rest,
  }));

export const credit: fc.Arbitrary<Omit<Credit, 'id'>> = fc.record({
  accountId: account,
  remaining: money,
  issued: instant,
  expires: fc.integer({ min: START - HOUR, max: START + 3 * HOUR }),
  services: fc.constantFrom(null, ['AmazonEC2'], ['AmazonS3', 'AmazonEC2']),
});

export const anyReservation: fc.Arbitrary<Reservation> = reservation.map((each) => ({ id: 'one more', ...each }));

const membership: fc.Arbitrary<Omit<Membership, 'accountId'>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ from: 0, until: null }) },
  { weight: 1, arbitrary: fc.record({ from: instant, until: fc.option(instant), closed: fc.option(instant) }) },
);

const preferences: fc.Arbitrary<Preferences> = fc
  .record({
    discountSharing: fc.constantFrom('organization' as const, 'prioritized' as const, 'restricted' as const),
    grouped: fc.subarray(ACCOUNTS),
    discountsOff: fc.subarray(ACCOUNTS, { maxLength: 1 }),
    creditSharing: fc.boolean(),
    creditsOff: fc.subarray(ACCOUNTS, { maxLength: 1 }),
  })
  .map(({ grouped, ...rest }) => ({ ...SHARE_EVERYTHING, ...rest, groups: [{ name: 'team', accountIds: grouped }] }));

const support: fc.Arbitrary<SupportPlan> = fc.record({
  service: fc.constant('AWSSupport'),
  minimum: money,
  tiers: fc.constant([
    { upTo: 10n * ONE, rate: 100_000_000_000n },
    { upTo: null, rate: 70_000_000_000n },
  ]),
});

const named = <Value extends object>(values: readonly Value[]) => values.map((value, at) => ({ id: `id-${at}`, ...value }));

/** Generates a bill of several accounts with every kind of input. */
export function arbitraryBill(wanted: Wanted = {}): fc.Arbitrary<BillInput & { usage: readonly Usage[] }> {
  const { plans = true, reservations = true } = wanted;
  return fc
    .record({
      memberships: fc.tuple(...ACCOUNTS.map((accountId) => membership.map((each) => ({ accountId, ...each })))),
      prices: fc.tuple(
        ...SIZES.map((each) => price('AmazonEC2', `BoxUsage:t3.${each}`, wanted)),
        price('AmazonS3', 'Out', wanted),
        price('AWSLambda', 'Out', wanted),
      ),
      usage: fc.array(fc.oneof({ weight: 4, arbitrary: instances }, { weight: 4, arbitrary: bytes }, refund), { maxLength: 25 }),
      reservations: fc.array(reservation, { maxLength: reservations ? 3 : 0 }),
      savingsPlans: fc.array(plan, { maxLength: plans ? 2 : 0 }),
      credits: fc.array(credit, { maxLength: 3 }),
      preferences,
      supporting: fc.dictionary(account, support, { maxKeys: 2 }),
      taxRate: fc.constantFrom(0n, 190_000_000_000n),
    })
    .map(({ supporting, ...rest }) => ({
      ...rest,
      month: '2026-11',
      reservations: named(rest.reservations),
      savingsPlans: named(rest.savingsPlans),
      credits: named(rest.credits),
      supportPlans: new Map(Object.entries(supporting)),
    }));
}
