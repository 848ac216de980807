import { validationError } from '../core/errors';
import { defineOperation } from '../core/operation';
import { billsChanged } from './billing-payers';
import { StartSupportPlanUpdateInput } from './schema';
import { isOffered, supportPlanAt } from './support-plans';

/** Sets the account's AWS Support plan, for the root user and principals with permission. As in AWS, it takes some minutes. */
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
  // The plan does not affect decisions.
  touches: () => ({}),
});
