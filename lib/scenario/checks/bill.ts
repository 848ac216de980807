import { formatDecimal, parseDecimal, toCents } from '@gatehouse/bill';
import { GetBill } from '../../billing/bill/operations';
import { GetBillSavings } from '../../billing/bill/savings/operations';
import { readForItself } from '../../core/run/run';
import type { Way } from '../format/checks';
import { PackError } from '../run/world';
import type { Circumstances } from './circumstances';
import type { Result } from './result';

type Bill = Extract<Way, { kind: 'bill' }>;

/** Compares a month's bill total, to the cent. */
export async function checkBill(circumstances: Circumstances, check: Bill): Promise<Result> {
  circumstances.bounds.read();
  const { database, attempt } = circumstances;
  const payer =
    Object.keys(attempt.accounts).find((key) => attempt.organizations[key] !== undefined) ?? Object.keys(attempt.accounts)[0];
  const key = check.account ?? payer;
  if (key === undefined) throw new PackError('There is no paying account.');
  const call = await circumstances.systemCall(await circumstances.accountId(key));
  const Month = monthOf(check.month, call.now) as never;
  const { Total, Shown } = await readForItself(GetBill, { Month }, call, database);
  let amount = Shown;
  if (check.view === 'standalone') {
    const { Together, Separate } = await readForItself(GetBillSavings, { Month }, call, database);
    amount = formatDecimal(toCents([nano(Total) - nano(Together) + nano(Separate)]).total, 2);
  }
  const isWanted = parseDecimal(amount, 2) === parseDecimal(check.equals, 2);
  return { rows: [isWanted], seen: `Your bill is ${amount}.` };
}

function nano(amount: string): bigint {
  return parseDecimal(amount, 9) ?? 0n;
}

function monthOf(written: string, now: Date): string {
  if (written !== 'current' && written !== 'previous') return written;
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (written === 'previous' ? 1 : 0)));
  return month.toISOString().slice(0, 7);
}
