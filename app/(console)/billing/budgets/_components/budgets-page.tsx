'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { ButtonLink } from '@/components/ui/button';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { BillingReader } from '../../_components/billing-reader';
import { NotActivated } from '../../_components/not-activated';
import { deleteBudget } from '../actions';
import { type Budget, budgetNotificationsQuery, budgetsQuery, type Notification } from '../queries';
import { BudgetBar } from './budget-bar';
import { PERIOD_WORDS, scopeWords, shareOf, spendWords, standing } from './budget-words';
import { useUnitNames } from './use-unit-names';

type Row = Budget & { notifications: readonly Notification[] | undefined; scope: string };

const COLUMNS: ColumnDefinition<Row>[] = [
  {
    id: 'name',
    header: 'Budget',
    value: ({ BudgetName }) => BudgetName,
    rowHeader: true,
    fills: true,
    cell: ({ BudgetName }) => <TextLink href={paths.budget(BudgetName)}>{BudgetName}</TextLink>,
  },
  {
    id: 'status',
    header: 'Status',
    value: (row) => standing(row, row.notifications).text,
    cell: (row) => {
      const { kind, text } = standing(row, row.notifications);
      return <Status kind={kind}>{text}</Status>;
    },
  },
  {
    id: 'spent',
    header: 'Spent',
    value: ({ CalculatedSpend, BudgetLimit }) => shareOf(CalculatedSpend.ActualSpend.Amount, BudgetLimit) ?? 0,
    cell: (row) => <BudgetBar of={row} />,
    width: 260,
  },
  {
    id: 'forecast',
    header: 'Expected',
    align: 'end',
    value: ({ CalculatedSpend: { ForecastedSpend }, BudgetLimit }) =>
      ForecastedSpend ? (shareOf(ForecastedSpend.Amount, BudgetLimit) ?? 0) : -1,
    cell: ({ CalculatedSpend: { ForecastedSpend } }) => (ForecastedSpend ? spendWords(ForecastedSpend) : 'Not available yet'),
  },
  { id: 'period', header: 'Period', value: ({ TimeUnit }) => PERIOD_WORDS[TimeUnit] },
  {
    id: 'scope',
    header: 'Counts',
    value: ({ scope }) => scope,
    fills: true,
  },
  {
    id: 'alerts',
    header: 'Alerts',
    align: 'end',
    value: ({ notifications }) => notifications?.length ?? 0,
  },
];
const FILTERS: TableFilterProperty<Row>[] = [
  { key: 'name', label: 'Budget', value: ({ BudgetName }) => BudgetName },
  { key: 'status', label: 'Status', value: (row) => standing(row, row.notifications).text },
  { key: 'period', label: 'Period', value: ({ TimeUnit }) => PERIOD_WORDS[TimeUnit] },
];

/** Lists budgets with actual and forecasted costs. */
export function BudgetsPage({ reader }: { reader: BillingReader }) {
  const enabled = !reader.isShutOut;
  const read = useRead({ ...budgetsQuery(reader.accountId), enabled });
  const notifications = useRead({ ...budgetNotificationsQuery(reader.accountId), enabled });
  const [deleting, setDeleting] = useState<string | null>(null);
  const missing = useMissing();
  const of = new Map(
    notifications.data?.BudgetNotificationsForAccount.map(({ BudgetName, Notifications }) => [BudgetName, Notifications]),
  );
  const unitNames = useUnitNames(read.data?.Budgets ?? []);
  const rows = read.data?.Budgets.map((budget) => ({
    ...budget,
    notifications: of.get(budget.BudgetName),
    scope: scopeWords(budget, unitNames).join(' · ') || 'Everything',
  }));
  if (reader.isShutOut)
    return (
      <>
        <PageHeader title="Budgets" info={<HelpLink />} />
        <NotActivated />
        <BudgetsHelp />
      </>
    );
  return (
    <>
      <ResourceTable
        id="budgets"
        title="Budgets"
        noun="budgets"
        info={<HelpLink />}
        description={
          read.data?.NextToken === undefined
            ? 'Set the amount that can be spent in a day, month, quarter or year, and send alerts before it is exceeded.'
            : 'The first thousand budgets by name.'
        }
        columns={COLUMNS}
        filterProperties={FILTERS}
        defaultSort={{ column: 'spent', descending: true }}
        rows={rows}
        read={read}
        rowId={({ BudgetName }) => BudgetName}
        rowName={({ BudgetName }) => BudgetName}
        selection="single"
        actions={([selected]) => [
          {
            label: 'Delete',
            danger: true,
            onSelect: () => setDeleting(selected?.BudgetName ?? null),
            disabledReason: missing('budgets:ModifyBudget') ?? (selected === undefined && 'Select a budget'),
          },
        ]}
        primary={{ label: 'Create budget', href: paths.createBudget(), disabledReason: missing('budgets:ModifyBudget') }}
        empty={{
          description:
            'A budget sets a spending amount for all costs or a part of them, such as an organizational unit, a service or a tag. It can send alerts and run actions as the amount is used up.',
          action: <ButtonLink href={paths.createBudget()}>Create budget</ButtonLink>,
        }}
      />
      {deleting === null ? null : (
        <ConfirmDialog
          title={`Delete ${deleting}?`}
          action={deleteBudget}
          input={{ AccountId: reader.accountId, BudgetName: deleting }}
          success={`Budget ${deleting} was deleted.`}
          onClose={() => setDeleting(null)}
        >
          <p>
            Its alerts and actions are deleted too. Policies attached by an action stay attached. To detach them, undo the action
            first.
          </p>
        </ConfirmDialog>
      )}
      <BudgetsHelp />
    </>
  );
}

function BudgetsHelp() {
  return (
    <HelpPanel title="Budgets">
      <p>
        A budget counts the charges on the bills of its period. For the paying account, it counts all accounts; for a member, only
        its own charges. The mark on a bar is the forecasted amount.
      </p>
      <h3>Alerts</h3>
      <p>
        When a threshold is crossed, the budget sends an alert, once in each period. Gatehouse sends no email. You can read the
        alerts in the outbox.
      </p>
      <h3>Actions</h3>
      <p>
        A budget can attach an IAM policy or an SCP when a threshold is crossed. It detaches the policy at the start of the next
        period.
      </p>
    </HelpPanel>
  );
}
