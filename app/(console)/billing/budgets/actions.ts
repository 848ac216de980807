'use server';

import { CreateBudgetAction, DeleteBudgetAction, ExecuteBudgetAction } from '@/lib/billing/budget/action-operations';
import { CreateNotification, DeleteNotification } from '@/lib/billing/budget/notification-operations';
import { CreateBudget, DeleteBudget, UpdateBudget } from '@/lib/billing/budget/operations';
import { consoleAction } from '@/lib/console/run-console';

export const createBudget = consoleAction(CreateBudget);
export const updateBudget = consoleAction(UpdateBudget);
export const deleteBudget = consoleAction(DeleteBudget);
export const createNotification = consoleAction(CreateNotification);
export const deleteNotification = consoleAction(DeleteNotification);
export const createBudgetAction = consoleAction(CreateBudgetAction);
export const executeBudgetAction = consoleAction(ExecuteBudgetAction);
export const deleteBudgetAction = consoleAction(DeleteBudgetAction);
