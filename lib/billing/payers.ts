import { billsChanged } from '../account/billing-payers';
import { readByIds } from '../core/bulk';
import { AwsError } from '../core/errors';
import type { Scope } from '../core/operation';
import type { Transaction } from '../db/client';
import { endOf, type MonthName, monthOf, startOf } from './months';

/** Longer than there have been bills. */
const AGES_MS = 1e14;

/** When somebody pays for an account, in milliseconds since 1970. The first period of an account reaches back for ages. */
export type PaidPeriod = { accountId: string; payerId: string; from: number; until: number | null };

/** All periods of accounts, those of an account in their order. */
export async function paidPeriods(db: Transaction, accountIds: readonly string[]): Promise<Map<string, PaidPeriod[]>> {
  const rows = await readByIds(accountIds, (ids) =>
    db.billingPeriod.findMany({ where: { accountId: { in: ids } }, orderBy: [{ accountId: 'asc' }, { from: 'asc' }] }),
  );
  const periods = new Map<string, PaidPeriod[]>();
  for (const { accountId, payerId, from, until } of rows) {
    const own = periods.get(accountId) ?? [];
    periods.set(accountId, own);
    // What was used before an account was there can only be imported or made up: it goes to whoever paid first. Accounts keep the order in
    // which they came, by which the calculator hands out tiers.
    const since = from.getTime() - (own.length === 0 ? AGES_MS : 0);
    own.push({ accountId, payerId, from: since, until: until?.getTime() ?? null });
  }
  return periods;
}

/** The periods of all accounts that a payer ever paid for, of whoever paid. */
export async function periodsOfPayer(db: Transaction, payerId: string): Promise<Map<string, PaidPeriod[]>> {
  const accounts = await db.billingPeriod.findMany({ where: { payerId }, select: { accountId: true }, distinct: ['accountId'] });
  return paidPeriods(
    db,
    accounts.map(({ accountId }) => accountId),
  );
}

/** Whether a period has a part of a month. */
export function isIn(month: MonthName, { from, until }: Pick<PaidPeriod, 'from' | 'until'>): boolean {
  return from < endOf(month) && (until === null || until > startOf(month));
}

/** Whether somebody pays for an account all the time from an instant to before another. */
export function paysThroughout(periods: readonly PaidPeriod[], payerId: string, from: number, until: number): boolean {
  const during = periods.filter((period) => period.from < until && (period.until === null || from < period.until));
  return during.length > 0 && during.every((period) => period.payerId === payerId);
}

/** Who pays for the caller's account now. */
export function payerOf({ account, accountId }: Pick<Scope, 'account' | 'accountId'>): string {
  return account.organization?.managementAccountId ?? accountId;
}

/** On whose bill an account is in a month: of several the last, and before the first the first. */
export async function payerInMonth(db: Transaction, accountId: string, month: MonthName): Promise<string> {
  const periods = (await paidPeriods(db, [accountId])).get(accountId) ?? [];
  return periods.findLast((period) => isIn(month, period))?.payerId ?? accountId;
}

export type AccountMonth = { accountId: string; month: MonthName };

/**
 * Begins a write by which bills change: nothing that was worked out before is shown again, and no month is issued meanwhile.
 * @param touched the accounts and months about which it is
 * @param known who paid for the accounts when the change was prepared, where that was before this transaction
 * @throws AwsError ConflictException where one of the months is issued, ConcurrentModificationException where somebody else pays since
 */
export async function changeBills(
  db: Transaction,
  touched: readonly AccountMonth[],
  known: ReadonlyMap<string, readonly PaidPeriod[]> = new Map(),
): Promise<void> {
  const accountIds = touched.map(({ accountId }) => accountId);
  await billsChanged(db, accountIds);
  const periods = await paidPeriods(db, accountIds);
  for (const [accountId, own] of periods) {
    const before = known.get(accountId);
    if (before && JSON.stringify(before) !== JSON.stringify(own))
      throw new AwsError('ConcurrentModificationException', `Who pays for account ${accountId} changed meanwhile. Do it again.`);
  }
  await requireOpenMonths(db, touched, periods);
}

/** @throws AwsError ConflictException where one of the months is issued, by anybody who pays for the account in it */
export async function requireOpenMonths(
  db: Transaction,
  touched: readonly AccountMonth[],
  periods: ReadonlyMap<string, readonly PaidPeriod[]>,
): Promise<void> {
  const payerIds = new Set([...periods.values()].flat().map(({ payerId }) => payerId));
  const rows = await readByIds(payerIds, (ids) => db.bill.findMany({ where: { payerId: { in: ids } }, select: { id: true } }));
  const issued = new Set(rows.map(({ id }) => id));
  for (const { accountId, month } of touched) {
    const payer = (periods.get(accountId) ?? []).find(
      (period) => isIn(month, period) && issued.has(`${period.payerId}/${month}`),
    );
    if (payer) throw issuedAlready(month, accountId);
  }
}

function issuedAlready(month: MonthName, accountId: string): AwsError {
  return new AwsError(
    'ConflictException',
    `The bill of ${month} that account ${accountId} is on is issued, and an issued bill does not change.`,
  );
}

/** The time, without its end, in which an account is to have used something, or to have what it reserved or was given. */
export type Claim = { accountId: string; from: number; until: number };

/**
 * Whether the caller may say what accounts used, own or were given: an account of itself, and whoever pays for it in all of that time.
 * @throws AwsError AccessDenied, naming the first account that is not the caller's to write about
 */
export async function requirePaidBy(db: Transaction, callerId: string, claims: readonly Claim[]): Promise<void> {
  const others = claims.filter(({ accountId }) => accountId !== callerId);
  const periods = await paidPeriods(db, [...new Set(others.map(({ accountId }) => accountId))]);
  for (const { accountId, from, until } of others) {
    if (!paysThroughout(periods.get(accountId) ?? [], callerId, from, until)) throw notPaidBy(callerId, accountId, monthOf(from));
  }
}

export function notPaidBy(callerId: string, accountId: string, month: MonthName): AwsError {
  return new AwsError(
    'AccessDenied',
    `Account ${callerId} does not pay for account ${accountId} in all of this time, from ${month} on: only the account itself and whoever pays for it can do this.`,
  );
}

/** @throws AwsError AccessDenied for a member of an organization: its management account says how its bills are made */
export async function requirePayer(scope: Scope): Promise<void> {
  const { accountId } = scope;
  const payer = payerOf(scope);
  if (payer !== accountId)
    throw new AwsError(
      'AccessDenied',
      `Account ${accountId} is a member of an organization: its management account ${payer} pays, and can do this.`,
      { Reason: 'MEMBER_OF_BILL' },
    );
}
