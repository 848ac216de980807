import { type Change, type Dimension, parseDecimal } from '@gatehouse/bill';
import { rate, shown, shownOne, units, usd } from '@gatehouse/bill/money';
import { validationError } from '../../../core/errors';
import type { Scope } from '../../../core/operation';
import { offsetOf } from '../../../core/page-token';
import { encodeToken } from '../../../core/paginate';
import { reservationOf, savingsPlanOf } from '../../benefit/operations';
import { billingOperation } from '../../billing-operation';
import { type MonthName, startOf } from '../../months';
import { preferencesOf } from '../../preferences/operations';
import { storedPreferences, taxRateOf } from '../../preferences/rows';
import { readDocument } from '../../price-list/operations';
import { usageOfProfile } from '../../usage/generate-operations';
import type { BillFacts } from '../make-bill';
import type { BillStatus } from '../operations';
import { accountNames } from '../rows';
import { listName, viewOwnBill } from '../view';
import { pricesOf } from '../work-out';
import type { AccountChange, Cause, DimensionChange } from './compare';
import { differenceOf } from './compare';
import { previewBill } from './preview';
import { type BillChange, PreviewBillInput } from './schema';

const HOUR_MS = 3_600_000;
const REASONS_TOLD = 25;
const REASONS_OF_AN_ACCOUNT = 4;

/** An amount before and after, in dollars as decimal text, and after minus before. */
export type Amounts = { Before: string; After: string; Difference: string };

/** A part of the difference with its cause, and its usage type if it is usage. */
export type AccountReason = {
  Cause: Cause;
  Service?: string;
  UsageType?: string;
  Region?: string | null;
  Description?: string;
  Difference: string;
};

export type PreviewedAccount = Amounts & {
  AccountId: string;
  Name?: string;
  /** In cents that add up over the accounts; absent if the account is not on that bill. */
  ShownBefore?: string;
  ShownAfter?: string;
  /** The largest reasons. */
  Reasons: AccountReason[];
  ReasonCount: number;
};

/** The quantity and cost of a usage type on one of the bills. */
export type PreviewedUse = {
  Quantity: string;
  /** The quantity covered by reservations and Savings Plans. */
  Covered: string;
  Free: string;
  /** The average rate in dollars per unit; absent without usage. */
  Rate?: string;
  Amount: string;
};

export type PreviewedReason = {
  Cause: Cause;
  Service: string;
  UsageType: string;
  Region: string | null;
  Operation?: string;
  Description: string;
  Unit: string;
  Before?: PreviewedUse;
  After?: PreviewedUse;
  Difference: string;
};

/** A month's bill as it is and with the changes. */
export type BillPreviewAnswer = Amounts & {
  Month: MonthName;
  Status: BillStatus;
  ShownBefore: string;
  ShownAfter: string;
  /** The total of the issued bill, if today's facts differ, such as the support plan. */
  Issued?: string;
  /** The accounts with the largest change first. */
  Accounts: PreviewedAccount[];
  AccountCount: number;
  ChangedAccounts: number;
  /** The reasons by size of the difference. */
  Reasons: PreviewedReason[];
  ReasonCount: number;
  Charges: (Amounts & { Cause: Cause })[];
  /** The number of usage types without a price, which would be on no line. */
  Unpriced: number;
  NextToken?: string;
};

/**
 * Computes the bill after hypothetical changes in order: an account joins or leaves, usage changes, something is bought, or
 * preferences or prices change. Nothing is stored, and issued months are allowed. Only for the payer.
 */
