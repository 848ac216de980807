import { billsChanged } from '../account/billing-payers';
import { AwsError } from '../core/errors';
import type { Scope } from '../core/operation';
import { readByIds } from '../core/work/bulk';
import type { Transaction } from '../db/client';
import { endOf, type MonthName, monthOf, startOf } from './months';

/** Longer than bills have existed. */
const AGES_MS = 1e14;

/**
 * A period in which someone pays for an account, in milliseconds since 1970. An account's first period reaches far into the past.
 */
export type PaidPeriod = { accountId: string; payerId: string; from: number; until: number | null };

/** Returns the periods of accounts, each account's in order. */
export async function paidPeriods(db: Transaction, accountIds: readonly string[]): Promise<Map<string, PaidPeriod[]>> {
  const rows = await readByIds(accountIds, (ids) =>
    db.billingPeriod.findMany({ where: { accountId: { in: ids } }, orderBy: [{ accountId: 'asc' }, { from: 'asc' }] }),
  );
  const periods = new Map<string, PaidPeriod[]>();
  for (const { accountId, payerId, from, until } of rows) {
    const own = periods.get(accountId) ?? [];
    periods.set(accountId, own);
    // Usage before the account existed can only be imported or generated; its first payer gets it. Accounts stay in order of
    // creation, by which the calculator distributes tiers.
    const since = from.getTime() - (own.length === 0 ? AGES_MS : 0);
    own.push({ accountId, payerId, from: since, until: until?.getTime() ?? null });
  }
  return periods;
}

/** Returns the periods of all accounts that a payer ever paid for, including other payers'. */
export async function periodsOfPayer(db: Transaction, payerId: string): Promise<Map<string, PaidPeriod[]>> {
  const accounts = await db.billingPeriod.findMany({ where: { payerId }, select: { accountId: true }, distinct: ['accountId'] });
  return paidPeriods(
    db,
    accounts.map(({ accountId }) => accountId),
  );
}

/** Returns whether a period overlaps a month. */
export function isIn(month: MonthName, { from, until }: Pick<PaidPeriod, 'from' | 'until'>): boolean {
  return from < endOf(month) && (until === null || until > startOf(month));
}

/** Returns whether a payer pays for an account throughout a time range. */
export function paysThroughout(periods: readonly PaidPeriod[], payerId: string, from: number, until: number): boolean {
  const during = periods.filter((period) => period.from < until && (period.until === null || from < period.until));
  return during.length > 0 && during.every((period) => period.payerId === payerId);
}

/** Returns the current payer of the caller's account. */
export function payerOf({ account, accountId }: Pick<Scope, 'account' | 'accountId'>): string {
  return account.organization?.managementAccountId ?? accountId;
}

/** Returns the payer of an account in a month: the last of several, and before the first period the first. */
export async function payerInMonth(db: Transaction, accountId: string, month: MonthName): Promise<string> {
  const periods = (await paidPeriods(db, [accountId])).get(accountId) ?? [];
  return periods.findLast((period) => isIn(month, period))?.payerId ?? accountId;
}

export type AccountMonth = { accountId: string; month: MonthName };

/**
 * Begins a write that changes bills: it invalidates computed bills and blocks issuing.
 * @param touched the affected accounts and months
 * @param known the payers when the change was prepared, if before this transaction
 * @throws AwsError ConflictException if one of the months is issued, ConcurrentModificationException if a payer has changed
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
      throw new AwsError('ConcurrentModificationException', `The paying account of account ${accountId} has changed. Try again.`);
  }
  await requireOpenMonths(db, touched, periods);
}

/**
 * Refuses changes of issued months of any payer.
 * @throws AwsError ConflictException
 */
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
    `The bill for ${month} with account ${accountId} is issued. An issued bill cannot change.`,
  );
}

/** A half-open time range of an account's usage, benefit or credit. */
export type Claim = { accountId: string; from: number; until: number };

/**
 * Refuses claims about accounts that the caller neither is nor pays for during the whole time.
 * @throws AwsError AccessDenied, naming the first such account
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
    `Account ${callerId} does not pay for account ${accountId} in the whole period from ${month}. Only the account itself and its paying account can do this.`,
  );
}

/**
 * Refuses members of an organization, whose management account decides how bills are made.
 * @throws AwsError AccessDenied
 */
export async function requirePayer(scope: Scope): Promise<void> {
  const { accountId } = scope;
  const payer = payerOf(scope);
  if (payer !== accountId)
    throw new AwsError(
      'AccessDenied',
      `Account ${accountId} is a member of an organization. Only its management account ${payer}, which pays, can do this.`,
      { Reason: 'MEMBER_OF_BILL' },
    );
}
