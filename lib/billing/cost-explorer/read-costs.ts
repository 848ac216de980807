import type { Scope } from '../../core/operation';
import { giveWay, takeInTurns } from '../../core/work/bulk';
import { type FoundBill, findBill, monthsOfPayer, type SumsReader } from '../bill/rows';
import { type MonthName, monthOf } from '../months';
import { payerOf } from '../payers';
import { asksForAccounts, type Expression, ofAccount, toMatches } from './filter';
import type { Known } from './known';
import { readKnown } from './read-known';
import { addLines, addSums, type Question, type Tally } from './tally';
import type { Part } from './time-period';

/** The number of accounts read by lines. For more accounts, the sums by day are faster. */
const MOST_BY_LINES = 5;

/** The costs that a caller sees. */
export type Costs = {
  payerId: string;
  /** The payer sees all accounts of its bills, a member itself. */
  kind: 'payer' | 'member';
  accountId: string;
  /** The months with a bill. */
  months: ReadonlySet<MonthName>;
  /** The payer's time. */
  now: Date;
  /** The data that filters and groups need. */
  known: Known;
};

/**
 * Returns the costs of the caller's account. As in AWS, an account sees its costs under its current payer: not those in an
 * organization it has left, nor those before it joined.
 */
export async function costsOf(scope: Pick<Scope, 'db' | 'account' | 'accountId' | 'now'>): Promise<Costs> {
  const { db, accountId, now } = scope;
  const payerId = payerOf(scope);
  const kind = payerId === accountId ? 'payer' : 'member';
  const months = await monthsOfPayer(db, payerId, now, kind === 'payer' ? null : accountId);
  return {
    payerId,
    kind,
    accountId,
    months: new Set(months),
    now,
    known: readKnown(scope, payerId),
  };
}

/**
 * Adds a month's matching lines to a tally. This is the only reader of costs. It uses the bill's sums if possible, with the same
 * result.
 * @param asked groups only by what sums contain: `groupsOf` reads no resource and no amounts
 * @returns whether the month's bill is an estimate
 */
export async function addMonth(
  { db, now }: Pick<Scope, 'db' | 'now'>,
  costs: Costs,
  { month, first, last }: Part,
  filter: Expression | undefined,
  asked: Pick<Question, 'timeOf' | 'groupsOf' | 'byAccount' | 'metrics'>,
  tally: Tally,
): Promise<boolean> {
  if (!costs.months.has(month)) return month >= monthOf(costs.now);
  const bill = await findBill(db, costs.payerId, month, now);
  const units = new Map(bill.head.dimensions.map(({ price }) => [`${price.service}\n${price.usageType}`, price.unit]));
  const unitOf: Question['unitOf'] = ({ service, usageType }) => units.get(`${service}\n${usageType}`);
  const question = { ...asked, month, first, last, matches: toMatches(filter), unitOf };
  const accountIds = costs.kind === 'payer' ? bill.head.accounts.map(({ accountId }) => accountId) : [costs.accountId];
  const meant = accountIds.filter((accountId) => ofAccount(filter, accountId, month) !== false);
  const ofAll = costs.kind === 'payer' && asked.byAccount === false && !asksForAccounts(filter);
  if (ofAll || meant.length > MOST_BY_LINES) await addFromSums(await bill.sums(), question, ofAll ? null : new Set(meant), tally);
  else await addFromLines(bill, question, meant, tally);
  return !bill.issued;
}

/** Visits a month's matching lines one by one, with their resources. */
export async function visitLines(
  { db, now }: Pick<Scope, 'db' | 'now'>,
  costs: Costs,
  { month, first, last }: Part,
  filter: Expression | undefined,
  visit: (...line: Parameters<Question['groupsOf']>) => void,
): Promise<void> {
  if (!costs.months.has(month)) return;
  const bill = await findBill(db, costs.payerId, month, now);
  const groupsOf: Question['groupsOf'] = (...line) => {
    visit(...line);
    return [];
  };
  const matches = toMatches(filter);
  const question: Question = { month, first, last, matches, timeOf: () => 0, groupsOf, metrics: [], unitOf: () => undefined };
  const accountIds = costs.kind === 'payer' ? bill.head.accounts.map(({ accountId }) => accountId) : [costs.accountId];
  await addFromLines(
    bill,
    question,
    accountIds.filter((accountId) => ofAccount(filter, accountId, month) !== false),
    new Map(),
  );
}

async function addFromLines(bill: FoundBill, question: Question, accountIds: readonly string[], tally: Tally): Promise<void> {
  for (const accountId of accountIds) {
    for await (const lines of bill.lines(accountId)) {
      await giveWay();
      await takeInTurns(addLines(question, tally, accountId, lines));
    }
  }
}

/**
 * Adds sums to a tally.
 * @param meant the accounts of the lines; null for all
 */
export async function addFromSums(
  sums: SumsReader,
  question: Question,
  meant: ReadonlySet<string> | null,
  tally: Tally,
): Promise<void> {
  const { index } = sums;
  const [month] = index.accounts;
  // Whole months count as one period.
  const isWhole = month !== undefined && question.first <= month.first && month.last <= question.last && isOneTime(question);
  const places = meant === null ? index.days : isWhole ? index.accounts : index.accountDays;
  for (const { at, first, last } of places) {
    if (last < question.first || question.last < first) continue;
    const part = await sums.part(at);
    await takeInTurns(addSums(question, tally, part, (accountId) => meant === null || meant.has(accountId)));
  }
}

function isOneTime({ first, last, timeOf }: Question): boolean {
  const time = timeOf(first);
  for (let day = first + 1; day <= last; day++) if (timeOf(day) !== time) return false;
  return true;
}
