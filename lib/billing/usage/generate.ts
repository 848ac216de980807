import { NANO, type NanoUnits, parseDecimal, type Usage } from '@gatehouse/bill';
import { usageTypeIn, zoneId } from '../regions';
import { type Fleet, MINING, PROFILES, type Profile, type ProfileName, type Use } from './profiles';
import { digitsOf, numberAt, seedOf, wholeAt } from './random';

/** An account for which to generate usage. For a leaked key, `leakedAt` is the hour since 1970 from which it is abused. */
export type GeneratedAccount = { readonly accountId: string } & (
  | { readonly profile: Exclude<ProfileName, 'leaked-key-mining'> }
  | { readonly profile: 'leaked-key-mining'; readonly leakedAt: number }
);

/** The months, hours and profiles to generate. `until` is the exclusive last hour since 1970, for the current month. */
export type Generation = {
  readonly seed: string;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly accounts: readonly GeneratedAccount[];
  readonly until?: number;
};

const UNIT: NanoUnits = 10n ** BigInt(NANO);
const HOURS_OF_DAY = 24;
/** Growth counts from this day, so that a month is always the same. */
const EPOCH_DAY = Date.UTC(2025, 0) / 86_400_000;

/**
 * Generates the usage of a month: hourly for instances, daily for the rest. Rows are yielded one by one, by account and day, so
 * memory is constant.
 *
 * The same seed gives the same rows. An account's rows depend on nothing else in the request, its resources keep their ids
 * between months, and no row exceeds the month.
 */
export function* generateUsage({ seed, year, month, accounts, until = Number.POSITIVE_INFINITY }: Generation): Generator<Usage> {
  const first = Date.UTC(year, month - 1) / 86_400_000;
  const days = Date.UTC(year, month) / 86_400_000 - first;
  for (const account of accounts) {
    const source = sourceOf(seed, account);
    for (let of = 0; of < days; of++) {
      const day: Day = { number: first + of, of, days, hour: (first + of) * HOURS_OF_DAY, until };
      if (day.hour >= until) break;
      yield* usageOfDay(source, day);
      if (account.profile === 'leaked-key-mining') yield* mined(source, day, account.leakedAt);
    }
  }
}

/**
 * A day: its number since 1970, its number in the month, the length of the month, its first hour, and the exclusive last hour.
 */
type Day = { readonly number: number; readonly of: number; readonly days: number; readonly hour: number; readonly until: number };

/** An account with its constant properties. */
type Source = { readonly accountId: string; readonly seed: number; readonly profile: Profile; readonly size: bigint };

function sourceOf(seed: string, { accountId, profile }: GeneratedAccount): Source {
  const own = seedOf(seed, accountId, profile);
  // Between half and one and a half times the profile's size.
  return { accountId, seed: own, profile: PROFILES[profile], size: BigInt(wholeAt(own, 0, 500, 1500)) };
}

function* usageOfDay(source: Source, day: Day): Generator<Usage> {
  for (const fleet of source.profile.fleets) yield* fleetOfDay(source, fleet, day);
  // An unfinished day has no whole-day rows yet.
  if (day.hour + HOURS_OF_DAY > day.until) return;
  for (const [at, use] of source.profile.uses.entries()) {
    const quantity = quantityOf(source, use, at, day);
    if (quantity > 0n) yield usageOf(source, use, day, quantity);
  }
}

// 1970 began on a Thursday.
const weekdayOf = (day: number) => (day + 4) % 7;

