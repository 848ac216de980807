import { type DimensionMember, formatDecimal, type Price, parseDecimal, toCents } from '@gatehouse/bill';
import { compare, rate, shown, shownOne, units, usd } from '@gatehouse/bill/money';
import { noSuchEntity } from '../../../core/errors';
import { offsetOf } from '../../../core/page-token';
import { encodeToken } from '../../../core/paginate';
import { zip } from '../../../core/text/lists';
import { giveWay } from '../../../core/work/bulk';
import { billingOperation } from '../../billing-operation';
import { monthOf } from '../../months';
import { type TierAnswer, tierAnswers } from '../answers';
import type { DimensionHead } from '../document';
import type { BillStatus } from '../operations';
import { accountNames, type FoundOutline } from '../rows';
import { GetBillSavingsInput, ListBillSavingsAccountsInput } from '../schema';
import { listName, viewOwnBill } from '../view';
import { savedAreas } from './saved-areas';
import { SAVING_CAUSES, type SavingByCause, type SavingCause, savingByCause } from './saving-causes';

/** The number of accounts listed per dimension, largest usage first. */
const ACCOUNTS_TOLD = 6;
/** The number of dimensions named per account. */
const DIMENSIONS_NAMED = 2;

/** An account's usage of a dimension, with its cost on a separate bill. */
export type SavingsMemberAnswer = {
  AccountId: string;
  Name?: string;
  Quantity: string;
  Free: string;
  /** The quantity of each tier that the account is charged for. */
  Tiers: string[];
  Unblended: string;
  Blended: string;
  /** The account's tiers and cost on a separate bill. */
  Alone: { Free: string; Tiers: TierAnswer[]; Amount: string };
};

/** A range of usage whose rate would differ on separate bills; negative if it costs more. */
export type SavedAreaAnswer = { From: string; Quantity: string; Rate: string; AloneRate: string; Amount: string };

/** The saving of a cause; negative if it costs more. */
export type SavingCauseAnswer = { Cause: SavingCause; Amount: string };

/** A usage type with all accounts together compared to separate bills, for the bar of tiers. */
export type SavingsDimensionAnswer = {
  /** The parameter of ListBillSavingsAccounts. */
  Id: string;
  Service: string;
  UsageType: string;
  Region: string | null;
  Operation?: string;
  Description: string;
  Unit: string;
  /** The GB per TB in its price; absent if not stated. */
  GbPerTb?: number;
  /** How tiers are allocated: by usage, by order of joining, or as the price list says. */
  Allocation: 'PROPORTIONAL' | 'SEQUENTIAL' | 'FIXTURE';
  Quantity: string;
  Free: string;
  /** The quantity covered by reservations and Savings Plans. */
  Covered: string;
  Tiers: TierAnswer[];
  Together: string;
  Separate: string;
  Saving: string;
  /** The causes with an effect. Their amounts add up to the saving. */
  Causes: SavingCauseAnswer[];
  /** The separate bills of all accounts, summed: free and covered quantity, quantity and number of accounts per tier. */
  Alone: { Free: string; Covered: string; Tiers: string[]; AccountsInTier: number[] };
  /** The ranges in which the joint rate differs. They add up to the saving. */
  SavedAreas: SavedAreaAnswer[];
  /** In dollars per unit; absent without usage. */
  BlendedRate?: string;
  AccountCount: number;
  /** The accounts with the largest usage, in order of joining. */
  Accounts: SavingsMemberAnswer[];
  /** The sum of the other accounts; absent if there are none. `Alone` is the sum of their separate costs. */
  Others?: { AccountCount: number; Quantity: string; Tiers: string[]; Unblended: string; Alone: string };
};

/** The savings of an organization by consolidated billing: volume tiers, and shared free tiers, reservations and plans. */
export type SavingsAnswer = {
  Month: string;
  /** The current month. */
  CurrentMonth: string;
  Status: BillStatus;
  IssuedAt?: Date;
  PayerId: string;
  PriceList: { Name: string; Number?: number };
  /** The costs of the usage whose price depends on the joint quantity: together, and on separate bills. */
  Together: string;
  Separate: string;
  Saving: string;
  Shown: { Together: string; Separate: string; Saving: string };
  /** The causes with an effect. Their amounts, and their cents, add up to the saving. */
  Causes: (SavingCauseAnswer & { Shown: string })[];
  /** The dimensions with the largest saving or loss first, page by page. */
  Dimensions: SavingsDimensionAnswer[];
  DimensionCount: number;
  /** The savings and losses of the dimensions after this page; absent if there are none. */
  Rest?: { Saved: string; Lost: string };
  /** The number of accounts on the bill, with or without such usage. */
  AccountCount: number;
  NextToken?: string;
};