export const PreviewBill = billingOperation({
  service: 'gatehouse',
  name: 'PreviewBill',
  access: 'Read',
  input: PreviewBillInput,
  checks: () => [{ action: 'billing:GetBillingDetails', resource: '*' }],
  run: async ({ Month, Changes, MaxResults, NextToken }, scope): Promise<BillPreviewAnswer> => {
    const view = await viewOwnBill(scope, { Month });
    const { bill, month } = view;
    const list = listName('PreviewBill', view);
    const from = offsetOf(list, NextToken);
    const { db, now } = scope;
    const newNames = new Map<string, string>();
    const asked = JSON.stringify([Changes, month]);
    const changesOf = (input: BillFacts['input']) => readChanges(Changes, { scope, month, input });
    for (const [at, change] of Changes.entries()) if (change.Type === 'JOIN') newNames.set(newAccountId(at), change.Name);
    const preview = await previewBill(db, { bill, month, now }, asked, changesOf);
    const { accounts, dimensions, before, after } = preview;
    const cents = [shown(accounts.map((each) => each.before ?? 0n)), shown(accounts.map((each) => each.after ?? 0n))] as const;
    const page = accounts.slice(from, from + MaxResults);
    const names = await accountNames(
      scope,
      page.map(({ accountId }) => accountId),
    );
    const name = (id: string) => newNames.get(id) ?? names.get(id);
    return {
      Month: month,
      Status: bill.issued ? 'ISSUED' : 'PENDING',
      ...amounts(before, after),
      ShownBefore: shownOne(before),
      ShownAfter: shownOne(after),
      Issued: bill.issued && bill.head.total !== before ? usd(bill.head.total) : undefined,
      Accounts: page.map((account, at) =>
        accountAnswer(
          account,
          name(account.accountId),
          cents.map((all) => all[from + at]),
        ),
      ),
      AccountCount: accounts.length,
      ChangedAccounts: accounts.filter((account) => differenceOf(account) !== 0n).length,
      Reasons: dimensions.slice(0, REASONS_TOLD).map(reasonAnswer),
      ReasonCount: dimensions.length,
      Charges: preview.charges.map(({ cause, ...charge }) => ({ Cause: cause, ...amounts(charge.before, charge.after) })),
      Unpriced: preview.unpriced.length,
      NextToken: from + MaxResults < accounts.length ? encodeToken(list, String(from + MaxResults)) : undefined,
    };
  },
});

function amounts(before: bigint, after: bigint): Amounts {
  return { Before: usd(before), After: usd(after), Difference: usd(after - before) };
}

function accountAnswer(
  { accountId, before, after, reasons }: AccountChange,
  name: string | undefined,
  [shownBefore, shownAfter]: readonly (string | undefined)[],
): PreviewedAccount {
  return {
    AccountId: accountId,
    Name: name,
    ...amounts(before ?? 0n, after ?? 0n),
    ...(before !== null && { ShownBefore: shownBefore }),
    ...(after !== null && { ShownAfter: shownAfter }),
    Reasons: reasons.slice(0, REASONS_OF_AN_ACCOUNT).map(({ cause, price, amount }) => ({
      Cause: cause,
      Difference: usd(amount),
      ...(price && {
        Service: price.service,
        UsageType: price.usageType,
        Region: price.region,
        Description: price.description,
      }),
    })),
    ReasonCount: reasons.length,
  };
}

function reasonAnswer({ cause, price, before, after, amount }: DimensionChange): PreviewedReason {
  return {
    Cause: cause,
    Service: price.service,
    UsageType: price.usageType,
    Region: price.region,
    Operation: price.operation,
    Description: price.description,
    Unit: price.unit,
    Before: before && usedAnswer(before),
    After: after && usedAnswer(after),
    Difference: usd(amount),
  };
}

function usedAnswer({ quantity, discounted, planned, free, blendedRate, unblended }: Omit<Dimension, 'members'>): PreviewedUse {
  return {
    Quantity: units(quantity),
    Covered: units(discounted + planned),
    Free: units(free),
    Rate: blendedRate === null ? undefined : rate(blendedRate),
    Amount: usd(unblended),
  };
}

type Asked = (typeof BillChange)['_output'];
type Place = { scope: Scope; month: MonthName; input: BillFacts['input'] };

/** Returns the id of a hypothetical account, from a range that no account has. */
function newAccountId(at: number): string {
  return String(at + 1).padStart(12, '0');
}

/**
 * Returns the changes for the calculator.
 * @throws AwsError ValidationError that names the change
 */
