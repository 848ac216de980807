import { usd } from '@gatehouse/bill/money';
import { accountCheck } from '../../../account/settings-operations';
import { billingOperation } from '../../billing-operation';
import { requirePayer } from '../../payers';
import { principalArn } from '../../principal-arn';
import { IssueBillInput } from '../schema';
import { issue, prepareIssue } from './issue';

/**
 * Issues the bill of a past month permanently, so that later usage, prices and preferences don't change it. Only for the payer.
 * Repeating it gives the same answer. Without this call, a month is issued automatically some days after its end.
 */
export const IssueBill = billingOperation({
  service: 'gatehouse',
  name: 'IssueBill',
  access: 'Write',
  input: IssueBillInput,
  checks: (_input, scope) => [accountCheck('gatehouse:IssueBill', scope)],
  prepare: async ({ Month }, scope, _target, database) => {
    await requirePayer(scope);
    return prepareIssue(database, scope.accountId, Month, scope.now);
  },
  run: async ({ Month }, scope, _target, ready) => {
    const issued = { at: scope.now, by: principalArn(scope) };
    const { issuedAt, hash, total } = await issue(scope.db, scope.accountId, Month, ready, issued);
    return { Month, IssuedAt: issuedAt, Hash: hash, Total: usd(total) };
  },
  touches: () => ({}),
});
