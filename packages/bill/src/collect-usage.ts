import { priceFinder, within } from './find-price';
import { DAY, HOUR, type Month } from './month';
import { compareText, type Member, type Period, shareBefore } from './periods';
import { isRefund, type Refund } from './refunds';
import type { BillSteps, Price, Unpriced, Usage } from './types';

/** So many records are taken in before others may go on: some milliseconds of work. */
const RECORDS_AT_ONCE = 4_096;

/** A record's quantity, and when it was used; `period` is the part of that which is on the bill. */
export type Span = { readonly start: number; readonly end: number; readonly quantity: bigint; readonly period: Period };

/** What an account used of a dimension alike in everything but the time. */
export type UsageGroup = {
  /** One of its records, for what they have in common. */
  readonly like: Usage;
  readonly tags: string;
  /** By day of the month; undefined where nothing was used. */
  readonly days: (bigint | undefined)[];
  /** Where hours matter, what the days are made of. */
  readonly spans: Span[];
};

/** What an account used of a dimension. */
export type MemberUsage = { readonly member: Member; readonly groups: UsageGroup[]; readonly quantity: bigint };

/** What all accounts used of a price; accounts in the order of joining, groups in an order that follows from what they are. */
export type DimensionUsage = { readonly price: Price; readonly hourly: boolean; readonly members: readonly MemberUsage[] };

type Gathered = { readonly byResource: Map<string, UsageGroup[]>; last: UsageGroup | null };
type Gathering = { readonly price: Price; readonly hourly: boolean; readonly members: Map<Member, Gathered> };

/**
 * Sorts records of usage by price, account and what else tells them apart, cut at the instants at which accounts come and go.
 * Refunds are no usage: they come back as they are.
 * @param isHourly whether the hours of a price's usage matter, and not only the days
 * @param byDay whether the days matter where hours do not; otherwise what is all on the bill may be told by its first day
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
    // What is spread over many days is as much work as a record for each.
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

/** Spreads what was used in a period over its days. */
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
  const groups = within(gathered.byResource, record.resourceId ?? '', newGroups);
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

/** The same for tags that say the same, in whatever order. Callers share the tags of a resource, so most are written once. */
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
    compareText(a.like.resourceId ?? '', b.like.resourceId ?? '') ||
    compareText(a.like.region, b.like.region) ||
    compareText(a.like.zone ?? '', b.like.zone ?? '') ||
    compareText(a.tags, b.tags)
  );
}

function comparePrices(a: Price, b: Price): number {
  return (
    compareText(a.service, b.service) ||
    compareText(a.usageType, b.usageType) ||
    compareText(a.region ?? '', b.region ?? '') ||
    compareText(a.operation ?? '', b.operation ?? '')
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
