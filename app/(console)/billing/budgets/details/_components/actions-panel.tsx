'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperation } from '@/components/console/kit/use-operation';
import { type Read, useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { SmallTable } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu';
import { Panel } from '@/components/ui/panel';
import { Status, type StatusKind } from '@/components/ui/status';
import { isOneOf } from '@/lib/core/text/lists';
import { deleteBudgetAction, executeBudgetAction } from '../../actions';
import { actionHistoryQuery, type Budget, type BudgetAction } from '../../queries';

const ActionDialog = dynamic(() => import('./action-dialog').then((module) => module.ActionDialog));

const STATUSES: Readonly<Record<BudgetAction['Status'], readonly [StatusKind, string]>> = {
  STANDBY: ['pending', 'Standby'],
  PENDING: ['warning', 'Requires approval'],
  EXECUTION_IN_PROGRESS: ['loading', 'Running'],
  EXECUTION_SUCCESS: ['success', 'Completed'],
  EXECUTION_FAILURE: ['error', 'Failed'],
  REVERSE_IN_PROGRESS: ['loading', 'Undoing'],
  REVERSE_SUCCESS: ['stopped', 'Undone'],
  REVERSE_FAILURE: ['error', 'Undo failed'],
  RESET_IN_PROGRESS: ['loading', 'Undoing'],
  RESET_FAILURE: ['error', 'Undo failed'],
};

/** The possible executions of an action, by their AWS names. */
const WAYS = [
  { type: 'APPROVE_BUDGET_ACTION', label: 'Approve and run', from: ['PENDING'] },
  { type: 'RETRY_BUDGET_ACTION', label: 'Run again', from: ['EXECUTION_FAILURE', 'REVERSE_FAILURE', 'RESET_FAILURE'] },
  { type: 'REVERSE_BUDGET_ACTION', label: 'Undo', from: ['EXECUTION_SUCCESS', 'EXECUTION_FAILURE'] },
  { type: 'RESET_BUDGET_ACTION', label: 'Reset to standby', from: ['REVERSE_SUCCESS', 'PENDING', 'EXECUTION_FAILURE'] },
] as const;

type Named = { AccountId: string; BudgetName: string };
type ActionsPanelProps = { named: Named; budget: Budget; read: Read<{ Actions: BudgetAction[] }> };

/** Lists the actions of a budget, with their state. */
export function ActionsPanel({ named, budget, read }: ActionsPanelProps) {
  const [adding, setAdding] = useState(false);
  const [deleting, setDeleting] = useState<BudgetAction | null>(null);
  const [shown, setShown] = useState<string | null>(null);
  const missing = useMissing();
  const operation = useOperation(executeBudgetAction, { success: () => ({ text: 'The action is in progress.' }) });
  return (
    <div className="space-y-4">
      <TablePanel
        title="Actions"
        description="Attach a policy when a threshold is crossed. It is detached at the start of the next period."
        actions={
          <Button size="sm" disabledReason={missing('budgets:CreateBudgetAction')} onClick={() => setAdding(true)}>
            Add action
          </Button>
        }
        rows={read.data?.Actions}
        read={read}
        what="the actions"
        rowKey={({ ActionId }) => ActionId}
        columns={[
          { header: 'When', cell: whenOf },
          { header: 'Attaches', wide: true, cell: (action) => <What of={action} /> },
          {
            header: 'Status',
            cell: ({ Status: status }) => {
              const [kind, text] = STATUSES[status];
              return <Status kind={kind}>{text}</Status>;
            },
          },
          {
            header: 'Do',
            actions: true,
            cell: (action) => (
              <MenuButton
                label={`Actions of ${whenOf(action)}`}
                size="sm"
                entries={[
                  ...WAYS.filter(({ from }) => isOneOf(from, action.Status)).map(({ type, label }) => ({
                    label,
                    disabledReason: missing('budgets:ExecuteBudgetAction'),
                    onSelect: () => void operation.run({ ...named, ActionId: action.ActionId, ExecutionType: type }),
                  })),
                  { label: 'View history', onSelect: () => setShown(action.ActionId) },
                  {
                    label: 'Delete…',
                    danger: true,
                    disabledReason: missing('budgets:DeleteBudgetAction'),
                    onSelect: () => setDeleting(action),
                  },
                ]}
              />
            ),
          },
        ]}
        empty={{
          title: 'No actions',
          description: 'Add an action to attach a policy or stop instances when a threshold is crossed.',
        }}
      >
        {adding ? <ActionDialog named={named} budget={budget} onClose={() => setAdding(false)} /> : null}
        {deleting ? (
          <ConfirmDialog
            title="Delete action?"
            action={deleteBudgetAction}
            input={{ ...named, ActionId: deleting.ActionId }}
            success="The action was deleted."
            onClose={() => setDeleting(null)}
          >
            <p>Attached policies stay attached and stopped instances stay stopped. To reverse this, undo the action first.</p>
          </ConfirmDialog>
        ) : null}
      </TablePanel>
      {shown === null ? null : <ActionHistory named={{ ...named, ActionId: shown }} />}
    </div>
  );
}

function whenOf({
  NotificationType,
  ActionThreshold: { ActionThresholdValue: value, ActionThresholdType: type },
}: BudgetAction): string {
  const amount = type === 'PERCENTAGE' ? `${value} %` : `$${value}`;
  return `${NotificationType === 'ACTUAL' ? 'Spent' : 'Forecasted'} over ${amount}`;
}

function What({ of: { Definition, ExecutionRoleArn, ApprovalModel } }: { of: BudgetAction }) {
  const { IamActionDefinition: iam, ScpActionDefinition: scp, SsmActionDefinition: ssm } = Definition;
  const to = [...(iam?.Users ?? []), ...(iam?.Groups ?? []), ...(iam?.Roles ?? []), ...(scp?.TargetIds ?? [])];
  return (
    <div className="min-w-0">
      {ssm ? (
        <>
          Stop <span className="break-all font-mono text-sm">{ssm.InstanceIds.join(', ')}</span> in {ssm.Region}
        </>
      ) : (
        <>
          <span className="break-all font-mono text-sm">{iam?.PolicyArn ?? scp?.PolicyId}</span> to {to.join(', ')}
        </>
      )}
      <span className="block text-ink-3 text-sm">
        as {ExecutionRoleArn.split('/').at(-1)}, {ApprovalModel === 'AUTOMATIC' ? 'automatically' : 'after approval'}
      </span>
    </div>
  );
}

function ActionHistory({ named }: { named: Named & { ActionId: string } }) {
  const read = useRead(actionHistoryQuery(named));
  return (
    <Panel title="History" flush={read.data !== undefined}>
      <ReadBox read={read} what="the history of the action">
        {({ ActionHistories }) => (
          <SmallTable
            label="History"
            rows={ActionHistories}
            rowKey={({ Timestamp, Status: status }) => `${Timestamp} ${status}`}
            columns={[
              { header: 'When', cell: ({ Timestamp }) => <Time value={Timestamp} /> },
              { header: 'Then', cell: ({ Status: status }) => STATUSES[status][1] },
              { header: 'What', wide: true, cell: ({ ActionHistoryDetails }) => ActionHistoryDetails.Message },
            ]}
          />
        )}
      </ReadBox>
    </Panel>
  );
}
