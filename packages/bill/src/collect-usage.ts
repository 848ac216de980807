import { priceFinder, within } from './find-price';
import { DAY, HOUR, type Month } from './month';
import { compareText, type Member, type Period, shareBefore } from './periods';
import { isRefund, type Refund } from './refunds';
import type { BillSteps, Price, Unpriced, Usage } from './types';

/** The number of records processed before yielding, some milliseconds of work. */
const RECORDS_AT_ONCE = 4_096;

/** The quantity and time of a record. `period` is the part on the bill. */
export type Span = { readonly start: number; readonly end: number; readonly quantity: bigint; readonly period: Period };

/** An account's usage of a dimension with equal properties except time. */
export type UsageGroup = {
  /** One of its records, for the common properties. */
  readonly like: Usage;
  readonly tags: string;
  /** The quantity by day of the month; undefined without usage. */
  readonly days: (bigint | undefined)[];
  /** The spans of hourly usage that the days are computed from. */
  readonly spans: Span[];
};

/** An account's usage of a dimension. */
export type MemberUsage = { readonly member: Member; readonly groups: UsageGroup[]; readonly quantity: bigint };

/** The usage of a price by all accounts: accounts in order of joining, groups in a deterministic order. */
export type DimensionUsage = { readonly price: Price; readonly hourly: boolean; readonly members: readonly MemberUsage[] };

type Gathered = { readonly byResource: Map<string, UsageGroup[]>; last: UsageGroup | null };
type Gathering = { readonly price: Price; readonly hourly: boolean; readonly members: Map<Member, Gathered> };

/**
 * Groups usage records by price, account and other properties, and cuts them when accounts join or leave.
 * @param isHourly says whether a price's usage depends on hours
 * @param byDay whether other usage needs days; otherwise it may all be put on its first day
 */
export function* collectUsage(
  usage: Iterable<Usage>,
  prices: readonly Price[],
  members: ReadonlyMap<string, Member>,
  month: Month,
  isHourly: (price: Price) => boolean,
  byDay: boolean,
): BillSteps<{ dimensions: DimensionUsage[]; unpriced: Unpriced[]; refunds: Refund[] }> {
  const dimensions = prices.map((price): Gathering => ({ price, hourly: isHourly(price), members: new Map() }));
  const find = priceFinder(dimensions, ({ price }) => price);
  const unpriced = new Map<string, Unpriced>();
  const refunds: Refund[] = [];
  let taken = 0;
  for (const record of usage) {
    // Usage over many days takes as much work as a record for each day.
    taken += byDay ? Math.max(1, Math.ceil(record.hours / 24)) : 1;
    if (taken >= RECORDS_AT_ONCE) {
      taken = 0;
      yield [];
    }
    const member = members.get(record.accountId);
    if (member === undefined) continue;
    if (isRefund(record)) {
      refunds.push(record);
      continue;
    }
    const dimension = find(record);
    if (dimension === null) addUnpriced(unpriced, record, member);
    else addRecord(dimension, record, member, month, byDay);
  }
  const used = dimensions.filter((dimension) => dimension.members.size > 0);
  used.sort((a, b) => comparePrices(a.price, b.price));
  const ready: DimensionUsage[] = [];
  for (const dimension of used) {
    ready.push(ordered(dimension));
    yield [];
  }
  return { dimensions: ready, unpriced: [...unpriced.values()].sort(compareKinds), refunds };
}

function addRecord(dimension: Gathering, record: Usage, member: Member, month: Month, byDay: boolean): void {
  const start = record.hour * HOUR;
  const end = start + record.hours * HOUR;
  const first = dayIn(month, start);
  const [only] = member.periods;
  const whole = only !== undefined && member.periods.length === 1 && only.from <= start && end <= only.until;
  if (whole && !dimension.hourly && (!byDay || first === dayIn(month, end - 1))) {
    const { days } = groupOf(dimension, record, member);
    const before = days[first];
    days[first] = before === undefined ? record.quantity : before + record.quantity;
    return;
  }
  for (const { from, until } of member.periods) {
    const period = { from: Math.max(from, start), until: Math.min(until, end) };
    if (period.from >= period.until) continue;
    const group = groupOf(dimension, record, member);
    addDays(group, record, start, end, period, month);
    if (dimension.hourly) group.spans.push({ start, end, quantity: record.quantity, period });
  }
}

