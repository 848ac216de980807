import { type Credit, compareCredits } from '@gatehouse/bill';
import { usd } from '@gatehouse/bill/money';
import { noSuchEntity } from '../../core/errors';
import { giveWay } from '../../core/work/bulk';
import { type BenefitAnswer, benefitAnswer, benefitsOf } from '../benefit/operations';
import { GetCreditUseInput, ListBenefitsInput } from '../benefit/schema';
import { billingOperation } from '../billing-operation';
import { type MonthName, monthAfter, monthOf } from '../months';
import { fromJson } from '../packed-rows';
import { isIn, paidPeriods } from '../payers';
import { accountNames, type FoundBill, findBill } from './rows';
import { creditsLeft } from './work-out';

/** A credit with what all bills so far leave of it, in dollars as decimal text. */
export type CreditAnswer = BenefitAnswer & {
  Amount: string;
  Remaining: string;
  Services?: readonly string[];
  /** Its position, from 1, in the order in which the credits are used. */
  Order?: number;
};

/** Lists credits of the caller's account and of accounts it pays for, newest first. */
export const ListCredits = billingOperation({
  service: 'gatehouse',
  name: 'ListCredits',
  access: 'List',
  input: ListBenefitsInput,
  checks: () => [{ action: 'billing:GetCredits', resource: '*' }],
  run: async (input, scope) => {
    const { db, now } = scope;
    const { rows, ...more } = await benefitsOf(scope, 'credit', input);
    const credits = rows.map(({ document }) => fromJson<Credit>(document));
    const left = new Map(
      (await creditsLeft(db, monthAfter(monthOf(now)), now, credits)).map(({ id, remaining }) => [id, remaining]),
    );
    const usable = credits.filter(({ id, expires }) => (left.get(id) ?? 0n) > 0n && expires > now.getTime()).sort(compareCredits);
    const order = new Map(usable.map(({ id }, at) => [id, at + 1]));
    return {
      Credits: rows.map((row, at): CreditAnswer => {
        const { remaining = 0n, issued = 0, expires = 0, services } = credits[at] ?? {};
        return {
          ...benefitAnswer(row, issued, expires),
          Amount: usd(remaining),
          Remaining: usd(left.get(row.id) ?? remaining),
          Services: services ?? undefined,
          Order: order.get(row.id),
        };
      }),
      ...more,
    };
  },
});

/** The amount a month used of a credit, by account and service. A member sees its own part and the sum of the others. */
export type CreditMonthAnswer = {
  Month: MonthName;
  Status: 'PENDING' | 'ISSUED';
  Used: string;
  Parts: { AccountId?: string; Name?: string; Service?: string; Amount: string }[];
};

/** Returns the use of a credit by month, account and service. */
export const GetCreditUse = billingOperation({
  service: 'gatehouse',
  name: 'GetCreditUse',
  access: 'Read',
  input: GetCreditUseInput,
  checks: () => [{ action: 'billing:GetCredits', resource: '*' }],
  run: async ({ Id }, scope): Promise<{ Id: string; Months: CreditMonthAnswer[] }> => {
    const { db, accountId, now } = scope;
    const row = await db.billingBenefit.findUnique({ where: { id: Id } });
    const owner = row?.accountId ?? '';
    const periods = (await paidPeriods(db, [owner])).get(owner) ?? [];
    if (row?.kind !== 'credit' || (owner !== accountId && periods.at(-1)?.payerId !== accountId))
      throw noSuchEntity(`There is no credit ${Id}.`);
    const { issued, expires } = fromJson<Credit>(row.document);
    const last = monthOf(Math.min(expires - 1, now.getTime()));
    const Months: CreditMonthAnswer[] = [];
    for (let month = monthOf(issued); month <= last; month = monthAfter(month)) {
      for (const payerId of new Set(periods.filter((period) => isIn(month, period)).map((period) => period.payerId))) {
        // Only the account itself may see what its credit paid before it joined.
        if (payerId !== accountId && owner !== accountId) continue;
        const bill = await findBill(db, payerId, month, now);
        const used = bill.head.credits.find(({ id }) => id === Id)?.used ?? 0n;
        if (used === 0n) continue;
        const Parts = await partsOf(bill, Id, payerId === accountId ? null : accountId, used);
        Months.push({ Month: month, Status: bill.issued ? 'ISSUED' : 'PENDING', Used: usd(used), Parts });
      }
    }
    const names = await accountNames(
      scope,
      Months.flatMap(({ Parts }) => Parts.flatMap((part) => part.AccountId ?? [])),
    );
    for (const { Parts } of Months) for (const part of Parts) part.Name = part.AccountId && names.get(part.AccountId);
    return { Id, Months: Months.reverse() };
  },
});

const BETWEEN = '\n';

/** @param only the account whose charges are shown separately; null for each */
async function partsOf(bill: FoundBill, id: string, only: string | null, used: bigint): Promise<CreditMonthAnswer['Parts']> {
  const sums = new Map<string, bigint>();
  for (const { accountId, byRecordType } of bill.head.accounts) {
    if ((only !== null && accountId !== only) || !byRecordType.some(([type]) => type === 'Credit')) continue;
    for await (const lines of bill.lines(accountId)) {
      for (const { recordType, source, service, unblended } of lines) {
        if (recordType !== 'Credit' || source !== id) continue;
        const key = accountId + BETWEEN + service;
        sums.set(key, (sums.get(key) ?? 0n) - unblended);
      }
      await giveWay();
    }
  }
  const parts = [...sums].sort(([, a], [, b]) => (a === b ? 0 : a < b ? 1 : -1));
  const rest = parts.reduce((left, [, amount]) => left - amount, used);
  return [
    ...parts.map(([key, amount]) => {
      const [AccountId = '', Service = ''] = key.split(BETWEEN);
      return { AccountId, Service, Amount: usd(amount) };
    }),
    ...(rest > 0n ? [{ Amount: usd(rest) }] : []),
  ];
}
