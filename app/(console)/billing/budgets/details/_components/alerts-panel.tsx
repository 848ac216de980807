'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { type Read, useRead } from '@/components/console/kit/use-read';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { thresholdWords } from '../../_components/budget-words';
import { deleteNotification } from '../../actions';
import { type Budget, type Notification, subscribersQuery } from '../../queries';

const AlertDialog = dynamic(() => import('./alert-dialog').then((module) => module.AlertDialog));

type Named = { AccountId: string; BudgetName: string };
type AlertsPanelProps = { named: Named; budget: Budget; read: Read<{ Notifications: Notification[] }> };

/** Lists the alerts of a budget, with recipients. */
export function AlertsPanel({ named, budget, read }: AlertsPanelProps) {
  const [adding, setAdding] = useState(false);
  const [deleting, setDeleting] = useState<Notification | null>(null);
  const missing = useMissing()('budgets:ModifyBudget');
  const unit = budget.CalculatedSpend.ActualSpend.Unit;
  const words = (notification: Notification) => thresholdWords(notification, unit);
  return (
    <TablePanel
      title="Alerts"
      description={
        <>
          Gatehouse sends no alerts. You can read them in the{' '}
          <TextLink inline href={paths.outbox({ budget: budget.BudgetName })}>
            outbox
          </TextLink>
          .
        </>
      }
      actions={
        <Button size="sm" disabledReason={missing} onClick={() => setAdding(true)}>
          Add alert
        </Button>
      }
      rows={read.data?.Notifications}
      read={read}
      what="the alerts"
      rowKey={(each) => words(each)}
      columns={[
        { header: 'When', wide: true, cell: words },
        {
          header: 'State',
          cell: ({ NotificationState }) =>
            NotificationState === 'ALARM' ? <Status kind="warning">Crossed</Status> : <Status kind="success">OK</Status>,
        },
        { header: 'Recipients', wide: true, cell: (each) => <Subscribers named={named} of={each} /> },
        {
          header: 'Actions',
          actions: true,
          cell: (each) => (
            <Button variant="danger" size="sm" disabledReason={missing} onClick={() => setDeleting(each)}>
              Delete<span className="sr-only">: {words(each)}</span>
            </Button>
          ),
        },
      ]}
      empty={{ title: 'No alerts', description: 'Add an alert to notify someone when this budget is used up.' }}
    >
      {adding ? <AlertDialog named={named} budget={budget} onClose={() => setAdding(false)} /> : null}
      {deleting ? (
        <ConfirmDialog
          title="Delete alert?"
          action={deleteNotification}
          input={{ ...named, Notification: thresholdOf(deleting) }}
          success="The alert was deleted."
          onClose={() => setDeleting(null)}
        >
          <p>{words(deleting)}: its recipients are no longer notified.</p>
        </ConfirmDialog>
      ) : null}
    </TablePanel>
  );
}

function thresholdOf({ NotificationType, ComparisonOperator, Threshold, ThresholdType }: Notification) {
  return { NotificationType, ComparisonOperator, Threshold, ThresholdType };
}

function Subscribers({ named, of }: { named: Named; of: Notification }) {
  const read = useRead(subscribersQuery(named, of));
  if (read.error) return <span className="text-ink-3">{read.error.message}</span>;
  return (
    <ul>
      {read.data?.Subscribers.map(({ Address }) => (
        <li key={Address} className="break-all">
          {Address}
        </li>
      ))}
    </ul>
  );
}
