import { billsChanged } from '../../account/billing-payers';
import { accountCheck } from '../../account/settings-operations';
import { validationError } from '../../core/errors';
import { billingOperation } from '../billing-operation';
import { monthOf } from '../months';
import { billingTime, requirePayer } from '../payers';
import { PutBillingDateInput } from './schema';

const LAST = Date.UTC(2100, 0);

/**
 * Puts the day that bills are at ahead of the clock, so that a class need not wait for the end of a month, or back to the clock. Of the account
 * that pays. When the clock has come as far, it goes on from there. Back at the clock, what was issued stays issued, and preferences that were
 * changed on a day ahead hold from today on: nobody would see why they do not yet.
 */
export const PutBillingDate = billingOperation({
  service: 'gatehouse',
  name: 'PutBillingDate',
  access: 'Write',
  input: PutBillingDateInput,
  checks: (_input, scope) => [accountCheck('gatehouse:PutBillingDate', scope)],
  run: async ({ BillingDate }, scope) => {
    const { db, accountId, now } = scope;
    await requirePayer(scope);
    const before = await billingTime(db, accountId, now);
    if (BillingDate === undefined) {
      await billsChanged(db, [accountId]);
      await db.billingPayer.update({ where: { accountId }, data: { date: null } });
      await db.billingPreferences.updateMany({
        where: { payerId: accountId, holdsFrom: { gt: now } },
        data: { holdsFrom: null },
      });
      return { BillingDate: now, CurrentMonth: monthOf(now) };
    }
    if (BillingDate <= before || BillingDate.getTime() >= LAST)
      throw validationError(
        `The day that bills are at only goes forward: it is ${before.toISOString().slice(0, 10)}.`,
        'BillingDate',
      );
    await billsChanged(db, [accountId]);
    await db.billingPayer.update({ where: { accountId }, data: { date: BillingDate } });
    return { BillingDate, CurrentMonth: monthOf(BillingDate) };
  },
  touches: () => ({}),
});
