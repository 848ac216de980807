import type { RecordType, Utilization } from '@gatehouse/bill';
import { compare, shown, shownOne, units, usd } from '@gatehouse/bill/money';
import type { Scope } from '../../core/operation';
import { offsetOf } from '../../core/page-token';
import { encodeToken } from '../../core/paginate';
import { zip } from '../../core/text/lists';
import { billingOperation } from '../billing-operation';
import { type MonthName, monthOf } from '../months';
import { isIn, paidPeriods } from '../payers';
import { type BillServiceAnswer, serviceAnswers } from './answers';
import type { AccountHead, AccountLine } from './document';
import { accountNames, type FoundOutline, findOutline, monthsOfPayer } from './rows';
import { GetBillInput, ListBillAccountsInput, ListBillLinesInput, ListBillsInput } from './schema';
import { type BillView, listName, pageOfLines, viewBill, viewBillLines } from './view';

/** PENDING: an estimate of an unfinished month. ISSUED: permanent. */
export type BillStatus = 'PENDING' | 'ISSUED';

const DETAILS = () => [{ action: 'billing:GetBillingDetails', resource: '*' }];
const DATA = () => [{ action: 'billing:GetBillingData', resource: '*' }];
const ACCOUNTS_TOLD = 25;

/** The charges of an account. `Shown` is in cents that add up over all accounts of the bill. */
export type BillAccountAnswer = { AccountId: string; Name?: string; Amount: string; Shown: string };

export type UtilizationAnswer = { Id: string; Available: string; Used: string };

/** A month's bill. Amounts are in dollars, as decimal text. */
export type BillAnswer = {
  Month: MonthName;
  Status: BillStatus;
  IssuedAt?: Date;
  /** The SHA-256 digest of an issued bill. Only for the payer. */
  Hash?: string;
  PayerId: string;
  /** The caller's part: the payer, which sees everything, or a member, which sees itself. */
  View: 'payer' | 'member';
  /** The account shown; absent for all. */
  AccountId?: string;
  /** The caller's bills in that month with their periods: several if it changed organizations. */
  Bills: { PayerId: string; From: Date; Until?: Date }[];
  PriceList: { Name: string; Number?: number };
  Total: string;
  /** In whole cents. */
  Shown: string;
  ByRecordType: { RecordType: RecordType; Amount: string }[];
  Services: BillServiceAnswer[];
  /** Only for the payer: the accounts with the highest charges. ListBillAccounts has all. */
  Accounts?: BillAccountAnswer[];
  AccountCount?: number;
  /** Only for the payer: the use of reservations in hours of the reserved size, and of plans in dollars of the commitment. */
  Reservations?: UtilizationAnswer[];
  SavingsPlans?: UtilizationAnswer[];
  /** Only for the payer: the amounts used of credits. */
  Credits?: { Id: string; Used: string }[];
  /** Only for the payer: usage without a price, which is on no line and costs nothing. */
  Unpriced?: { Service: string; UsageType: string; Region: string; Operation: string; Quantity: string }[];
};

/** Returns a month's bill by service, Region and usage type with its tiers, and by account. A member sees its own part. */
export const GetBill = billingOperation({
  service: 'gatehouse',
  name: 'GetBill',
  access: 'Read',
  input: GetBillInput,
  checks: DETAILS,
  run: async (input, scope): Promise<BillAnswer> => {
    const view = await viewBill(scope, input);
    const { bill, month, kind, accountId, bills } = view;
    const { head, issued, payerId } = bill;
    const account = accountId === null ? null : (head.accounts.find((each) => each.accountId === accountId) ?? null);
    const total = accountId === null ? head.total : (account?.total ?? 0n);
    return {
      Month: month,
      Status: issued ? 'ISSUED' : 'PENDING',
      IssuedAt: issued?.at,
      PayerId: payerId,
      View: kind,
      AccountId: accountId ?? undefined,
      Bills: bills,
      PriceList: { Name: head.priceList.name, Number: head.priceList.number ?? undefined },
      Total: usd(total),
      Shown: shownOne(total),
      ByRecordType: byRecordType(accountId === null ? head.accounts : account ? [account] : []),
      Services: await serviceAnswers(view),
      ...(kind === 'payer' && {
        Hash: issued?.hash,
        Accounts: await accountAnswers(scope, bill, 0, ACCOUNTS_TOLD),
        AccountCount: head.accounts.length,
        Reservations: head.reservations.map(utilizationAnswer),
        SavingsPlans: head.savingsPlans.map(utilizationAnswer),
        Credits: head.credits.map(({ id, used }) => ({ Id: id, Used: usd(used) })),
        Unpriced: head.unpriced.map(({ service, usageType, region, operation, quantity }) => ({
          Service: service,
          UsageType: usageType,
          Region: region,
          Operation: operation,
          Quantity: units(quantity),
        })),
      }),
    };
  },
});

