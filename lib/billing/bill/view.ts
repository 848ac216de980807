import { AwsError, noSuchEntity } from '../../core/errors';
import type { Scope } from '../../core/operation';
import { invalidToken } from '../../core/page-token';
import { decodeToken, encodeToken } from '../../core/paginate';
import { type MonthName, monthOf } from '../months';
import { isIn, paidPeriods } from '../payers';
import type { AccountLine } from './document';
import { type FoundBill, type FoundOutline, findBill, findOutline } from './rows';

/** The visible part of a bill: all accounts for the payer, only itself for a member. */
export type BillView<Bill extends FoundOutline = FoundOutline> = {
  bill: Bill;
  month: MonthName;
  kind: 'payer' | 'member';
  /** The account shown; null for all. */
  accountId: string | null;
  /** The bills of the caller's account in that month, with their periods. */
  bills: { PayerId: string; From: Date; Until?: Date }[];
};

type Which = { Month?: MonthName | undefined; PayerId?: string | undefined; AccountId?: string | undefined };

/**
 * Returns the requested bill as the caller may see it: as in AWS, a member sees its own usage and charges, never those of others
 * or of the management account.
 * @throws AwsError AccessDenied for bills without the account, and for other accounts on bills that it does not pay
 */
export function viewBill(scope: Scope, which: Which): Promise<BillView> {
  return viewed(scope, which, findOutline);
}

/** Returns the same with lines. */
export function viewBillLines(scope: Scope, which: Which): Promise<BillView<FoundBill>> {
  return viewed(scope, which, findBill);
}

async function viewed<Bill extends FoundOutline>(
  { db, accountId, now }: Scope,
  { Month, PayerId, AccountId }: Which,
  find: (...asked: Parameters<typeof findOutline>) => Promise<Bill>,
): Promise<BillView<Bill>> {
  const periods = (await paidPeriods(db, [accountId])).get(accountId) ?? [];
  const month = Month ?? monthOf(now);
  const own = periods.filter((period) => isIn(month, period));
  const payerId = PayerId ?? own.at(-1)?.payerId ?? accountId;
  const kind = payerId === accountId ? 'payer' : 'member';
  if (kind === 'member' && !own.some((period) => period.payerId === payerId))
    throw new AwsError('AccessDenied', `Account ${accountId} is not on the bill of account ${payerId} for ${month}.`);
  if (kind === 'member' && AccountId !== undefined && AccountId !== accountId)
    throw new AwsError('AccessDenied', 'A member account can only view its own charges.');
  const bill = await find(db, payerId, month, now);
  const shown = kind === 'member' ? accountId : (AccountId ?? null);
  if (kind === 'payer' && shown !== null && !bill.head.accounts.some((account) => account.accountId === shown))
    throw noSuchEntity(`Account ${shown} is not on the bill of ${month}.`);
  return {
    bill,
    month,
    kind,
    accountId: shown,
    bills: own.map(({ payerId: id, from, until }) => ({
      PayerId: id,
      From: new Date(Math.max(from, 0)),
      ...(until !== null && { Until: new Date(until) }),
    })),
  };
}

/**
 * Returns a bill that only the payer may see.
 * @throws AwsError AccessDenied
 */
export async function viewOwnBill(scope: Scope, which: Which): Promise<BillView> {
  const view = await viewBill(scope, which);
  if (view.kind === 'payer') return view;
  throw new AwsError('AccessDenied', 'Only the paying account can view consolidated billing savings.', {
    Reason: 'MEMBER_OF_BILL',
  });
}

/** Returns a list's name for tokens, which stay valid when the bill changes. */
export function listName(name: string, { bill, month, accountId }: BillView): string {
  return [name, bill.payerId, month, accountId].join(':');
}

type PageOfLines = { lines: { accountId: string; line: AccountLine }[]; next: string | undefined };

/**
 * Returns visible lines of a bill, account by account.
 * @throws AwsError InvalidNextTokenException
 */
export async function pageOfLines(
  { bill, accountId: only }: BillView<FoundBill>,
  { list, token, take, service }: { list: string; token: string | undefined; take: number; service?: string | undefined },
): Promise<PageOfLines> {
  const place = token === undefined ? '' : decodeToken(list, token);
  const [afterAccount = '', skipped = '0'] = place?.split(' ') ?? [];
  if (place === null || !/^\d*$/.test(afterAccount) || !/^\d+$/.test(skipped)) throw invalidToken();
  const accountIds = only === null ? bill.head.accounts.map(({ accountId }) => accountId).sort() : [only];
  const lines: PageOfLines['lines'] = [];
  for (const accountId of accountIds) {
    if (accountId < afterAccount) continue;
    let number = 0;
    const from = accountId === afterAccount ? Number(skipped) : 0;
    for await (const some of bill.lines(accountId)) {
      for (const line of some) {
        number++;
        if (number <= from || (service !== undefined && line.service !== service)) continue;
        if (lines.length === take) return { lines, next: encodeToken(list, `${accountId} ${number - 1}`) };
        lines.push({ accountId, line });
      }
    }
  }
  return { lines, next: undefined };
}