function* fleetOfDay(
  { accountId, seed, profile }: Source,
  { name, type, least, most, day: rhythm, gigabytes, tags }: Fleet,
  day: Day,
): Generator<Usage> {
  const week = profile.week[weekdayOf(day.number)] ?? 0;
  const own = seedOf(name, String(seed));
  let running = 0;
  for (let hour = 0; hour < HOURS_OF_DAY && day.hour + hour < day.until; hour++) {
    // Rounded up or down by chance, so that the average follows the rhythm.
    const swing = (most - least) * (rhythm[hour] ?? 0) * week;
    const chance = wholeAt(own, day.hour + hour, 0, 1_000_000);
    const count = least + Math.trunc((swing + (swing > 0 ? chance : 0)) / 1_000_000);
    const now = Math.min(most, count);
    running = Math.max(running, now);
    for (let which = 0; which < now; which++)
      yield instanceHour(accountId, profile.region, type, own, which, day.hour + hour, tags);
  }
  if (day.hour + HOURS_OF_DAY > day.until) return;
  for (let which = 0; which < running; which++) {
    yield {
      accountId,
      service: 'AmazonEC2',
      usageType: usageTypeIn(profile.region, 'AmazonEC2', 'EBS:VolumeUsage.gp3'),
      region: profile.region,
      operation: 'CreateVolume-Gp3',
      resourceId: `vol-0${digitsOf(numberAt(own, which) ^ 1, 16)}`,
      hour: day.hour,
      hours: HOURS_OF_DAY,
      quantity: partOfMonth(BigInt(gigabytes) * UNIT, day),
      ...(tags && { tags }),
    };
  }
}

function instanceHour(
  accountId: string,
  region: string,
  type: string,
  seed: number,
  which: number,
  hour: number,
  tags: Usage['tags'],
): Usage {
  return {
    accountId,
    service: 'AmazonEC2',
    usageType: usageTypeIn(region, 'AmazonEC2', `BoxUsage:${type}`),
    region,
    zone: zoneId(region, (which % 3) + 1),
    operation: 'RunInstances',
    resourceId: `i-0${digitsOf(numberAt(seed, which), 16)}`,
    hour,
    hours: 1,
    quantity: UNIT,
    ...(tags && { tags }),
  };
}

/** Returns one day's part of a monthly level. The parts of a month add up to it. */
function partOfMonth(level: NanoUnits, { of, days }: Day): NanoUnits {
  return (level * BigInt(of + 1)) / BigInt(days) - (level * BigInt(of)) / BigInt(days);
}

function quantityOf({ seed, profile, size }: Source, { kind, amount }: Use, at: number, day: Day): NanoUnits {
  const base = parseDecimal(amount, NANO) ?? 0n;
  if (kind === 'hours') return base * BigInt(HOURS_OF_DAY);
  if (kind === 'monthly') return day.of === 0 ? base : 0n;
  if (kind === 'things') return partOfMonth(base, day);
  const grown = 1_000_000n + BigInt(profile.growth * Math.max(0, day.number - EPOCH_DAY));
  const sized = (base * size * grown) / 1_000_000_000n;
  if (kind === 'level') return partOfMonth(sized, day);
  const week = BigInt(profile.week[weekdayOf(day.number)] ?? 0);
  return (sized * week * BigInt(wholeAt(seed, day.number * 64 + at, 900, 1100))) / 1_000_000n;
}

function usageOf({ accountId, seed, profile: { region } }: Source, use: Use, day: Day, quantity: NanoUnits): Usage {
  const { service, operation, resource, tags } = use;
  const id = digitsOf(seedOf(resource ?? '', String(seed)), 12);
  return {
    accountId,
    service,
    usageType: usageTypeIn(region, service, use.usageType),
    region,
    operation,
    ...(resource && { resourceId: resource.replace('ACCOUNT', accountId).replace('REGION', region).replace('ID', id) }),
    hour: day.hour,
    hours: HOURS_OF_DAY,
    quantity,
    ...(tags && { tags }),
  };
}

/** Yields the usage of a leaked key: a growing number of instances from the leak on. */
function* mined({ accountId, seed }: Source, day: Day, leakedAt: number): Generator<Usage> {
  const { region, fleets, hoursToGrow } = MINING;
  for (let hour = Math.max(day.hour, leakedAt); hour < Math.min(day.hour + HOURS_OF_DAY, day.until); hour++) {
    const share = Math.min(hoursToGrow, hour - leakedAt + 1);
    for (const { name, type, count } of fleets) {
      const running = Math.ceil((count * share) / hoursToGrow);
      for (let which = 0; which < running; which++)
        yield instanceHour(accountId, region, type, seedOf(name, String(seed)), which, hour, undefined);
    }
  }
}
