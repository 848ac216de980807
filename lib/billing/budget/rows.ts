import type { Scope } from '../../core/operation';
import { readTags, type TagPair } from '../../core/tags';
import { oneOf } from '../../core/text/lists';
import type { Transaction } from '../../db/client';
import type { Applied, Definition, Happened, Notification } from './documents';
import type { ActionDocument } from './schema';

/** A stored budget. */
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

/** Returns a budget of the caller's account with its tags, for authorization. */
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

/** The status of an action, in AWS's words. */
export type ActionStatus = (typeof ACTION_STATUSES)[number];
export const ACTION_STATUSES = [
  'STANDBY',
  'PENDING',
  'EXECUTION_IN_PROGRESS',
  'EXECUTION_SUCCESS',
  'EXECUTION_FAILURE',
  'REVERSE_IN_PROGRESS',
  'REVERSE_SUCCESS',
  'REVERSE_FAILURE',
  'RESET_IN_PROGRESS',
  'RESET_FAILURE',
] as const;

/** Returns whether an action is running or about to. */
export function isUnderWay(status: string): boolean {
  return status.endsWith('_IN_PROGRESS');
}

/** A stored action of a budget. */
export type BudgetAction = {
  id: string;
  accountId: string;
  budgetId: string;
  document: ActionDocument;
  status: ActionStatus;
  /** The first day of the period that triggered it. */
  period: string | null;
  applied: Applied[];
  history: Happened[];
};

type ActionRow = Omit<BudgetAction, 'document' | 'status' | 'applied' | 'history'> & {
  document: string;
  status: string;
  applied: string;
  history: string;
};

export function toAction({ document, status, applied, history, ...row }: ActionRow): BudgetAction {
  return {
    ...row,
    document: JSON.parse(document),
    status: oneOf(ACTION_STATUSES, status),
    applied: JSON.parse(applied),
    history: JSON.parse(history),
  };
}

/** The number of history entries stored per action. */
const MOST_OF_HISTORY = 50;

/** Updates an action and adds to its history. */
export async function saveAction(
  db: Transaction,
  { id, ...action }: BudgetAction,
  happened: Omit<Happened, 'status' | 'document'>,
): Promise<void> {
  const { document, status, period, applied } = action;
  const history = [...action.history, { ...happened, status, document }].slice(-MOST_OF_HISTORY);
  await db.budgetAction.update({
    where: { id },
    data: {
      document: JSON.stringify(document),
      status,
      period,
      applied: JSON.stringify(applied),
      history: JSON.stringify(history),
    },
  });
}
