import { giveWay, takeInTurns } from '../../core/bulk';
import type { Scope } from '../../core/operation';
import { findBill, monthsOfPayer } from '../bill/rows';
import { type MonthName, monthOf } from '../months';
import { billingTime, payerOf } from '../payers';
import { type Expression, ofAccount, toMatches } from './filter';
import { type Places, readPlaces } from './places';
import { addLines, type Question, type Tally } from './tally';
import type { Part } from './time-period';

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
  /** Where accounts are in the organization. Read once. @throws AwsError for who may not see the tree */
  places: () => Promise<Places>;
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
  let places: Promise<Places> | undefined;
  return {
    payerId,
    kind,
    accountId,
    months: new Set(months),
    now: await billingTime(db, payerId, now),
    places: () => {
      places ??= readPlaces(scope);
      return places;
    },
  };
}

/**
 * Adds the lines of a month that an expression means to what came together before.
 * @returns whether the month's bill is still an estimate
 */
export async function addMonth(
  { db, now }: Pick<Scope, 'db' | 'now'>,
  costs: Costs,
  { month, first, last }: Part,
  filter: Expression | undefined,
  asked: Pick<Question, 'timeOf' | 'groupsOf' | 'metrics'>,
  tally: Tally,
): Promise<boolean> {
  if (!costs.months.has(month)) return month >= monthOf(costs.now);
  const bill = await findBill(db, costs.payerId, month, now);
  const units = new Map(bill.head.dimensions.map(({ price }) => [`${price.service}\n${price.usageType}`, price.unit]));
  const unitOf: Question['unitOf'] = ({ service, usageType }) => units.get(`${service}\n${usageType}`);
  const question = { ...asked, first, last, matches: toMatches(filter), unitOf };
  const all = costs.kind === 'payer' ? bill.head.accounts.map(({ accountId }) => accountId) : [costs.accountId];
  for (const accountId of all) {
    if (ofAccount(filter, accountId) === false) continue;
    for await (const lines of bill.lines(accountId)) {
      await giveWay();
      await takeInTurns(addLines(question, tally, accountId, lines));
    }
  }
  return !bill.issued;
}
