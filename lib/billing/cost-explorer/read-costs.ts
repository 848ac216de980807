import { giveWay, takeInTurns } from '../../core/bulk';
import type { Scope } from '../../core/operation';
import { type FoundBill, findBill, monthsOfPayer, type SumsReader } from '../bill/rows';
import { type MonthName, monthOf } from '../months';
import { payerOf } from '../payers';
import { asksForAccounts, type Expression, ofAccount, toMatches } from './filter';
import type { Known } from './known';
import { readKnown } from './read-known';
import { addLines, addSums, type Question, type Tally } from './tally';
import type { Part } from './time-period';

/** So few accounts are told by their lines, which lie together: sums of days are those of many accounts. */
const MOST_BY_LINES = 5;

/** Whose costs a caller sees. */
export type Costs = {
  payerId: string;
  /** Whoever pays sees all accounts of its bills; a member sees itself. */
  kind: 'payer' | 'member';
  accountId: string;
  /** The months that have a bill. */
  months: ReadonlySet<MonthName>;
  /** What the bills are at. */
  now: Date;
  /** What filters and groups need to know besides. */
  known: Known;
};

/**
 * The costs of the caller's account. AWS: an account sees what it cost under whoever pays for it now. One that has left an organization no
 * longer sees what it cost there, and one that is in an organization does not see what it cost before.
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
 * Adds the lines of a month that an expression means to what came together before: the one reader of costs. It takes them from the sums that
 * a bill has of them where it can, which is no other answer.
 * @param asked groups by nothing that sums have not: `groupsOf` looks at no resource, and at no amounts
 * @returns whether the month's bill is still an estimate
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

/** Shows the lines of a month that an expression means one by one, with their resources. */
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

/** @param meant the accounts whose lines are asked for; null: all, whoever they are */
export async function addFromSums(
  sums: SumsReader,
  question: Question,
  meant: ReadonlySet<string> | null,
  tally: Tally,
): Promise<void> {
  const { index } = sums;
  const [month] = index.accounts;
  // Of all days that there are, if they all count for one time.
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
