import type { AccountTotal, BillSummary, Dimension, DimensionMember, NanoUsd, Price, RecordType } from '@gatehouse/bill';
import { giveWay } from '../../../core/work/bulk';
import type { OutlineReader } from '../document';

/**
 * The reason for a difference.
 * - `USAGE`: another quantity.
 * - `COVERAGE`: another part covered by reservations or Savings Plans.
 * - `FREE`: another free part.
 * - `PRICE`: another price list entry.
 * - `TIERS`: the same usage has another average price because all accounts fill the tiers differently.
 * - `FEES`, `CREDITS` and `TAX`: charges outside of tiers.
 */
export type Cause = 'USAGE' | 'COVERAGE' | 'FREE' | 'PRICE' | 'TIERS' | 'FEES' | 'CREDITS' | 'TAX' | 'REFUNDS';

/** A part of an account's difference. */
export type Reason = { readonly cause: Cause; readonly price: Price | null; readonly amount: NanoUsd };

/** An account's charges on both bills; null if it is on only one. Its reasons add up to the difference, largest first. */
export type AccountChange = {
  readonly accountId: string;
  readonly before: NanoUsd | null;
  readonly after: NanoUsd | null;
  readonly reasons: readonly Reason[];
};

/** A dimension on both bills; absent on one without usage of it. */
export type DimensionChange = {
  readonly cause: Cause;
  readonly price: Price;
  readonly before: Dimension | undefined;
  readonly after: Dimension | undefined;
  readonly amount: NanoUsd;
};

/**
 * The comparison of two bills of one month. Differences are second minus first, largest first; equal parts other than accounts
 * are left out.
 */
export type Comparison = {
  readonly before: NanoUsd;
  readonly after: NanoUsd;
  readonly accounts: readonly AccountChange[];
  readonly dimensions: readonly DimensionChange[];
  readonly charges: readonly { readonly cause: Cause; readonly before: NanoUsd; readonly after: NanoUsd }[];
};

/** A bill for comparison, without lines. */
export type Compared = Pick<BillSummary, 'total' | 'accounts' | 'dimensions'>;

/** Returns a stored or cached bill for comparison. */
export async function comparedBill({ head, members }: OutlineReader): Promise<Compared> {
  const dimensions: Dimension[] = [];
  for (const [at, dimension] of head.dimensions.entries()) {
    dimensions.push({ ...dimension, members: await members(at) });
    await giveWay();
  }
  const accounts = head.accounts.map(({ byRecordType, byService, ...account }) => ({
    ...account,
    byRecordType: new Map(byRecordType),
    byService: new Map(byService),
  }));
  return { total: head.total, accounts, dimensions };
}

/** Compares two bills of the same month by account and dimension, with reasons. */
export async function compareBills(before: Compared, after: Compared): Promise<Comparison> {
  const reasons = new Map<string, Reason[]>();
  const dimensions: DimensionChange[] = [];
  for (const [one, other] of paired(before.dimensions, after.dimensions, ({ price }) => keyOf(price)).values()) {
    const price = other?.price ?? one?.price;
    if (price === undefined) continue;
    const repriced = one !== undefined && other !== undefined && pricedOtherwise(one.price, other.price);
    const amount = (other?.unblended ?? 0n) - (one?.unblended ?? 0n);
    const cause = causeOf(one, other, amount, repriced);
    if (amount !== 0n || cause !== 'TIERS') dimensions.push({ cause, price, before: one, after: other, amount });
    for (const [accountId, pair] of paired(one?.members ?? [], other?.members ?? [], (member) => member.accountId)) {
      addReason(reasons, accountId, memberReason(price, pair, repriced));
    }
    await giveWay();
  }
  const charges = new Map<Cause, { before: NanoUsd; after: NanoUsd }>();
  const accounts: AccountChange[] = [];
  for (const [accountId, [one, other]] of paired(before.accounts, after.accounts, (account) => account.accountId)) {
    for (const [cause, types] of CHARGES) {
      const [from, to] = [chargedFor(one, types), chargedFor(other, types)];
      const sum = charges.get(cause) ?? { before: 0n, after: 0n };
      charges.set(cause, { before: sum.before + from, after: sum.after + to });
      addReason(reasons, accountId, { cause, price: null, amount: to - from });
    }
    const own = (reasons.get(accountId) ?? []).sort((a, b) => bySize(a.amount, b.amount));
    accounts.push({ accountId, before: one?.total ?? null, after: other?.total ?? null, reasons: own });
    await giveWay();
  }
  accounts.sort(
    (a, b) =>
      bySize(differenceOf(a), differenceOf(b)) || bySize(a.after ?? 0n, b.after ?? 0n) || (a.accountId < b.accountId ? -1 : 1),
  );
  return {
    before: before.total,
    after: after.total,
    accounts,
    dimensions: dimensions.filter(({ amount }) => amount !== 0n).sort((a, b) => bySize(a.amount, b.amount)),
    charges: [...charges]
      .map(([cause, sums]) => ({ cause, ...sums }))
      .filter((charge) => charge.before !== charge.after)
      .sort((a, b) => bySize(a.after - a.before, b.after - b.before)),
  };
}

