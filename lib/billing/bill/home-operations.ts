import { compare, shownOne, units, usd } from '@gatehouse/bill/money';
import { loadGuardrails } from '../../core/authorization/guardrails';
import type { Scope } from '../../core/operation';
import { giveWay } from '../../core/work/bulk';
import { billingOperation, isIamAccessActivated } from '../billing-operation';
import { endOf, type MonthName, monthOf, monthsFrom, startOf } from '../months';
import { payerOf } from '../payers';
import { accountPaths } from './account-paths';
import type { AccountHead, BillHead, DimensionHead } from './document';
import { type BillStatus, entriesOf } from './operations';
import { accountNames, type FoundOutline, findOutline } from './rows';
import { GetBillingHomeInput } from './schema';

const MONTHS_SHOWN = 6;
/** The number of services, accounts and OUs listed; the others are combined. */
const TOLD = 6;
const OTHERS = 'others';
const LEFT = 'left';
const FREE_TOLD = 8;
const TO_ISSUE_TOLD = 12;

/** The costs by month, oldest first. `Key` is a product code, account, OU or root; or `others`, or `left`. */
export type BreakdownRow = { Key: string; Name?: string; Amounts: string[] };

/** A monthly free tier over all accounts. Quantities are decimal text. */
export type FreeTierAnswer = {
  Service: string;
  UsageType: string;
  Description: string;
  Unit: string;
  Limit: string;
  Used: string;
  /** The expected use by the end of the month. */
  Expected: string;
};

/** The data of Billing home. Amounts are in dollars, as decimal text. */
export type BillingHomeAnswer = {
  Month: MonthName;
  BillingDate: Date;
  PayerId: string;
  /** The caller's part: the payer, which sees all accounts, or a member, which sees itself. */
  View: 'payer' | 'member';
  Total: string;
  Shown: string;
  /** True if the listed months have any usage or charges. */
  HasUsage: boolean;
  Months: { Month: MonthName; Status?: BillStatus; Amount: string }[];
  Services: BreakdownRow[];
  /** Only for the payer. */
  Accounts?: BreakdownRow[];
  /** Only for the payer of an organization with OUs: the costs by OU directly below the root. */
  Units?: BreakdownRow[];
  /** Only for the payer: the separate bills of the month's accounts minus the joint bill. */
  Saving?: { Amount: string; Separate: string };
  /** Only for the payer: the free tiers nearest to their limit first. */
  FreeTier?: FreeTierAnswer[];
  /** Only for the payer: past months that are not issued, oldest first. */
  ToIssue?: MonthName[];
  /** Only for the payer: the number of usage types without a price this month. */
  Unpriced?: number;
  /** True if users and roles with permission may see bills. */
  IamAccess: boolean;
};

/** A bill of the caller in a month, with the accounts that the caller may see. */
type Seen = { month: MonthName; bill: FoundOutline; accounts: readonly AccountHead[] };

