'use client';

import { FormDialog } from '@/components/console/form/form-dialog';
import type { OpenedProps } from '@/components/console/kit/act';
import { useOperation } from '@/components/console/kit/use-operation';
import { useText } from '@/components/ui/field/use-text';
import { NumberField } from '../../../_components/number-field';
import type { NamedBudget } from '../../_components/acts';
import { updateBudget } from '../../actions';
import type { Budget } from '../../queries';

const AMOUNT = /^(0|[1-9]\d{0,12})(\.\d{1,9})?$/;

type Subject = { budget: Budget; named: NamedBudget };

/** Changes the amount of a budget. */
export function AmountDialog({ subject: { budget, named }, onClose }: OpenedProps<Subject>) {
  const Unit = budget.BudgetLimit?.Unit ?? 'USD';
  const [amount, setAmount] = useText(budget.BudgetLimit?.Amount.replace(/\.0$/, ''));
  const operation = useOperation(updateBudget, {
    success: () => ({ text: `The amount of ${budget.BudgetName} was changed.` }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const valid = AMOUNT.test(amount) && /[1-9]/.test(amount);
  const { BudgetName, BudgetType, TimeUnit, CostFilters, CostTypes, FilterExpression, Metrics } = budget;
  return (
    <FormDialog
      title={`Change amount of ${BudgetName}`}
      submitLabel="Change amount"
      pending={operation.running}
      error={operation.error}
      disabledReason={valid ? undefined : 'Enter an amount'}
      onSubmit={() =>
        void operation.run({
          AccountId: named.AccountId,
          NewBudget: {
            BudgetName,
            BudgetType,
            TimeUnit,
            BudgetLimit: { Amount: amount, Unit },
            ...(FilterExpression ? { FilterExpression } : { CostFilters }),
            ...(Metrics ? { Metrics } : BudgetType === 'COST' ? { CostTypes } : {}),
          },
        })
      }
      onClose={onClose}
    >
      <NumberField
        label={Unit === 'USD' ? 'Amount in dollars' : `Amount in ${Unit}`}
        className="w-44"
        maxLength={24}
        value={amount}
        onChange={setAmount}
      />
    </FormDialog>
  );
}