/** A dimension with its index on the bill. */
type Placed = { dimension: DimensionHead; at: number; saving: bigint };

/**
 * Returns the dimensions whose price depends on the joint quantity: with several tiers or a free tier, or with shared
 * reservations and plans. The largest savings and losses come first, so that losses are not hidden.
 */
function pricedTogether({ head }: FoundOutline): Placed[] {
  return head.dimensions
    .map((dimension, at) => ({ dimension, at, saving: dimension.separate - dimension.unblended }))
    .filter(({ dimension: { price }, saving }) => price.tiers.length > 1 || price.free > 0n || saving !== 0n)
    .sort(
      (a, b) =>
        compare(sizeOf(b.saving), sizeOf(a.saving)) || compare(b.dimension.unblended, a.dimension.unblended) || a.at - b.at,
    );
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

function sizeOf(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

function idOf({ service, usageType, region, operation }: Price): string {
  return [service, usageType, region, operation].join('/');
}

/** Compares joint and separate costs by dimension and tier. Only for the payer. */
export const GetBillSavings = billingOperation({
  service: 'gatehouse',
  name: 'GetBillSavings',
  access: 'Read',
  input: GetBillSavingsInput,
  checks: () => [{ action: 'billing:GetBillingDetails', resource: '*' }],
  run: async ({ MaxResults, NextToken, ...which }, scope): Promise<SavingsAnswer> => {
    const view = await viewOwnBill(scope, which);
    const { bill, month } = view;
    const list = listName('GetBillSavings', view);
    const from = offsetOf(list, NextToken);
    const dimensions = pricedTogether(bill);
    const together = dimensions.reduce((sum, { dimension }) => sum + dimension.unblended, 0n);
    const separate = dimensions.reduce((sum, { dimension }) => sum + dimension.separate, 0n);
    const causes: Record<SavingCause, bigint> = { volume: 0n, free: 0n, sharing: 0n, lost: 0n };
    const answers: SavingsDimensionAnswer[] = [];
    for (const [index, placed] of dimensions.entries()) {
      const members = await bill.members(placed.at);
      const byCause = savingByCause(placed.dimension, members);
      for (const cause of SAVING_CAUSES) causes[cause] += byCause[cause];
      await giveWay();
      if (index < from || index >= from + MaxResults) continue;
      const told = mostUsing(members);
      const names = await accountNames(
        scope,
        told.map(({ accountId }) => accountId),
      );
      answers.push(dimensionAnswer(placed, members, byCause, told, names));
    }
    // Computed from the causes, so that they add up to the total to the cent.
    const [paid = '', ...ofCauses] = shown([together, ...SAVING_CAUSES.map((cause) => causes[cause])]);
    const saved = formatDecimal(sumOf(ofCauses.map((cents) => parseDecimal(cents, 2) ?? 0n)), 2, 2);
    const rest = dimensions.slice(from + MaxResults).map(({ saving }) => saving);
    const { priceList, accounts } = bill.head;
    return {
      Month: month,
      CurrentMonth: monthOf(scope.now),
      Status: bill.issued ? 'ISSUED' : 'PENDING',
      IssuedAt: bill.issued?.at,
      PayerId: bill.payerId,
      PriceList: { Name: priceList.name, Number: priceList.number ?? undefined },
      Together: usd(together),
      Separate: usd(separate),
      Saving: usd(separate - together),
      Shown: { Together: paid, Separate: shownOne(separate), Saving: saved },
      Causes: zip(SAVING_CAUSES, ofCauses).flatMap(([cause, shownAmount]) =>
        causes[cause] === 0n ? [] : [{ Cause: cause, Amount: usd(causes[cause]), Shown: shownAmount }],
      ),
      Dimensions: answers,
      DimensionCount: dimensions.length,
      ...(rest.length > 0 && {
        Rest: { Saved: usd(sumOf(rest.filter((saving) => saving > 0n))), Lost: usd(sumOf(rest.filter((saving) => saving < 0n))) },
      }),
      AccountCount: accounts.length,
      NextToken: from + MaxResults < dimensions.length ? encodeToken(list, String(from + MaxResults)) : undefined,
    };
  },
});

/** Returns the members with the largest usage, in the order of all. */
function mostUsing(members: readonly DimensionMember[]): DimensionMember[] {
  const most = [...members].sort((a, b) => compare(b.quantity, a.quantity)).slice(0, ACCOUNTS_TOLD);
  const chosen = new Set(most);
  return members.filter((member) => chosen.has(member));
}

function dimensionAnswer(
  { dimension, saving }: Placed,
  members: readonly DimensionMember[],
  byCause: SavingByCause,
  told: readonly DimensionMember[],
  names: ReadonlyMap<string, string>,
): SavingsDimensionAnswer {
  const { price, quantity } = dimension;
  const alone = price.tiers.map((_, tier) => members.reduce((sum, member) => sum + (member.alone.tiers[tier] ?? 0n), 0n));
  const others = members.filter((member) => !told.includes(member));
  const aloneFree = members.reduce((sum, member) => sum + member.alone.free, 0n);
  const aloneCovered = alone.reduce((left, filled) => left - filled, quantity - aloneFree);
  const rates = price.tiers.map((tier) => tier.rate);
  return {
    Id: idOf(price),
    Service: price.service,
    UsageType: price.usageType,
    Region: price.region,
    ...(price.operation !== undefined && { Operation: price.operation }),
    Description: price.description,
    Unit: price.unit,
    ...(price.gbPerTb !== undefined && { GbPerTb: price.gbPerTb }),
    Allocation: allocationOf(price, members),
    Quantity: units(quantity),
    Free: units(dimension.free),
    Covered: units(dimension.discounted + dimension.planned),
    Tiers: tierAnswers(price.tiers, dimension.tiers, dimension.unblended),
    Together: usd(dimension.unblended),
    Separate: usd(dimension.separate),
    Saving: usd(saving),
    Causes: SAVING_CAUSES.flatMap((cause) => (byCause[cause] === 0n ? [] : [{ Cause: cause, Amount: usd(byCause[cause]) }])),
    Alone: {
      Free: units(aloneFree),
      Covered: units(aloneCovered),
      Tiers: alone.map(units),
      AccountsInTier: price.tiers.map((_, tier) => members.filter((member) => (member.alone.tiers[tier] ?? 0n) > 0n).length),
    },
    SavedAreas: savedAreas(quantity, rates, dimension.tiers, alone).map((area) => ({
      From: units(area.from),
      Quantity: units(area.quantity),
      Rate: rate(area.rate),
      AloneRate: rate(area.aloneRate),
      Amount: usd(area.amount),
    })),
    ...(dimension.blendedRate !== null && { BlendedRate: rate(dimension.blendedRate) }),
    AccountCount: dimension.accounts,
    Accounts: told.map((member) => memberAnswer(member, price.tiers, names.get(member.accountId))),
    ...(others.length > 0 && { Others: othersAnswer(others, price.tiers.length) }),
  };
}

function othersAnswer(others: readonly DimensionMember[], tiers: number): SavingsDimensionAnswer['Others'] {
  const sum = (of: (member: DimensionMember) => bigint) => others.reduce((total, member) => total + of(member), 0n);
  return {
    AccountCount: others.length,
    Quantity: units(sum(({ quantity }) => quantity)),
    Tiers: Array.from({ length: tiers }, (_, tier) => units(sum((member) => member.tiers[tier] ?? 0n))),
    Unblended: usd(sum(({ unblended }) => unblended)),
    Alone: usd(sum(({ alone }) => alone.cost)),
  };
}

/**
 * Returns how tiers were allocated. An explicit split in a price list applies only to its own usage; other usage is split
 * proportionally.
 */
function allocationOf({ allocation }: Price, members: readonly DimensionMember[]): SavingsDimensionAnswer['Allocation'] {
  if (allocation === undefined || typeof allocation === 'string') return allocation ?? 'PROPORTIONAL';
  const used = members.filter(({ quantity }) => quantity > 0n);
  const isAsStated =
    used.length === allocation.fixture.length &&
    used.every(({ tiers }, row) => tiers.every((filled, tier) => filled === (allocation.fixture[row]?.[tier] ?? 0n)));
  return isAsStated ? 'FIXTURE' : 'PROPORTIONAL';
}

function memberAnswer(
  member: DimensionMember,
  tiers: Parameters<typeof tierAnswers>[0],
  name: string | undefined,
): SavingsMemberAnswer {
  const { alone } = member;
  return {
    AccountId: member.accountId,
    Name: name,
    Quantity: units(member.quantity),
    Free: units(member.free),
    Tiers: member.tiers.map(units),
    Unblended: usd(member.unblended),
    Blended: usd(member.blended),
    Alone: { Free: units(alone.free), Tiers: tierAnswers(tiers, alone.tiers, alone.cost), Amount: usd(alone.cost) },
  };
}

/** Amounts in whole cents. `Saved` is alone minus blended, `Difference` unblended minus blended. */
export type SavingsAmounts = { Alone: string; Blended: string; Saved: string; Unblended: string; Difference: string };

/** An account's joint and separate costs. Amounts are absent without such usage. */
export type SavingsAccountAnswer = {
  AccountId: string;
  Name?: string;
  /** The usage that would cost most on a separate bill. */
  Used: { Description: string; Unit: string; GbPerTb?: number; Quantity: string }[];
  UsedCount: number;
  /** The share of the joint cost in thousandths; absent if that is zero. */
  PerMille?: number;
  Shown?: SavingsAmounts;
};

type Row = {
  accountId: string;
  used: { price: Price; member: DimensionMember }[];
  alone: bigint;
  blended: bigint;
  unblended: bigint;
};

/**
 * Lists the saving of each account, highest separate cost first, page by page. The cents of each column add up to its total. Only
 * for the payer.
 */
export const ListBillSavingsAccounts = billingOperation({
  service: 'gatehouse',
  name: 'ListBillSavingsAccounts',
  access: 'List',
  input: ListBillSavingsAccountsInput,
  checks: () => [{ action: 'billing:GetBillingDetails', resource: '*' }],
  run: async ({ DimensionId, Page, PageSize, ...which }, scope) => {
    const { bill } = await viewOwnBill(scope, which);
    const dimensions = pricedTogether(bill).filter(
      ({ dimension }) => DimensionId === undefined || idOf(dimension.price) === DimensionId,
    );
    if (DimensionId !== undefined && dimensions.length === 0)
      throw noSuchEntity('The bill has no such usage, or its price does not depend on the total usage.');
    const rows = await accountRows(bill, dimensions);
    const cents = {
      alone: toCents(rows.map((row) => row.alone)),
      blended: toCents(rows.map((row) => row.blended)),
      unblended: toCents(rows.map((row) => row.unblended)),
    };
    const total = rows.reduce((sum, row) => sum + row.blended, 0n);
    const from = (Page - 1) * PageSize;
    const page = rows.slice(from, from + PageSize);
    const names = await accountNames(
      scope,
      page.map(({ accountId }) => accountId),
    );
    const Rows = page.map(({ accountId, used, blended }, index): SavingsAccountAnswer => {
      const at = from + index;
      return {
        AccountId: accountId,
        Name: names.get(accountId),
        Used: used.slice(0, DIMENSIONS_NAMED).map(({ price, member }) => ({
          Description: price.description,
          Unit: price.unit,
          ...(price.gbPerTb !== undefined && { GbPerTb: price.gbPerTb }),
          Quantity: units(member.quantity),
        })),
        UsedCount: used.length,
        ...(used.length > 0 && {
          ...(total > 0n && { PerMille: Number((blended * 2000n + total) / (total * 2n)) }),
          Shown: amountsOf(cents.alone.parts[at], cents.blended.parts[at], cents.unblended.parts[at]),
        }),
      };
    });
    return { Rows, Count: rows.length, Total: amountsOf(cents.alone.total, cents.blended.total, cents.unblended.total) };
  },
});

function amountsOf(alone = 0n, blended = 0n, unblended = 0n): SavingsAmounts {
  const text = (cents: bigint) => formatDecimal(cents, 2, 2);
  return {
    Alone: text(alone),
    Blended: text(blended),
    Saved: text(alone - blended),
    Unblended: text(unblended),
    Difference: text(unblended - blended),
  };
}

/** Returns all accounts of a bill, highest separate cost first. */
async function accountRows(bill: FoundOutline, dimensions: readonly Placed[]): Promise<Row[]> {
  const rows = new Map<string, Row>();
  for (const { accountId } of bill.head.accounts)
    rows.set(accountId, { accountId, used: [], alone: 0n, blended: 0n, unblended: 0n });
  for (const { dimension, at } of dimensions) {
    for (const member of await bill.members(at)) {
      const row = rows.get(member.accountId);
      if (!row || member.quantity === 0n) continue;
      row.used.push({ price: dimension.price, member });
      row.alone += member.alone.cost;
      row.blended += member.blended;
      row.unblended += member.unblended;
    }
    await giveWay();
  }
  for (const { used } of rows.values()) used.sort((a, b) => compare(b.member.alone.cost, a.member.alone.cost));
  return [...rows.values()].sort(
    (a, b) => compare(b.alone, a.alone) || b.used.length - a.used.length || (a.accountId < b.accountId ? -1 : 1),
  );
}
