import type { Partition } from '../../core/call';

/** The ARN of a budget; of all of an account, for the name `*`. */
export function budgetArn(partition: Partition, accountId: string, name: string): string {
  return `arn:${partition}:budgets::${accountId}:budget/${name}`;
}

/** The ARN of an action of a budget. */
export function budgetActionArn(partition: Partition, accountId: string, name: string, actionId: string): string {
  return `${budgetArn(partition, accountId, name)}/action/${actionId}`;
}

/** What an ARN of Budgets names; null for one that names nothing of theirs. */
export function readBudgetArn(arn: string): { accountId: string; name: string; actionId: string | null } | null {
  const found = /^arn:[a-z-]+:budgets::(\d{12}):budget\/([^:\\]{1,100}?)(?:\/action\/([0-9a-f-]{36}))?$/.exec(arn);
  return found ? { accountId: found[1] ?? '', name: found[2] ?? '', actionId: found[3] ?? null } : null;
}
