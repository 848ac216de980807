'use client';

import { confirmation, opened } from '@/components/console/kit/act';
import { type RowOf, rowsPanel } from '@/components/console/kit/rows-panel';
import { useRead } from '@/components/console/kit/use-read';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { NamedBudget } from '../../_components/acts';
import { thresholdWords } from '../../_components/budget-words';
import { deleteNotification } from '../../actions';
import { type Budget, type Notification, notificationsQuery, subscribersQuery } from '../../queries';

type Owner = { named: NamedBudget; budget: Budget };
type Row = { alert: Notification; words: string };

/** The alerts of a budget, with recipients. */
export const AlertsPanel = rowsPanel(({ named, budget }: Owner) => ({
  title: 'Alerts',
  description: (
    <>
      Gatehouse sends no alerts. You can read them in the{' '}
      <TextLink inline href={paths.outbox({ budget: named.BudgetName })}>
        outbox
      </TextLink>
      .
    </>
  ),
  what: 'the alerts',
  query: () => notificationsQuery(named),
  rowsOf: ({ Notifications }) =>
    Notifications.map((alert) => ({ alert, words: thresholdWords(alert, budget.CalculatedSpend.ActualSpend.Unit) })),
  rowKey: ({ words }) => words,
  columns: [
    { header: 'When', wide: true, cell: ({ words }) => words },
    {
      header: 'State',
      cell: ({ alert: { NotificationState } }) =>
        NotificationState === 'ALARM' ? <Status kind="warning">Crossed</Status> : <Status kind="success">OK</Status>,
    },
    { header: 'Recipients', wide: true, cell: ({ alert }) => <Subscribers named={named} of={alert} /> },
  ],
  asButtons: true,
  acts: [
    {
      label: 'Delete',
      look: 'danger',
      takes: 'budgets:ModifyBudget',
      opens: confirmation(({ row: { alert, words } }: RowOf<Row, Owner>) => ({
        title: 'Delete alert?',
        action: deleteNotification,
        input: { ...named, Notification: thresholdOf(alert) },
        success: 'The alert was deleted.',
        text: <p>{words}: its recipients are no longer notified.</p>,
      })),
    },
  ],
  create: {
    label: 'Add alert',
    takes: 'budgets:ModifyBudget',
    opens: opened<Owner>(() => import('./alert-dialog').then((module) => module.AlertDialog)),
  },
  empty: () => ({ title: 'No alerts', description: 'Add an alert to notify someone when this budget is used up.' }),
}));

function thresholdOf({ NotificationType, ComparisonOperator, Threshold, ThresholdType }: Notification) {
  return { NotificationType, ComparisonOperator, Threshold, ThresholdType };
}

function Subscribers({ named, of }: { named: NamedBudget; of: Notification }) {
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
