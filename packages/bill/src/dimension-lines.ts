import type { Apart } from './alone';
import { apportion, roundParts } from './apportion';
import type { Cell, Cover, Slot } from './cells';
import type { MemberUsage, UsageGroup } from './collect-usage';
import type { CoveredUsage } from './cover-usage';
import { divideHalfEven, NANO, sum } from './decimals';
import { within } from './find-price';
import { onDemandRate } from './savings-plans';
import { addCharge, type Tally } from './tally';
import { chargeTiers, EXACT_PER_NANO_USD, type TierCharge } from './tiers';
import type { Allocation, BillSteps, CostLine, Dimension, DimensionMember, Price, RecordType } from './types';

/** The number of lines created before yielding, some milliseconds of work. */
const LINES_AT_ONCE = 2_048;

/** The number of cell parts computed before yielding. */
const PARTS_AT_ONCE = 2_048;

/**
 * Applies a dimension's tiers and yields its lines, unless only daily usage lines would result and none are requested. The result
 * is the dimension without lines.
 */
export function* chargeDimension(
  covered: CoveredUsage,
  apart: Apart,
  slots: readonly Slot[],
  allocation: Allocation,
  tally: Tally,
  given: 'lines' | 'charges',
): BillSteps<Dimension> {
  const { usage, cells } = covered;
  const { price } = usage;
  const charge = chargeCovered(covered, price.allocation ?? allocation);
  const averaged = usage.members.map(({ quantity }, at) => quantity - (covered.planned[at] ?? 0n));
  const blended = cells.length > 0 ? null : apportion(charge.cost, averaged);
  const parts = blended === null ? yield* partsOfCells(covered, charge, averaged, slots) : null;

  const members: DimensionMember[] = [];
  let lines: CostLine[] = [];
  let done = 0;
  for (const [at, by] of usage.members.entries()) {
    const cost = charge.members[at]?.cost ?? 0n;
    const own = parts?.get(by) ?? [];
    const average = blended?.[at] ?? blendedOfParts(own);
    members.push(memberOf(covered, charge, apart, at, by, average));
    const made = parts ? linesOfParts(price, by, own) : given === 'lines' ? linesOfDays(price, by, cost, average) : [];
    addMember(tally, price, by, made, cost, parts !== null);
    for (const line of made) lines.push(line);
    done += 1 + made.length + own.length;
    if (done < LINES_AT_ONCE) continue;
    yield lines;
    [lines, done] = [[], 0];
  }
  yield lines;

  const quantity = sum(usage.members.map((by) => by.quantity));
  const rated = sum(averaged);
  return {
    price,
    quantity,
    discounted: sum(covered.discounted),
    planned: sum(covered.planned),
    free: charge.filled.free,
    tiers: charge.filled.tiers,
    unblended: charge.cost,
    blendedRate: rated === 0n ? null : divideHalfEven(charge.cost * 10n ** BigInt(NANO) * 1_000n, rated),
    separate: sum(apart.map(({ cost }) => cost)),
    members,
  };
}

function memberOf(
  { discounted, planned }: CoveredUsage,
  charge: TierCharge,
  apart: Apart,
  at: number,
  { member, quantity }: MemberUsage,
  blended: bigint,
): DimensionMember {
  const own = charge.members[at];
  const alone = apart[at];
  return {
    accountId: member.accountId,
    quantity,
    discounted: discounted[at] ?? 0n,
    planned: planned[at] ?? 0n,
    free: own?.filled.free ?? 0n,
    tiers: own?.filled.tiers ?? [],
    unblended: own?.cost ?? 0n,
    blended,
    alone: { free: alone?.filled.free ?? 0n, tiers: alone?.filled.tiers ?? [], cost: alone?.cost ?? 0n },
  };
}

