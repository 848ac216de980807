import type { Scope } from '../../core/operation';
import { payerOf } from '../payers';

/** Schedules a new evaluation of all budgets of the caller's payer, after one changed. */
export async function judgeAnew(scope: Pick<Scope, 'db' | 'account' | 'accountId'>): Promise<void> {
  await scope.db.budgetsJudged.deleteMany({ where: { payerId: payerOf(scope) } });
}
