import type { Scope } from '../../core/operation';
import { readTags, type TagPair } from '../../core/tags';
import type { Transaction } from '../../db/client';
import type { Definition, Notification } from './documents';

/** A budget as it is stored. */
export type Budget = {
  id: string;
  accountId: string;
  name: string;
  definition: Definition;
  notifications: Notification[];
  updatedAt: Date;
};

type Row = { id: string; accountId: string; name: string; definition: string; notifications: string; updatedAt: Date };

export function toBudget({ definition, notifications, ...row }: Row): Budget {
  return { ...row, definition: JSON.parse(definition), notifications: JSON.parse(notifications) };
}

export async function findBudget(db: Transaction, accountId: string, name: string): Promise<Budget | null> {
  const row = await db.budget.findUnique({ where: { accountId_name: { accountId, name } } });
  return row && toBudget(row);
}

/** A budget of the caller's account with its tags, for the checks of a call that names it. */
export async function findTagged(
  { db, accountId }: Scope,
  { AccountId, BudgetName }: { AccountId: string; BudgetName: string },
): Promise<{ budget: Budget; tags: TagPair[] } | null> {
  const budget = AccountId === accountId ? await findBudget(db, accountId, BudgetName) : null;
  return budget && { budget, tags: await readTags(db, budget.id) };
}

export async function saveNotifications(db: Transaction, id: string, notifications: readonly Notification[]): Promise<void> {
  await db.budget.update({ where: { id }, data: { notifications: JSON.stringify(notifications) } });
}
