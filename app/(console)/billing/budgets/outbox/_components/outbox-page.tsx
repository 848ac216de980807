'use client';

import { type Act, ActButtons, confirmation } from '@/components/console/kit/act';
import { MoreButton, usePages } from '@/components/console/kit/use-pages';
import { PageHeader } from '@/components/console/page/page-header';
import { Time } from '@/components/console/page/time';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { TablePanel } from '@/components/console/table/table-panel';
import { Alert } from '@/components/ui/alert';
import { ButtonLink } from '@/components/ui/button';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { deleteOutboxMessages } from '../actions';
import { outboxQuery } from '../queries';

type Subject = { budget: string | undefined; isEmpty: boolean };

const ACTS: readonly Act<Subject>[] = [
  { label: 'Show all', shown: ({ budget }) => budget !== undefined, href: () => paths.outbox() },
  {
    label: 'Empty outbox',
    look: 'danger',
    takes: 'gatehouse:DeleteOutboxMessages',
    why: ({ isEmpty }) => (isEmpty ? 'The outbox is empty' : undefined),
    opens: confirmation(() => ({
      title: 'Empty outbox?',
      action: deleteOutboxMessages,
      input: {},
      success: 'The outbox was emptied.',
      text: <p>This deletes all messages of this account. Budgets do not send them again in this period.</p>,
    })),
  },
];

/** Lists messages that would have been sent. */
export function OutboxPage({ budget }: { budget: string | undefined }) {
  const pages = usePages(outboxQuery(budget), ({ Messages }) => Messages);
  return (
    <>
      <PageHeader
        title="Outbox"
        breadcrumbs={[{ label: 'Budgets', href: paths.budgets }]}
        info={<HelpLink />}
        description={
          budget === undefined
            ? 'Read the messages that alerts and actions of budgets would send by email or through SNS.'
            : `Read the messages that the budget ${budget} would send.`
        }
        actions={<ActButtons acts={ACTS} subject={{ budget, isEmpty: !pages.rows?.length }} />}
      />
      <div className="space-y-4">
        <Alert kind="info">Gatehouse sends nothing. It stores messages for 90 days, at most the latest 2,000.</Alert>
        <TablePanel
          title="Messages"
          count={pages.first?.Count}
          what="the messages"
          rows={pages.rows}
          read={pages.read}
          rowKey={({ Id }) => Id}
          columns={[
            { header: 'When', cell: ({ At }) => <Time value={At} /> },
            { header: 'To', cell: ({ Address }) => <span className="break-all">{Address}</span> },
            {
              header: 'Budget',
              cell: ({ About }) => <TextLink href={paths.budget(About)}>{About}</TextLink>,
            },
            {
              header: 'Message',
              wide: true,
              cell: ({ Subject, Body }) => (
                <details>
                  <summary className="cursor-pointer">{Subject}</summary>
                  <p className="mt-2 whitespace-pre-wrap break-words text-ink-2">{Body}</p>
                </details>
              ),
            },
          ]}
          empty={{
            title: 'No messages',
            description: 'Messages appear here when a budget crosses a threshold. Create a budget with an alert to get some.',
            action: <ButtonLink href={paths.budgets}>View budgets</ButtonLink>,
          }}
        />
        <MoreButton pages={pages} />
      </div>
      <HelpPanel title="Outbox">
        <p>
          In AWS, budgets send email and messages to SNS topics. Gatehouse stores them in this list, so that a class without
          internet access can read them and nobody outside gets email.
        </p>
      </HelpPanel>
    </>
  );
}