function chargeCovered({ usage, quantities, free, freeOfMembers }: CoveredUsage, allocation: Allocation): TierCharge {
  const { tiers } = usage.price;
  if (freeOfMembers === null) return chargeTiers(tiers, quantities, free, allocation);
  const charge = chargeTiers(tiers, quantities, 0n, allocation);
  const members = charge.members.map(({ filled, cost }, at) => ({
    filled: { tiers: filled.tiers, free: freeOfMembers[at] ?? 0n },
    cost,
  }));
  return { ...charge, filled: { tiers: charge.filled.tiers, free: sum(freeOfMembers) }, members };
}

/** A part of a cell with its costs: what nothing covers, or what one reservation or plan covers. */
type Part = {
  readonly group: UsageGroup;
  readonly day: number;
  readonly recordType: RecordType;
  readonly source: string | undefined;
  readonly quantity: bigint;
  unblended: bigint;
  blended: bigint;
  amortized: bigint;
};

/** Returns the parts of a dimension's cells by account, in the order of groups and slots. */
function* partsOfCells(
  { usage, cells, planned }: CoveredUsage,
  charge: TierCharge,
  averaged: readonly bigint[],
  slots: readonly Slot[],
): BillSteps<Map<MemberUsage, Part[]>> {
  const { price } = usage;
  const full = roundParts(
    planned.map((quantity) => quantity * onDemandRate(price)),
    EXACT_PER_NANO_USD,
  ).parts;
  const blended = price.blend === 'hour' ? null : apportion(charge.cost, averaged);
  const bySlot = slots.map((): Part[] => []);
  const parts = new Map<MemberUsage, Part[]>();
  const byMember = new Map<MemberUsage, Cell[]>();
  for (const cell of cells) within(byMember, cell.by, (): Cell[] => []).push(cell);
  let done = 0;
  for (const [at, by] of usage.members.entries()) {
    const own: Part[] = [];
    for (const cell of byMember.get(by) ?? []) {
      for (const cover of [null, ...cell.covers]) {
        const part = partOf(cell, cover, slots[cell.slot]?.day ?? 0);
        if (part.quantity === 0n) continue;
        own.push(part);
        if (blended === null && isAveraged(part)) bySlot[cell.slot]?.push(part);
      }
    }
    spread(charge.members[at]?.cost ?? 0n, own.filter(isOnDemand), (part, cost) => {
      part.unblended = part.amortized = cost;
    });
    spread(
      full[at] ?? 0n,
      own.filter((part) => !isAveraged(part)),
      (part, cost) => {
        part.unblended = part.blended = cost;
      },
    );
    if (blended !== null) spread(blended[at] ?? 0n, own.filter(isAveraged), setBlended);
    parts.set(by, own);
    done += own.length;
    if (done < PARTS_AT_ONCE) continue;
    done = 0;
    yield [];
  }
  for (const together of bySlot) {
    spread(sum(together.map(({ unblended }) => unblended)), together, setBlended);
    if (together.length > 0) yield [];
  }
  return parts;
}

/** Returns whether a part counts for the average rate. Usage covered by plans does not, because their fees charge it. */
function isAveraged({ recordType }: Part): boolean {
  return recordType !== 'SavingsPlanCoveredUsage';
}

function isOnDemand({ recordType }: Part): boolean {
  return recordType === 'Usage';
}

function setBlended(part: Part, cost: bigint): void {
  part.blended = cost;
}

/** Splits a cost over parts by quantity. */
function spread(cost: bigint, parts: readonly Part[], set: (part: Part, cost: bigint) => void): void {
  const costs = apportion(
    cost,
    parts.map(({ quantity }) => quantity),
  );
  parts.forEach((part, at) => {
    set(part, costs[at] ?? 0n);
  });
}

function partOf({ group, left, free }: Cell, cover: Cover | null, day: number): Part {
  const costs = { unblended: 0n, blended: 0n, amortized: cover?.amortized ?? 0n };
  if (cover === null) return { group, day, recordType: 'Usage', source: undefined, quantity: left + free, ...costs };
  const recordType = cover.by === 'reservation' ? 'DiscountedUsage' : 'SavingsPlanCoveredUsage';
  return { group, day, recordType, source: cover.source, quantity: cover.quantity, ...costs };
}