// In billionths of an hour, and of a dollar.
function utilizationAnswer({ id, available, used }: Utilization): UtilizationAnswer {
  return { Id: id, Available: units(available), Used: units(used) };
}

function byRecordType(accounts: readonly AccountHead[]): BillAnswer['ByRecordType'] {
  const sums = new Map<RecordType, bigint>();
  for (const { byRecordType: own } of accounts) for (const [type, amount] of own) sums.set(type, (sums.get(type) ?? 0n) + amount);
  return [...sums].map(([RecordType, amount]) => ({ RecordType, Amount: usd(amount) }));
}

/** Returns a bill's accounts, highest charges first. */
async function accountAnswers(scope: Scope, { head }: FoundOutline, from: number, take: number): Promise<BillAccountAnswer[]> {
  const sorted = [...head.accounts].sort((a, b) => compare(b.total, a.total) || (a.accountId < b.accountId ? -1 : 1));
  const cents = shown(sorted.map(({ total }) => total));
  const page = sorted.slice(from, from + take);
  const names = await accountNames(
    scope,
    page.map(({ accountId }) => accountId),
  );
  return zip(page, cents.slice(from, from + page.length)).map(([{ accountId, total }, shownAmount]) => ({
    AccountId: accountId,
    Name: names.get(accountId),
    Amount: usd(total),
    Shown: shownAmount,
  }));
}

/** Lists the accounts of a bill, highest charges first, page by page. A member sees itself. */
export const ListBillAccounts = billingOperation({
  service: 'gatehouse',
  name: 'ListBillAccounts',
  access: 'List',
  input: ListBillAccountsInput,
  checks: DETAILS,
  run: async ({ MaxResults, NextToken, ...which }, scope) => {
    const view = await viewBill(scope, which);
    const list = listName('ListBillAccounts', view);
    const from = offsetOf(list, NextToken);
    if (view.accountId !== null) {
      const total = view.bill.head.accounts.find(({ accountId }) => accountId === view.accountId)?.total ?? 0n;
      const own = { AccountId: view.accountId, Name: scope.account.name, Amount: usd(total), Shown: shownOne(total) };
      return { Accounts: [own], Count: 1, NextToken: undefined };
    }
    const count = view.bill.head.accounts.length;
    return {
      Accounts: await accountAnswers(scope, view.bill, from, MaxResults),
      Count: count,
      NextToken: from + MaxResults < count ? encodeToken(list, String(from + MaxResults)) : undefined,
    };
  },
});

/** A line of a bill: an account's usage on a day by an operation on a resource, or a fee, credit or tax. */
export type BillLineAnswer = {
  AccountId: string;
  /** `2026-11-30`. */
  Date: string;
  RecordType: RecordType;
  Service: string;
  UsageType: string;
  Region: string | null;
  Operation: string;
  Zone?: string;
  ResourceId?: string;
  Tags?: Readonly<Record<string, string>>;
  Quantity: string;
  Unblended: string;
  /** Only for the payer: the cost at the average rate of all accounts, and with fees spread over their period. */
  Blended?: string;
  Amortized?: string;
  /** Only for the payer: the reservation, Savings Plan or credit of the line. */
  Source?: string;
};

