import type { Hooks } from '../core/module/hooks';
import { accountsOfLabs } from './attempt-accounts';
import { classroomSettings } from './settings/rows';

const NOT_IN_A_CLASS = 'Not in an account of a class: the page of the lab goes back to a step, or starts again.';

/** The part of classes in the life of accounts. The state of an account of a class is graded. */
export const classroomHooks: Hooks = {
  // Accounts created in a class stay part of the same attempt, even after leaving the organization.
  onAccountCreated: async (db, { id, managementAccountId }) => {
    const attempt = await db.attemptAccount.findUnique({ where: { accountId: managementAccountId } });
    if (attempt) await db.attemptAccount.create({ data: { accountId: id, attemptId: attempt.attemptId } });
  },
  refusesReset: async (db, accountIds) => {
    const count = await db.attemptAccount.count({ where: { accountId: { in: [...accountIds] } } });
    return count > 0 ? NOT_IN_A_CLASS : null;
  },
  // A student who moves the clock of a lab was not away.
  keepsSessions: async (db, accountId) => (await accountsOfLabs(db, [accountId])).size > 0,
  closesSignUp: async (db) => !(await classroomSettings(db)).signUpOpen,
};
