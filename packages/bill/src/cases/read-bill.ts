import { HOUR } from '../month';
import { SHARE_EVERYTHING } from '../sharing';
import type {
  BillInput,
  Credit,
  Membership,
  Preferences,
  Price,
  Reservation,
  SavingsPlan,
  SupportPlan,
  Tier,
  Usage,
} from '../types';
import { nano, pico } from './read-case';

type TierOfCase = { readonly upTo: string | null; readonly rate: string };

/** The bill of a case. Amounts are decimal text, times ISO 8601; omitted parts don't matter to the case. */
export type BillOfCase = {
  readonly month?: string;
  /** The accounts in order of joining. */
  readonly accounts: Readonly<Record<string, { readonly from?: string; readonly until?: string; readonly closed?: string }>>;
  readonly prices: readonly {
    readonly service?: string;
    readonly usageType: string;
    readonly operation?: string;
    readonly rate?: string;
    readonly tiers?: readonly TierOfCase[];
    readonly free?: string;
    readonly freeScope?: string;
    readonly blend?: 'month' | 'hour';
  }[];
  /** Usage without `at` covers the whole month; without `hours`, one hour. */
  readonly usage: readonly {
    readonly account: string;
    readonly service?: string;
    readonly usageType: string;
    readonly operation?: string;
    readonly zone?: string;
    readonly at?: string;
    readonly hours?: number;
    readonly quantity: string;
  }[];
  readonly reservations?: readonly {
    readonly id: string;
    readonly account: string;
    readonly service?: string;
    readonly usageType: string;
    readonly operation?: string;
    readonly zone?: string;
    readonly sizeFlexible?: boolean;
    readonly count?: number;
    readonly from?: string;
    readonly until?: string;
    readonly upfront?: string;
    readonly monthly?: string;
    readonly hourly?: string;
  }[];
  readonly savingsPlans?: readonly {
    readonly id: string;
    readonly account: string;
    readonly kind?: SavingsPlan['kind'];
    readonly commitment: string;
    readonly hourlyFee?: string;
    readonly upfront?: string;
    readonly from?: string;
    readonly until?: string;
    readonly rates: Readonly<Record<string, string>>;
  }[];
  readonly credits?: readonly {
    readonly id: string;
    readonly account: string;
    readonly remaining: string;
    readonly issued?: string;
    readonly expires?: string;
    readonly services?: readonly string[];
  }[];
  readonly preferences?: Partial<Omit<Preferences, 'groups'>> & { readonly groups?: Readonly<Record<string, readonly string[]>> };
  readonly support?: Readonly<Record<string, { readonly minimum: string; readonly tiers?: readonly TierOfCase[] }>>;
  readonly taxRate?: string;
};

/** Returns the calculator's input for a case. */
export function readBill(value: BillOfCase): BillInput {
  const month = value.month ?? '2026-11';
  const preferences = value.preferences;
  return {
    month,
    memberships: Object.entries(value.accounts).map(
      ([accountId, { from, until, closed }], at): Membership => ({
        accountId,
        from: from === undefined ? Date.UTC(2015, 0, 1 + at) : Date.parse(from),
        until: until === undefined ? null : Date.parse(until),
        closed: closed === undefined ? null : Date.parse(closed),
      }),
    ),
    prices: value.prices.map(readPrice),
    usage: value.usage.map((each) => readUsage(each, month)),
    reservations: value.reservations?.map(readReservation),
    savingsPlans: value.savingsPlans?.map(readPlan),
    credits: value.credits?.map(readCredit),
    preferences: preferences && {
      ...SHARE_EVERYTHING,
      ...preferences,
      groups: Object.entries(preferences.groups ?? {}).map(([name, accountIds]) => ({ name, accountIds })),
    },
    supportPlans: value.support && new Map(Object.entries(value.support).map(([account, plan]) => [account, readSupport(plan)])),
    taxRate: value.taxRate === undefined ? undefined : pico(value.taxRate),
  };
}

const EC2 = 'AmazonEC2';
const REGION = 'us-east-1';

function readPrice({ rate = '0', tiers, free = '0', ...price }: BillOfCase['prices'][number]): Price {
  return {
    service: EC2,
    region: REGION,
    unit: 'Hrs',
    description: price.usageType,
    ...price,
    tiers: tiers ? tiers.map(readTier) : [{ upTo: null, rate: pico(rate) }],
    free: nano(free),
  };
}

function readTier({ upTo, rate }: TierOfCase): Tier {
  return { upTo: upTo === null ? null : nano(upTo), rate: pico(rate) };
}

function readUsage({ account, at, hours, quantity, ...usage }: BillOfCase['usage'][number], month: string): Usage {
  const first = Date.parse(at ?? `${month}-01T00:00Z`);
  const [year, number] = month.split('-').map(Number);
  const whole = (Date.UTC(year ?? 0, number ?? 0, 1) - first) / HOUR;
  return {
    service: EC2,
    region: REGION,
    operation: 'RunInstances',
    ...usage,
    accountId: account,
    hour: first / HOUR,
    hours: hours ?? (at === undefined ? whole : 1),
    quantity: nano(quantity),
  };
}

function readReservation(value: NonNullable<BillOfCase['reservations']>[number]): Reservation {
  const { account, from, until, upfront = '0', monthly, hourly = '0', zone = null, operation = null, ...reservation } = value;
  return {
    service: EC2,
    region: REGION,
    sizeFlexible: false,
    count: 1,
    ...reservation,
    accountId: account,
    operation,
    zone,
    ...term(from, until),
    upfront: nano(upfront),
    recurring: monthly === undefined ? { every: 'hour', rate: pico(hourly) } : { every: 'month', fee: nano(monthly) },
  };
}

function readPlan(value: NonNullable<BillOfCase['savingsPlans']>[number]): SavingsPlan {
  const { id, account, kind = 'Compute', commitment, hourlyFee = commitment, upfront = '0', from, until, rates } = value;
  return {
    id,
    accountId: account,
    service: 'ComputeSavingsPlans',
    usageType: 'ComputeSP:1yr',
    kind,
    commitment: nano(commitment),
    ...term(from, until),
    upfront: nano(upfront),
    hourlyFee: nano(hourlyFee),
    rates: Object.entries(rates).map(([usageType, rate]) => ({ service: EC2, usageType, region: REGION, rate: pico(rate) })),
  };
}

function term(from = '2026-02-01T00:00Z', until = '2027-02-01T00:00Z'): { from: number; until: number } {
  return { from: Date.parse(from), until: Date.parse(until) };
}

function readCredit({ id, account, remaining, issued, expires, services }: NonNullable<BillOfCase['credits']>[number]): Credit {
  return {
    id,
    accountId: account,
    remaining: nano(remaining),
    issued: Date.parse(issued ?? '2018-01-01T00:00Z'),
    expires: Date.parse(expires ?? '2030-01-01T00:00Z'),
    services: services ?? null,
  };
}

function readSupport({ minimum, tiers = [] }: NonNullable<BillOfCase['support']>[string]): SupportPlan {
  return { service: 'AWSSupport', minimum: nano(minimum), tiers: tiers.map(readTier) };
}
