'use client';

import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { BudgetBar } from './_components/budget-bar';
import { shareOf, standing } from './_components/budget-words';
import { type Budget, budgetNotificationsQuery, budgetsQuery } from './queries';

const MOST = 3;

/** Shows the budgets with the highest share spent, or how to create one. */
export function BudgetsPanel({ accountId }: { accountId: string }) {
  const read = useRead(budgetsQuery(accountId));
  const notifications = useRead(budgetNotificationsQuery(accountId));
  const of = new Map(
    notifications.data?.BudgetNotificationsForAccount.map(({ BudgetName, Notifications }) => [BudgetName, Notifications]),
  );
  return (
    <Panel title="Budgets" count={read.data?.Budgets.length}>
      <ReadBox read={read} what="budgets">
        {({ Budgets }) =>
          Budgets.length === 0 ? (
            <p>
              No budgets. Create one to get an alert when spending exceeds your plan.{' '}
              <TextLink inline href={paths.createBudget()}>
                Create budget
              </TextLink>
            </p>
          ) : (
            <ul className="space-y-3">
              {[...Budgets]
                .sort((a, b) => spent(b) - spent(a))
                .slice(0, MOST)
                .map((budget) => {
                  const { kind, text } = standing(budget, of.get(budget.BudgetName));
                  return (
                    <li key={budget.BudgetName}>
                      <div className="mb-1 flex flex-wrap items-baseline justify-between gap-x-3">
                        <TextLink href={paths.budget(budget.BudgetName)}>{budget.BudgetName}</TextLink>
                        <Status kind={kind}>{text}</Status>
                      </div>
                      <BudgetBar of={budget} />
                    </li>
                  );
                })}
              {Budgets.length > MOST ? (
                <li>
                  <TextLink href={paths.budgets}>All budgets</TextLink>
                </li>
              ) : null}
            </ul>
          )
        }
      </ReadBox>
    </Panel>
  );
}

function spent({ CalculatedSpend, BudgetLimit }: Budget): number {
  return shareOf(CalculatedSpend.ActualSpend.Amount, BudgetLimit) ?? 0;
}