/** Lists the lines of a bill by account, page by page: the data of Cost Explorer and of the cost and usage report. */
export const ListBillLines = billingOperation({
  service: 'gatehouse',
  name: 'ListBillLines',
  access: 'List',
  input: ListBillLinesInput,
  checks: DETAILS,
  run: async ({ Service, MaxResults, NextToken, ...which }, scope) => {
    const view = await viewBillLines(scope, which);
    const list = [listName('ListBillLines', view), Service].join(':');
    const { lines, next } = await pageOfLines(view, { list, token: NextToken, take: MaxResults, service: Service });
    return { Lines: lines.map(({ accountId, line }) => lineAnswer(line, accountId, view)), NextToken: next };
  },
});

/** Returns a line as the payer or a member sees it. */
export function lineAnswer(
  line: AccountLine,
  accountId: string,
  { month, kind }: Pick<BillView, 'month' | 'kind'>,
): BillLineAnswer {
  return {
    AccountId: accountId,
    Date: `${month}-${String(line.day).padStart(2, '0')}`,
    RecordType: line.recordType,
    Service: line.service,
    UsageType: line.usageType,
    Region: line.region,
    Operation: line.operation,
    Zone: line.zone,
    ResourceId: line.resourceId,
    Tags: line.tags,
    Quantity: units(line.quantity),
    Unblended: usd(line.unblended),
    ...(kind === 'payer' && { Blended: usd(line.blended), Amortized: usd(line.amortized), Source: line.source }),
  };
}

/** A month's bill in a list. `Total` is a member's own part. */
export type BillEntryAnswer = {
  Month: MonthName;
  PayerId: string;
  View: 'payer' | 'member';
  Status: BillStatus;
  IssuedAt?: Date;
  Total: string;
  Shown: string;
};

/** Lists the months in which the caller's account paid or was paid for, newest first. */
export const ListBills = billingOperation({
  service: 'gatehouse',
  name: 'ListBills',
  access: 'List',
  input: ListBillsInput,
  checks: DATA,
  run: async ({ MaxResults, NextToken }, scope) => {
    const { db, accountId, now } = scope;
    const list = `ListBills:${accountId}`;
    const from = offsetOf(list, NextToken);
    const entries = await entriesOf(scope);
    const bills: BillEntryAnswer[] = [];
    for (const { month, payerId } of entries.slice(from, from + MaxResults)) {
      const { head, issued } = await findOutline(db, payerId, month, now);
      const own = payerId === accountId;
      const total = own ? head.total : (head.accounts.find((account) => account.accountId === accountId)?.total ?? 0n);
      bills.push({
        Month: month,
        PayerId: payerId,
        View: own ? 'payer' : 'member',
        Status: issued ? 'ISSUED' : 'PENDING',
        IssuedAt: issued?.at,
        Total: usd(total),
        Shown: shownOne(total),
      });
    }
    return {
      Bills: bills,
      // Tells readers which months are over.
      CurrentMonth: monthOf(now),
      BillingDate: now,
      NextToken: from + MaxResults < entries.length ? encodeToken(list, String(from + MaxResults)) : undefined,
    };
  },
});

/** Returns the months of each payer that the account has or had. */
export async function entriesOf({ db, accountId, now }: Scope): Promise<{ month: MonthName; payerId: string }[]> {
  const periods = (await paidPeriods(db, [accountId])).get(accountId) ?? [];
  const entries: { month: MonthName; payerId: string }[] = [];
  for (const payerId of new Set(periods.map((period) => period.payerId))) {
    const mine = periods.filter((period) => period.payerId === payerId);
    // For bills of another payer, only the months in which the account itself had usage are listed. Usage of other accounts is
    // not revealed.
    const months = await monthsOfPayer(db, payerId, now, payerId === accountId ? null : accountId);
    for (const month of months) if (mine.some((period) => isIn(month, period))) entries.push({ month, payerId });
  }
  return entries.sort((a, b) => (a.month === b.month ? 0 : a.month < b.month ? 1 : -1));
}
