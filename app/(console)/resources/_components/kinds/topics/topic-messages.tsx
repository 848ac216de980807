'use client';

import { useState } from 'react';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { ErrorBox } from '@/components/console/page/error-box';
import { RefreshButton } from '@/components/console/page/refresh-button';
import { Time } from '@/components/console/page/time';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Textarea } from '@/components/ui/field/textarea';
import { Panel } from '@/components/ui/panel';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { publish } from './actions';
import { messagesQuery } from './queries';

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

/** Renders the form that publishes to a topic. */
function TopicPublish({ at }: { at: ResourceAt }) {
  const [subject, setSubject] = useState('');
  const [message, setMessage] = useState('');
  const operation = useOperation(publish, {
    success: (_, { MessageId }) => ({ text: `The message was published as ${MessageId}.` }),
    handlesError: () => true,
    onSuccess: () => setMessage(''),
  });
  return (
    <Panel title="Publish" description="The topic has no subscribers, so nothing is delivered. The call is real and recorded.">
      <form
        className="max-w-2xl space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          const asked = { TopicArn: at.arn, Message: message, ...(subject !== '' && { Subject: subject }) };
          void operation.run({ region: at.region, input: asked });
        }}
      >
        <Field label="Subject" optional>
          <Input value={subject} maxLength={100} onChange={(event) => setSubject(event.currentTarget.value)} />
        </Field>
        <Field label="Message">
          <Textarea rows={5} value={message} onChange={(event) => setMessage(event.currentTarget.value)} spellCheck={false} />
        </Field>
        <Button type="submit" loading={operation.running} disabledReason={message === '' ? 'Write a message' : undefined}>
          Publish message
        </Button>
        {operation.error ? <ErrorBox error={operation.error} live /> : null}
      </form>
    </Panel>
  );
}