/** Returns the data of Billing home for half a year at once, from bills without their lines. */
export const GetBillingHome = billingOperation({
  service: 'gatehouse',
  name: 'GetBillingHome',
  access: 'Read',
  input: GetBillingHomeInput,
  checks: () => [{ action: 'billing:GetBillingDetails', resource: '*' }],
  run: async (_, scope): Promise<BillingHomeAnswer> => {
    const payerId = payerOf(scope);
    const month = monthOf(scope.now);
    const months = Array.from({ length: MONTHS_SHOWN }, (_each, at) => monthsFrom(month, at + 1 - MONTHS_SHOWN));
    const entries = await entriesOf(scope);
    const seen: Seen[] = [];
    for (const entry of entries) if (months.includes(entry.month)) seen.push(await seenBill(scope, entry.month, entry.payerId));
    const current = seen.find((each) => each.month === month && each.bill.payerId === payerId);
    const isPayer = payerId === scope.accountId;
    const total = sumOf(
      seen.filter((each) => each.month === month).flatMap(({ accounts }) => accounts.map((each) => each.total)),
    );
    const table = new Table(months);
    for (const { month: of, accounts } of seen) {
      for (const account of accounts) {
        table.add(of, account);
        await giveWay();
      }
    }
    return {
      Month: month,
      BillingDate: scope.now,
      PayerId: payerId,
      View: isPayer ? 'payer' : 'member',
      Total: usd(total),
      Shown: shownOne(total),
      HasUsage: seen.some(
        ({ bill: { head }, accounts }) => accounts.some(({ byService }) => byService.length > 0) || head.unpriced.length > 0,
      ),
      Months: months.map((of) => ({
        Month: of,
        Status: statusOf(seen.filter((each) => each.month === of)),
        Amount: usd(table.total(of)),
      })),
      Services: table.rows(table.services),
      ...(isPayer && (await ofPayer(scope, table, current?.bill.head, { month, entries }))),
      IamAccess: await isIamAccessActivated(scope),
    };
  },
});

async function seenBill({ db, accountId, now }: Scope, month: MonthName, payerId: string): Promise<Seen> {
  const bill = await findOutline(db, payerId, month, now);
  const isPayer = payerId === accountId;
  const accounts = isPayer ? bill.head.accounts : bill.head.accounts.filter((account) => account.accountId === accountId);
  return { month, bill, accounts };
}

function statusOf(seen: readonly Seen[]): BillStatus | undefined {
  if (seen.length === 0) return undefined;
  return seen.every(({ bill }) => bill.issued) ? 'ISSUED' : 'PENDING';
}

type Situation = { month: MonthName; entries: readonly { month: MonthName; payerId: string }[] };

async function ofPayer(scope: Scope, table: Table, head: BillHead | undefined, { month, entries }: Situation) {
  const dimensions = head?.dimensions ?? [];
  const separate = sumOf(dimensions.map((dimension) => dimension.separate));
  const accounts = table.rows(table.accounts);
  const names = await accountNames(
    scope,
    accounts.map(({ Key }) => Key),
  );
  return {
    Accounts: accounts.map((row) => ({ ...row, Name: names.get(row.Key) })),
    ...(await unitsOf(scope, table)),
    Saving: { Amount: usd(separate - sumOf(dimensions.map((dimension) => dimension.unblended))), Separate: usd(separate) },
    FreeTier: freeTier(dimensions, month, scope.now),
    ToIssue: await toIssue(scope, month, entries),
    Unpriced: head?.unpriced.length ?? 0,
  };
}

/** The costs of each service and account by month. */
class Table {
  readonly services = new Map<string, bigint[]>();
  readonly accounts = new Map<string, bigint[]>();
  readonly #months: readonly MonthName[];

  constructor(months: readonly MonthName[]) {
    this.#months = months;
  }

  add(month: MonthName, { accountId, total, byService }: AccountHead): void {
    this.to(this.accounts, accountId, month, total);
    for (const [service, amount] of byService) this.to(this.services, service, month, amount);
  }

  to(rows: Map<string, bigint[]>, key: string, month: MonthName, amount: bigint): void {
    const at = this.#months.indexOf(month);
    const row = rows.get(key) ?? this.#months.map(() => 0n);
    rows.set(key, row);
    row[at] = (row[at] ?? 0n) + amount;
  }

  total(month: MonthName): bigint {
    const at = this.#months.indexOf(month);
    return sumOf([...this.accounts.values()].map((row) => row[at] ?? 0n));
  }