/** Distributes the usage of a period over its days. */
function addDays(group: UsageGroup, record: Usage, start: number, end: number, { from, until }: Period, month: Month): void {
  let before = shareBefore(record, start, end, from);
  for (let day = dayIn(month, from); day <= dayIn(month, until - 1); day += 1) {
    const after = shareBefore(record, start, end, Math.min(until, month.start + (day + 1) * DAY));
    group.days[day] = (group.days[day] ?? 0n) + after - before;
    before = after;
  }
}

function addUnpriced(unpriced: Map<string, Unpriced>, record: Usage, member: Member): void {
  const start = record.hour * HOUR;
  const end = start + record.hours * HOUR;
  let quantity = 0n;
  for (const { from, until } of member.periods) {
    quantity += shareBefore(record, start, end, until) - shareBefore(record, start, end, from);
  }
  if (quantity === 0n) return;
  const { service, usageType, region, operation } = record;
  const key = JSON.stringify([service, usageType, region, operation]);
  unpriced.set(key, { service, usageType, region, operation, quantity: quantity + (unpriced.get(key)?.quantity ?? 0n) });
}

function groupOf(dimension: Gathering, record: Usage, member: Member): UsageGroup {
  const gathered = within(dimension.members, member, newGathered);
  if (gathered.last !== null && isAlike(gathered.last.like, record)) return gathered.last;
  const tags = keyOfTags(record.tags);
  const groups = within(gathered.byResource, record.resourceId, newGroups);
  let group = groups.find((each) => each.tags === tags && isAlike(each.like, { ...record, tags: each.like.tags }));
  if (group === undefined) {
    group = { like: record, tags, days: [], spans: [] };
    groups.push(group);
  }
  gathered.last = group;
  return group;
}

function isAlike(a: Usage, b: Usage): boolean {
  return (
    a.resourceId === b.resourceId &&
    a.operation === b.operation &&
    a.tags === b.tags &&
    a.region === b.region &&
    a.zone === b.zone
  );
}

const newGathered = (): Gathered => ({ byResource: new Map(), last: null });
const newGroups = (): UsageGroup[] => [];

/** Returns a key that is equal for equal tags in any order. Callers share tag objects, so most keys are cached. */
function keyOfTags(tags: Usage['tags']): string {
  if (tags === undefined) return '';
  const known = writtenTags.get(tags);
  if (known !== undefined) return known;
  const text = JSON.stringify(Object.entries(tags).sort(([a], [b]) => compareText(a, b)));
  writtenTags.set(tags, text);
  return text;
}

const writtenTags = new WeakMap<object, string>();

function ordered({ price, hourly, members }: Gathering): DimensionUsage {
  const inOrder = [...members].sort(([a], [b]) => a.order - b.order);
  return {
    price,
    hourly,
    members: inOrder.map(([member, { byResource }]) => {
      const groups = [...byResource.values()].flat().sort(compareGroups);
      let quantity = 0n;
      for (const { days } of groups) for (const day of days) quantity += day ?? 0n;
      return { member, groups, quantity };
    }),
  };
}

function compareGroups(a: UsageGroup, b: UsageGroup): number {
  return (
    compareText(a.like.operation, b.like.operation) ||
    compareText(a.like.resourceId, b.like.resourceId) ||
    compareText(a.like.region, b.like.region) ||
    compareText(a.like.zone, b.like.zone) ||
    compareText(a.tags, b.tags)
  );
}

function comparePrices(a: Price, b: Price): number {
  return (
    compareText(a.service, b.service) ||
    compareText(a.usageType, b.usageType) ||
    compareText(a.region, b.region) ||
    compareText(a.operation, b.operation)
  );
}

function compareKinds(a: Unpriced, b: Unpriced): number {
  return (
    compareText(a.service, b.service) ||
    compareText(a.usageType, b.usageType) ||
    compareText(a.region, b.region) ||
    compareText(a.operation, b.operation)
  );
}

function dayIn(month: Month, instant: number): number {
  return Math.floor((instant - month.start) / DAY);
}
