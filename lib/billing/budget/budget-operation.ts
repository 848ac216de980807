import type { z } from 'zod';
import { AwsError } from '../../core/errors';
import type { Check, Operation, Scope } from '../../core/operation';
import type { TagPair } from '../../core/tags';
import { realTimeOf } from '../../core/time/clock';
import { billingOperation } from '../billing-operation';
import { budgetArn } from './arns';
import { judgeBudgetsOfDay } from './judge';

type Named = { AccountId: string; BudgetName: string };

/** Defines an operation on budgets of the caller's account. As in AWS, its input still names the account. */
export function budgetOperation<S extends z.ZodType<{ AccountId: string }>, Output, Target = undefined, Prepared = undefined>(
  operation: Omit<Operation<S, Target, Output, Prepared>, 'service'>,
): Operation<S, Target, Output, Prepared> {
  const { run } = operation;
  const billed = billingOperation({
    ...operation,
    service: 'budgets',
    run: async (input, scope, target, prepared) => {
      requireOwn(input.AccountId, scope);
      return run(input, scope, target, prepared);
    },
  });
  return {
    ...billed,
    settles: async (call, database) => {
      await billed.settles?.(call, database);
      await judgeBudgetsOfDay(database, call.caller.accountId, realTimeOf(call));
    },
  };
}

/**
 * Refuses other accounts, because budgets belong to one account.
 * @throws AwsError AccessDenied
 */
export function requireOwn(accountId: string, scope: Scope): void {
  if (accountId !== scope.accountId)
    throw new AwsError('AccessDenied', `Account ${scope.accountId} cannot use the budgets of account ${accountId}.`);
}

/** Returns the check on a budget, or with `*` on all budgets of an account. */
export function budgetCheck(
  action: string,
  { AccountId, BudgetName }: Named,
  scope: Scope,
  tags: readonly TagPair[] = [],
): Check {
  return {
    action: `budgets:${action}`,
    resource: budgetArn(scope.partition, AccountId, BudgetName),
    ...(AccountId !== scope.accountId && { resourceAccount: AccountId }),
    ...(tags.length > 0 && { resourceTags: tags }),
  };
}
