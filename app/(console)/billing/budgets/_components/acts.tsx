import { type Act, confirmation } from '@/components/console/kit/act';
import { deleteBudget } from '../actions';

export type NamedBudget = { AccountId: string; BudgetName: string };

export const deleteBudgetAct: Act<NamedBudget> = {
  label: 'Delete',
  look: 'danger',
  takes: 'budgets:ModifyBudget',
  opens: confirmation((budget: NamedBudget) => ({
    title: `Delete ${budget.BudgetName}?`,
    action: deleteBudget,
    input: budget,
    success: `Budget ${budget.BudgetName} was deleted.`,
    text: (
      <p>
        Its alerts and actions are deleted too. Policies attached by an action stay attached. To detach them, undo the action
        first.
      </p>
    ),
  })),
};