export function differenceOf({ before, after }: Pick<AccountChange, 'before' | 'after'>): NanoUsd {
  return (after ?? 0n) - (before ?? 0n);
}

/** The charges outside of tiers by cause. */
const CHARGES: ReadonlyMap<Cause, readonly RecordType[]> = new Map([
  ['FEES', ['RIFee', 'Fee', 'SavingsPlanRecurringFee', 'SavingsPlanUpfrontFee']],
  ['CREDITS', ['Credit']],
  ['TAX', ['Tax']],
  ['REFUNDS', ['Refund']],
]);

function chargedFor(account: AccountTotal | undefined, types: readonly RecordType[]): NanoUsd {
  return types.reduce((sum, type) => sum + (account?.byRecordType.get(type) ?? 0n), 0n);
}

function memberReason(
  price: Price,
  [one, other]: readonly [DimensionMember | undefined, DimensionMember | undefined],
  repriced: boolean,
): Reason {
  const amount = (other?.unblended ?? 0n) - (one?.unblended ?? 0n);
  return { cause: causeOf(one, other, amount, repriced), price, amount };
}

type Used = Pick<DimensionMember, 'quantity' | 'discounted' | 'planned' | 'free'>;

/**
 * Returns the first change in the direction of the amount, if several things changed: the free part may grow while the average
 * price rises by more.
 */
function causeOf(one: Used | undefined, other: Used | undefined, amount: NanoUsd, repriced: boolean): Cause {
  if (one?.quantity !== other?.quantity) return 'USAGE';
  const more = (part: (used: Used) => bigint) => (other ? part(other) : 0n) - (one ? part(one) : 0n);
  const explains = (difference: bigint) => (amount < 0n ? difference > 0n : difference < 0n);
  if (explains(more(({ discounted, planned }) => discounted + planned))) return 'COVERAGE';
  if (repriced) return 'PRICE';
  return explains(more(({ free }) => free)) ? 'FREE' : 'TIERS';
}

function pricedOtherwise(one: Price, other: Price): boolean {
  return (
    one.free !== other.free ||
    one.tiers.length !== other.tiers.length ||
    one.tiers.some(({ upTo, rate }, at) => other.tiers[at]?.upTo !== upTo || other.tiers[at]?.rate !== rate)
  );
}

function addReason(reasons: Map<string, Reason[]>, accountId: string, reason: Reason): void {
  if (reason.amount === 0n) return;
  const own = reasons.get(accountId);
  if (own) own.push(reason);
  else reasons.set(accountId, [reason]);
}

function keyOf({ service, usageType, region, operation }: Price): string {
  return [service, usageType, region, operation].join('\n');
}

/** Pairs the items of two lists by key. */
function paired<Item>(
  before: readonly Item[],
  after: readonly Item[],
  keyOfItem: (item: Item) => string,
): Map<string, [Item | undefined, Item | undefined]> {
  const pairs = new Map<string, [Item | undefined, Item | undefined]>();
  for (const item of before) pairs.set(keyOfItem(item), [item, undefined]);
  for (const item of after) pairs.set(keyOfItem(item), [pairs.get(keyOfItem(item))?.[0], item]);
  return pairs;
}

const size = (amount: bigint) => (amount < 0n ? -amount : amount);

/** Orders by absolute size, largest first. */
function bySize(a: bigint, b: bigint): number {
  return a === b ? 0 : size(a) < size(b) ? 1 : size(a) > size(b) ? -1 : a > b ? -1 : 1;
}
