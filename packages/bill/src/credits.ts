import { smaller } from './decimals';
import { within } from './find-price';
import type { Month } from './month';
import { compareText, type Member } from './periods';
import { monthlyLine } from './support';
import type { Charge, Tally } from './tally';
import type { BillSteps, CostLine, Credit, Preferences, RecordType } from './types';

/** The charges that credits can pay: usage and monthly fees, but not upfront fees, support or tax. */
const CREDITABLE: ReadonlySet<RecordType> = new Set<RecordType>(['Usage', 'RIFee', 'SavingsPlanRecurringFee']);

/** The number of credits and accounts processed before yielding. */
const PLACED_AT_ONCE = 64;
const ACCOUNTS_AT_ONCE = 128;

type Open = { readonly charge: Charge; left: bigint };
type Account = { readonly accountId: string; readonly services: Map<string, { open: Open[]; left: bigint }>; left: bigint };

/**
 * Applies credits to charges, each until it is used up. Credits that expire first come first, then those for the fewest services,
 * then the oldest. Each pays its owner's charges first, then those of the account with most left to pay. Within an account, the
 * service with most left comes first, and within a service the highest charge.
 * @returns the lines, and the amount used of each credit
 */
export function* placeCredits(
  credits: readonly Credit[],
  preferences: Preferences,
  tally: Tally,
  members: ReadonlyMap<string, Member>,
  month: Month,
): BillSteps<{ lines: CostLine[]; used: { id: string; used: bigint }[] }> {
  const pool = credits.filter((each) => isInPool(each, members, month)).sort(compareCredits);
  if (pool.length === 0) return { lines: [], used: [] };
  const open: { accountId: string; all: Open[] }[] = [];
  for (const [accountId, { charges }] of tally) {
    const all = charges.filter(({ recordType, amount }) => CREDITABLE.has(recordType) && amount > 0n);
    open.push({ accountId, all: all.map((charge): Open => ({ charge, left: charge.amount })) });
    if (open.length % ACCOUNTS_AT_ONCE === 0) yield [];
  }
  const lines: CostLine[] = [];
  const used: { id: string; used: bigint }[] = [];
  let placed = 0;
  for (const credit of pool) {
    const accounts = yield* accountsFor(credit, preferences, open);
    let left = credit.remaining;
    while (left > 0n) {
      const target = nextCharge(credit, accounts);
      if (target === null) break;
      const { account, group, item } = target;
      const amount = smaller(left, item.left);
      left -= amount;
      item.left -= amount;
      group.left -= amount;
      account.left -= amount;
      const { service, usageType, region, operation } = item.charge;
      const line = monthlyLine(account.accountId, month, 'Credit', service, usageType, -amount);
      lines.push({ ...line, region, operation, source: credit.id });
      placed += 1;
      if (placed % PLACED_AT_ONCE === 0) yield [];
    }
    used.push({ id: credit.id, used: credit.remaining - left });
  }
  return { lines, used };
}

/**
 * Returns whether a credit counts this month: its owner was on the bill when the month began. A new account brings its credits
 * next month, and a leaving one takes them afterwards.
 */
function isInPool(credit: Credit, members: ReadonlyMap<string, Member>, month: Month): boolean {
  const here = members.get(credit.accountId)?.sinceStart ?? false;
  return here && credit.remaining > 0n && credit.issued < month.end && credit.expires > month.start;
}

/** Orders credits by use: first to expire, then for the fewest services, then oldest. */
export function compareCredits(a: Credit, b: Credit): number {
  const breadth = ({ services }: Credit) => services?.length ?? Number.MAX_SAFE_INTEGER;
  return a.expires - b.expires || breadth(a) - breadth(b) || a.issued - b.issued || compareText(a.id, b.id);
}

/** Yields the accounts that a credit may help, with the charges it is for. */
function* accountsFor(
  credit: Credit,
  preferences: Preferences,
  open: readonly { accountId: string; all: readonly Open[] }[],
): BillSteps<Account[]> {
  const off = new Set(preferences.creditsOff);
  const shares = preferences.creditSharing && !off.has(credit.accountId);
  const fits = credit.services === null ? null : new Set(credit.services);
  const accounts: Account[] = [];
  for (const { accountId, all } of open) {
    if (accountId !== credit.accountId && (!shares || off.has(accountId))) continue;
    const account: Account = { accountId, services: new Map(), left: 0n };
    for (const item of all) {
      const { service } = item.charge;
      if (item.left === 0n || (fits !== null && !fits.has(service))) continue;
      const group = within(account.services, service, () => ({ open: [], left: 0n }));
      group.open.push(item);
      group.left += item.left;
      account.left += item.left;
    }
    accounts.push(account);
    if (accounts.length % ACCOUNTS_AT_ONCE === 0) yield [];
  }
  return accounts;
}

function nextCharge(credit: Credit, accounts: readonly Account[]) {
  const own = accounts.find(({ accountId }) => accountId === credit.accountId);
  const account = own !== undefined && own.left > 0n ? own : most(accounts, () => 0);
  if (account === null) return null;
  const service = most(
    [...account.services].map(([name, group]) => ({ name, group, left: group.left })),
    (a, b) => compareText(a.name, b.name),
  );
  const item = service && most(service.group.open, compareOpen);
  return service && item && { account, group: service.group, item };
}

/** Returns the item with most left, the first by `compare` of equals; null if nothing is left. */
function most<Item extends { left: bigint }>(items: readonly Item[], compare: (a: Item, b: Item) => number): Item | null {
  let found: Item | null = null;
  for (const item of items) {
    if (item.left === 0n) continue;
    if (found === null || item.left > found.left || (item.left === found.left && compare(item, found) < 0)) found = item;
  }
  return found;
}

function compareOpen({ charge: a }: Open, { charge: b }: Open): number {
  return (
    compareText(a.usageType, b.usageType) ||
    compareText(a.region, b.region) ||
    compareText(a.operation, b.operation) ||
    compareText(a.recordType, b.recordType)
  );
}
