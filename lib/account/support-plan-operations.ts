import { validationError } from '../core/errors';
import { defineOperation } from '../core/operation';
import { billsChanged } from './billing-payers';
import { StartSupportPlanUpdateInput } from './schema';
import { isOffered, supportPlanAt } from './support-plans';

/** Chooses the account's plan of AWS Support, the root user's and of whoever has the permission. AWS takes some minutes for it. */
export const StartSupportPlanUpdate = defineOperation({
  service: 'supportplans',
  name: 'StartSupportPlanUpdate',
  access: 'Write',
  input: StartSupportPlanUpdateInput,
  checks: () => [{ action: 'supportplans:StartSupportPlanUpdate', resource: '*' }],
  run: async ({ supportLevel }, { db, accountId, now }) => {
    if (!isOffered(supportLevel, now))
      throw validationError(
        `The support plan ${supportLevel} has ended. Choose ${supportPlanAt(supportLevel, now)}.`,
        'supportLevel',
      );
    await billsChanged(db, [accountId]);
    await db.account.update({ where: { id: accountId }, data: { supportPlan: supportLevel } });
    return { supportLevel };
  },
  // The plan decides nothing about calls.
  touches: () => ({}),
});