  /** Returns the most expensive rows over all months, and the sum of the others. */
  rows(from: ReadonlyMap<string, readonly bigint[]>, names?: ReadonlyMap<string, string>): BreakdownRow[] {
    const sorted = [...from]
      .filter(([, amounts]) => amounts.some((amount) => amount !== 0n))
      .sort(([a, one], [b, other]) => compare(sumOf(other), sumOf(one)) || (a < b ? -1 : 1));
    const told = sorted.length > TOLD + 1 ? sorted.slice(0, TOLD) : sorted;
    const others = sorted.slice(told.length).map(([, amounts]) => amounts);
    const rest = this.#months.map((_, at) => sumOf(others.map((amounts) => amounts[at] ?? 0n)));
    return [...told, ...(others.length > 0 ? [[OTHERS, rest] as const] : [])].map(([Key, amounts]) => ({
      Key,
      Name: names?.get(Key),
      Amounts: amounts.map(usd),
    }));
  }
}

/**
 * Returns the costs by OU directly below the root, each with everything below it, and by the root for accounts in no OU. Absent
 * without OUs.
 */
async function unitsOf({ db, account }: Scope, table: Table): Promise<{ Units?: BreakdownRow[] }> {
  const { organization } = account;
  if (!organization) return {};
  const tree = await loadGuardrails(db, organization);
  if (tree.units.size === 0) return {};
  const places = new Map<string, string>();
  for await (const { id, path } of accountPaths(db, tree)) {
    const [root = tree.rootId, unit = root] = path;
    places.set(id, unit);
  }
  const rows = new Map<string, bigint[]>();
  for (const [accountId, amounts] of table.accounts) {
    const place = places.get(accountId) ?? LEFT;
    const row = rows.get(place);
    rows.set(place, row ? row.map((amount, at) => amount + (amounts[at] ?? 0n)) : [...amounts]);
    await giveWay();
  }
  const names = new Map([[tree.rootId, tree.rootName], ...[...tree.units.values()].map(({ id, name }) => [id, name] as const)]);
  return { Units: table.rows(rows, names) };
}

/** Returns the current and expected use of free tiers. Prices that share a free tier count together. */
function freeTier(dimensions: readonly DimensionHead[], month: MonthName, time: Date): FreeTierAnswer[] {
  const shared = new Map<string, { dimension: DimensionHead; used: bigint; all: bigint }>();
  for (const dimension of dimensions) {
    const { price, quantity, discounted, planned, free } = dimension;
    if (price.free === 0n || quantity === 0n) continue;
    const key = price.freeScope ?? [price.service, price.usageType, price.region, price.operation].join('/');
    const found = shared.get(key) ?? { dimension, used: 0n, all: 0n };
    // Usage covered by reservations and plans does not count.
    shared.set(key, { ...found, used: found.used + free, all: found.all + quantity - discounted - planned });
  }
  const [start, end] = [startOf(month), endOf(month)];
  const gone = BigInt(Math.max(1, Math.min(time.getTime(), end) - start));
  const rows = [...shared.values()].map(({ dimension: { price }, used, all }) => ({
    price,
    used,
    expected: (all * BigInt(end - start)) / gone,
  }));
  const perMille = ({ price, expected }: (typeof rows)[number]) => Number((expected * 1000n) / price.free);
  return rows
    .sort((a, b) => perMille(b) - perMille(a))
    .slice(0, FREE_TOLD)
    .map(({ price, used, expected }) => ({
      Service: price.service,
      UsageType: price.usageType,
      Description: price.description,
      Unit: price.unit,
      Limit: units(price.free),
      Used: units(used),
      Expected: units(expected),
    }));
}

/** Returns the past months of the caller's own bills in the last year that can be issued. */
async function toIssue({ db, accountId }: Scope, month: MonthName, entries: Situation['entries']): Promise<MonthName[]> {
  const over = entries.filter((entry) => entry.payerId === accountId && entry.month < month).map((entry) => entry.month);
  const issued = await db.bill.findMany({ where: { payerId: accountId }, select: { month: true } });
  const done = new Set(issued.map((row) => row.month));
  return over
    .filter((each) => !done.has(each))
    .sort()
    .slice(-TO_ISSUE_TOLD);
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, each) => sum + each, 0n);
}
