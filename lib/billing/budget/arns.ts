import type { Partition } from '../../core/call';

/** Returns the ARN of a budget, or with `*` of all budgets of an account. */
export function budgetArn(partition: Partition, accountId: string, name: string): string {
  return `arn:${partition}:budgets::${accountId}:budget/${name}`;
}

/** Returns the ARN of a budget action. */
export function budgetActionArn(partition: Partition, accountId: string, name: string, actionId: string): string {
  return `${budgetArn(partition, accountId, name)}/action/${actionId}`;
}

/** Parses an ARN of Budgets; null for other ARNs. */
export function readBudgetArn(arn: string): { accountId: string; name: string; actionId: string | null } | null {
  const found = /^arn:[a-z-]+:budgets::(\d{12}):budget\/([^:\\]{1,100}?)(?:\/action\/([0-9a-f-]{36}))?$/.exec(arn);
  if (!found) return null;
  const [, accountId = '', name = '', actionId = null] = found;
  return { accountId, name, actionId };
}