async function readChanges(asked: readonly Asked[], place: Place): Promise<Change[]> {
  const { scope, input } = place;
  const accounts = new Set(input.memberships.map(({ accountId }) => accountId));
  const member = (accountId: string, named: string) => {
    if (!accounts.has(accountId)) throw validationError(`Account ${accountId} is not on this bill.`, named);
    return accountId;
  };
  const inGroups = (accountId: string, named: string) => {
    if (accountId === scope.accountId) throw validationError('The paying account cannot leave or be in a group.', named);
    return member(accountId, named);
  };
  const changes: Change[] = [];
  for (const [at, change] of asked.entries()) {
    const named = `Changes.${at}`;
    const from = instantOf('From' in change ? change.From : undefined, place);
    switch (change.Type) {
      case 'JOIN':
        if (change.Like !== undefined) member(change.Like, `${named}.Like`);
        changes.push(...(await joins(change, newAccountId(at), from, place, named)));
        break;
      case 'LEAVE':
        changes.push({ kind: 'leave', accountId: inGroups(change.AccountId, `${named}.AccountId`), from });
        break;
      case 'GROUP':
        changes.push({ kind: 'group', accountId: inGroups(change.AccountId, `${named}.AccountId`), group: change.Group });
        break;
      case 'USAGE': {
        const accountId = change.AccountId === undefined ? null : member(change.AccountId, `${named}.AccountId`);
        const factor = parseDecimal(change.Factor, 3) ?? 0n;
        changes.push({ kind: 'scale', accountId, service: change.Service ?? null, factor });
        break;
      }
      case 'RESERVATION': {
        const owner = member(change.AccountId ?? scope.accountId, `${named}.AccountId`);
        const reservation = await reservationOf(change, scope, { owner, from: instantOf(change.Start, place) });
        changes.push({ kind: 'reserve', reservation: { id: `what-if-${at}`, ...reservation } });
        break;
      }
      case 'SAVINGS_PLAN': {
        const owner = member(change.AccountId ?? scope.accountId, `${named}.AccountId`);
        const savingsPlan = await savingsPlanOf(change, scope, { owner, from: instantOf(change.Start, place) });
        changes.push({ kind: 'commit', savingsPlan: { id: `what-if-${at}`, ...savingsPlan } });
        break;
      }
      case 'PREFERENCES': {
        const preferences = preferencesOf(change, scope.accountId);
        changes.push({ kind: 'preferences', preferences }, { kind: 'tax', taxRate: taxRateOf(change.TaxPercent) ?? 0n });
        break;
      }
      case 'PRICES':
        changes.push({ kind: 'prices', prices: pricesOf(readDocument(change.Document)) });
        break;
    }
  }
  return changes;
}

/** Returns a time in whole hours. The default is the beginning of the month. */
function instantOf(time: Date | undefined, { month }: Place): number {
  return time === undefined ? startOf(month) : Math.floor(time.getTime() / HOUR_MS) * HOUR_MS;
}

async function joins(
  { Like, Profile }: Extract<Asked, { Type: 'JOIN' }>,
  accountId: string,
  from: number,
  place: Place,
  named: string,
): Promise<Change[]> {
  const { scope } = place;
  const until = scope.now;
  let joined: Change;
  if (Profile === undefined && Like !== undefined) joined = { kind: 'join', accountId, from, like: Like };
  else if (Profile !== undefined && Like === undefined)
    joined = { kind: 'join', accountId, from, usage: await usageOfProfile(Profile, { accountId, month: place.month, until }) };
  else throw validationError('Choose one of the accounts, or a kind of account.', `${named}.Like`);
  const stored = storedPreferences(
    await scope.db.billingPreferences.findFirst({ where: { payerId: scope.accountId }, orderBy: { at: 'desc' } }),
  );
  const shares = { discounts: !stored.newDiscountsOff, credits: !stored.newCreditsOff };
  return shares.discounts && shares.credits ? [joined] : [joined, { kind: 'sharing', accountId, ...shares }];
}
