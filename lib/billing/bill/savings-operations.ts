import { type DimensionMember, formatDecimal, type Price, parseDecimal, toCents } from '@gatehouse/bill';
import { compare, rate, shown, units, usd } from '@gatehouse/bill/money';
import { giveWay } from '../../core/bulk';
import { noSuchEntity } from '../../core/errors';
import { offsetOf } from '../../core/page-token';
import { encodeToken } from '../../core/paginate';
import { billingOperation } from '../billing-operation';
import { type DimensionMember, formatDecimal, type Price, parseDecimal, toCents } from '../calculate';
import { compare, rate, shown, shownOne, units, usd } from '../money';
import { monthOf } from '../months';
import { type TierAnswer, tierAnswers } from './answers';
import type { DimensionHead } from './document';
import type { BillStatus } from './operations';
import { accountNames, type FoundOutline } from './rows';
import { savedAreas } from './saved-areas';
import { SAVING_CAUSES, type SavingByCause, type SavingCause, savingByCause } from './saving-causes';
import { GetBillSavingsInput, ListBillSavingsAccountsInput } from './schema';
import { listName, viewOwnBill } from './view';

/** Of a dimension so many accounts are told one by one: those that use most. */
const ACCOUNTS_TOLD = 6;
/** Of what an account used, so many dimensions are named. */
const DIMENSIONS_NAMED = 2;

/** What one account used of a dimension, and what it would pay with a bill of its own. */
export type SavingsMemberAnswer = {
  AccountId: string;
  Name?: string;
  Quantity: string;
  Free: string;
  /** What of each tier is handed to the account; as many as the dimension has tiers. */
  Tiers: string[];
  Unblended: string;
  Blended: string;
  /** How the account alone would fill the tiers, and what that would cost. */
  Alone: { Free: string; Tiers: TierAnswer[]; Amount: string };
};

/** A stretch of usage for which the accounts would pay another rate alone. Below zero: what that costs. */
export type SavedAreaAnswer = { From: string; Quantity: string; Rate: string; AloneRate: string; Amount: string };

/** What one cause saves; below zero, what it costs. */
export type SavingCauseAnswer = { Cause: SavingCause; Amount: string };

/** One usage type, all accounts together against each alone: what a bar of its tiers shows. */
export type SavingsDimensionAnswer = {
  /** By which ListBillSavingsAccounts takes it. */
  Id: string;
  Service: string;
  UsageType: string;
  Region: string | null;
  Operation?: string;
  Description: string;
  Unit: string;
  /** How many GB its price means by a TB; absent where it does not say. */
  GbPerTb?: number;
  /** Who is handed which slice of the tiers: by usage, the first to join first, or as the price list says outright. */
  Allocation: 'PROPORTIONAL' | 'SEQUENTIAL' | 'FIXTURE';
  Quantity: string;
  Free: string;
  /** Covered by reservations and Savings Plans. */
  Covered: string;
  Tiers: TierAnswer[];
  Together: string;
  Separate: string;
  Saving: string;
  /** The causes that make a difference; their amounts add up to the saving. */
  Causes: SavingCauseAnswer[];
  /** Of all accounts alone, added up: what is free and covered, what they fill of each tier, and how many come into it. */
  Alone: { Free: string; Covered: string; Tiers: string[]; AccountsInTier: number[] };
  /** Where the tiers that are filled together lie below those that are filled alone; they add up to the saving. */
  SavedAreas: SavedAreaAnswer[];
  /** Dollars for a unit; absent where nothing was used that has one. */
  BlendedRate?: string;
  AccountCount: number;
  /** Those that use most, in the order in which they joined. */
  Accounts: SavingsMemberAnswer[];
  /** All others together; absent where there are none. `Alone`: what they would pay, each alone, added up. */
  Others?: { AccountCount: number; Quantity: string; Tiers: string[]; Unblended: string; Alone: string };
};

/** What an organization saves by being billed as one account: usage in tiers, and what accounts share of free amounts, reservations and plans. */
export type SavingsAnswer = {
  Month: string;
  /** The month that bills are at. */
  CurrentMonth: string;
  Status: BillStatus;
  IssuedAt?: Date;
  PayerId: string;
  PriceList: { Name: string; Number?: number };
  /** Of the usage whose price depends on how much is used together: on one bill, and if each account had a bill of its own. */
  Together: string;
  Separate: string;
  Saving: string;
  Shown: { Together: string; Separate: string; Saving: string };
  /** The causes that make a difference; their amounts add up to the saving, and so do the cents. */
  Causes: (SavingCauseAnswer & { Shown: string })[];
  /** Those for which one bill makes most of a difference first, whether it saves or costs, page by page. */
  Dimensions: SavingsDimensionAnswer[];
  DimensionCount: number;
  /** What the dimensions after this page save and cost; absent where there are none. */
  Rest?: { Saved: string; Lost: string };
  /** Of the bill, whether they used something of these or not. */
  AccountCount: number;
  NextToken?: string;
};

/** A dimension with its place on the bill. */
type Placed = { dimension: DimensionHead; at: number; saving: bigint };

/**
 * The dimensions of a bill whose price depends on how much is used together: with several tiers or a free amount, or with reservations and plans
 * that accounts share. Those that save or cost most come first, so that no loss hides behind what makes no difference.
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

/** What accounts pay together against what they would pay alone, dimension by dimension and tier by tier. Of whoever pays. */
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
    // Of the causes, so that what they come to is the headline to the cent.
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
      Causes: SAVING_CAUSES.flatMap((cause, at) =>
        causes[cause] === 0n ? [] : [{ Cause: cause, Amount: usd(causes[cause]), Shown: ofCauses[at] ?? '' }],
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

/** The members that use most, in the order of all. */
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

/** How the tiers were handed out. A split that a price list says outright holds for its own usage alone; any other is spread by usage. */
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

/** Amounts in whole cents. `Saved` is alone less blended, `Difference` unblended less blended. */
export type SavingsAmounts = { Alone: string; Blended: string; Saved: string; Unblended: string; Difference: string };

/** What one account pays of usage priced together, on the one bill and alone. Absent amounts: it used nothing of that. */
export type SavingsAccountAnswer = {
  AccountId: string;
  Name?: string;
  /** Of what it used, what would cost it most alone. */
  Used: { Description: string; Unit: string; GbPerTb?: number; Quantity: string }[];
  UsedCount: number;
  /** Its part of what is paid together, in thousandths; absent where that is nothing. */
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

/** What each account saves, those that would pay most alone first, page by page. The cents of each column add up to its total. Of whoever pays. */
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
      throw noSuchEntity('Nothing of this is on the bill, or its price does not depend on how much is used together.');
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

/** All accounts of a bill, those that would pay most alone first. */
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