function blendedOfParts(parts: readonly Part[]): bigint {
  return sum(parts.filter(isAveraged).map(({ blended }) => blended));
}

/** Returns an account's lines of daily usage. */
function linesOfDays(price: Price, by: MemberUsage, cost: bigint, blended: bigint): CostLine[] {
  const places: { group: UsageGroup; day: number }[] = [];
  const quantities: bigint[] = [];
  for (const group of by.groups) {
    for (const [day, quantity] of group.days.entries()) {
      if (quantity === undefined || quantity === 0n) continue;
      places.push({ group, day });
      quantities.push(quantity);
    }
  }
  const costs = apportion(cost, quantities);
  const averages = blended === cost ? costs : apportion(blended, quantities);
  return places.map(({ group, day }, at) =>
    lineOf(price, by, group, day, 'Usage', undefined, quantities[at] ?? 0n, costs[at] ?? 0n, averages[at] ?? 0n, costs[at] ?? 0n),
  );
}

/** Returns an account's lines of hourly usage, with the parts of a day combined. */
function linesOfParts(price: Price, by: MemberUsage, parts: readonly Part[]): CostLine[] {
  const byGroup = new Map<UsageGroup, Map<string, Part>>();
  for (const part of parts) {
    const lines = within(byGroup, part.group, () => new Map<string, Part>());
    const key = [part.day, part.recordType, part.source].join(' ');
    const before = lines.get(key);
    lines.set(key, before === undefined ? part : join(before, part));
  }
  const lines: CostLine[] = [];
  for (const group of by.groups) {
    for (const { day, recordType, source, quantity, unblended, blended, amortized } of byGroup.get(group)?.values() ?? []) {
      lines.push(lineOf(price, by, group, day, recordType, source, quantity, unblended, blended, amortized));
      if (recordType !== 'SavingsPlanCoveredUsage') continue;
      // The plan's own fee charges the usage that it covers.
      lines.push(lineOf(price, by, group, day, 'SavingsPlanNegation', source, quantity, -unblended, -blended, 0n));
    }
  }
  return lines;
}

function join(a: Part, b: Part): Part {
  return {
    ...a,
    quantity: a.quantity + b.quantity,
    unblended: a.unblended + b.unblended,
    blended: a.blended + b.blended,
    amortized: a.amortized + b.amortized,
  };
}

function lineOf(
  { service, usageType, region }: Price,
  by: MemberUsage,
  { like }: UsageGroup,
  day: number,
  recordType: RecordType,
  source: string | undefined,
  quantity: bigint,
  unblended: bigint,
  blended: bigint,
  amortized: bigint,
): CostLine {
  return {
    accountId: by.member.accountId,
    day: day + 1,
    recordType,
    service,
    usageType,
    region: region ?? like.region,
    operation: like.operation,
    zone: like.zone,
    resourceId: like.resourceId,
    tags: like.tags,
    source,
    quantity,
    unblended,
    blended,
    amortized,
  };
}

/** Adds an account's charges for a dimension, line by line only if the lines have several kinds. */
function addMember(tally: Tally, price: Price, by: MemberUsage, lines: readonly CostLine[], cost: bigint, mixed: boolean): void {
  const { service, usageType, region, operation = '' } = price;
  const { accountId } = by.member;
  const heading = { accountId, service, usageType, region, operation };
  if (!mixed) {
    addCharge(tally, { ...heading, recordType: 'Usage', amount: cost });
    return;
  }
  const sums = new Map<RecordType, bigint>();
  for (const { recordType, unblended } of lines) sums.set(recordType, (sums.get(recordType) ?? 0n) + unblended);
  for (const [recordType, amount] of sums) addCharge(tally, { ...heading, recordType, amount });
}
