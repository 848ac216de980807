'use client';

import { useRead } from '@/components/console/kit/use-read';
import { RefreshButton } from '@/components/console/page/refresh-button';
import { Time } from '@/components/console/page/time';
import { TablePanel } from '@/components/console/table/table-panel';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { messagesQuery } from './queries';
import { TopicPublish } from './topic-publish';

/** Renders the panels that publish to a topic and show published messages. */
export function TopicMessages({ at }: { at: ResourceAt }) {
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
      <TopicPublish at={at} />
      <PublishedPanel at={at} />
    </div>
  );
}

function PublishedPanel({ at }: { at: ResourceAt }) {
  const read = useRead(messagesQuery(at));
  return (
    <TablePanel
      title="Published"
      description="The latest 100. Viewing them requires permission to subscribe, because AWS only delivers messages to subscribers."
      actions={<RefreshButton what="messages" read={read} />}
      rows={read.data?.Messages}
      rowKey={({ MessageId }) => MessageId}
      read={read}
      what="the messages of this topic"
      top
      empty={{ title: 'Nothing published yet', description: 'Messages published to the topic appear here.' }}
      columns={[
        {
          header: 'Message',
          wide: true,
          cell: ({ Subject, Message }) => (
            <>
              {Subject === undefined ? null : <span className="block break-all font-medium">{Subject}</span>}
              <span className="whitespace-pre-wrap break-all">{Message}</span>
            </>
          ),
        },
        { header: 'Published', cell: ({ PublishedAt }) => <Time value={PublishedAt} format="short" /> },
        { header: 'Publisher', mono: true, cell: ({ PublisherId }) => PublisherId },
      ]}
    />
  );
}
