import type { Scope } from '../../core/operation';
import { payerOf } from '../payers';

/** Has the budgets of all whom the caller's payer pays for be looked at again soon, since one of them is another now. */
export async function judgeAnew(scope: Pick<Scope, 'db' | 'account' | 'accountId'>): Promise<void> {
  await scope.db.budgetsJudged.deleteMany({ where: { payerId: payerOf(scope) } });
}
