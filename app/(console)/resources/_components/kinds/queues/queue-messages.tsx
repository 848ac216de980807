'use client';

import { useState } from 'react';
import { useOperation } from '@/components/console/kit/use-operation';
import { ErrorBox } from '@/components/console/page/error-box';
import { Time } from '@/components/console/page/time';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Textarea } from '@/components/ui/field/textarea';
import { Panel } from '@/components/ui/panel';
import { queueUrl, type ResourceAt } from '@/lib/console/resource-arn';
import { deleteMessage, receiveMessage, sendMessage } from './actions';

type Message = { id: string; receipt: string; body: string; sent: number; sender: string; times: string };

/** The most messages that one call returns at AWS. */
const AT_ONCE = 10;

/** Renders the panels that send and receive messages of a queue. */
export function QueueMessages({ at }: { at: ResourceAt }) {
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,2fr)]">
      <SendPanel at={at} />
      <ReceivedPanel at={at} />
    </div>
  );
}

function SendPanel({ at }: { at: ResourceAt }) {
  const [body, setBody] = useState('');
  const send = useOperation(sendMessage, {
    success: () => ({ text: 'The message was sent.' }),
    handlesError: () => true,
    onSuccess: () => setBody(''),
  });
  return (
    <Panel title="Send" description="It stays in the queue until it is received and deleted.">
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send.run({ region: at.region, input: { QueueUrl: queueUrl(at), MessageBody: body } });
        }}
      >
        <Field label="Message">
          <Textarea rows={5} value={body} onChange={(event) => setBody(event.currentTarget.value)} spellCheck={false} />
        </Field>
        <Button type="submit" loading={send.running} disabledReason={body === '' ? 'Write a message' : undefined}>
          Send message
        </Button>
        {send.error ? <ErrorBox error={send.error} live /> : null}
      </form>
    </Panel>
  );
}

function ReceivedPanel({ at }: { at: ResourceAt }) {
  const [messages, setMessages] = useState<readonly Message[]>();
  const input = { QueueUrl: queueUrl(at), MaxNumberOfMessages: AT_ONCE, MessageSystemAttributeNames: ['All'] };
  const receive = useOperation(receiveMessage, {
    handlesError: () => true,
    onSuccess: ({ Messages = [] }) =>
      setMessages(
        Messages.map(({ MessageId = '', ReceiptHandle = '', Body = '', Attributes = {} }) => ({
          id: MessageId,
          receipt: ReceiptHandle,
          body: Body,
          sent: Number(Attributes.SentTimestamp),
          sender: Attributes.SenderId ?? '',
          times: Attributes.ApproximateReceiveCount ?? '',
        })),
      ),
  });
  const remove = useOperation(deleteMessage, { success: () => ({ text: 'The message was deleted.' }), handlesError: () => true });
  const deleteOne = async ({ receipt, id }: Message) => {
    const result = await remove.run({ region: at.region, input: { QueueUrl: queueUrl(at), ReceiptHandle: receipt } });
    if (result.ok) setMessages((shown) => shown?.filter((message) => message.id !== id));
  };
  const error = receive.error ?? remove.error;
  return (
    <div className="space-y-4">
      <TablePanel
        title="Received"
        description="Up to ten at once. Received messages are hidden for the visibility timeout and then appear again, unless they are deleted."
        actions={
          <Button loading={receive.running} onClick={() => void receive.run({ region: at.region, input })}>
            Receive messages
          </Button>
        }
        rows={messages ?? []}
        count={messages?.length}
        rowKey={({ id }) => id}
        top
        empty={
          messages
            ? {
                title: 'No messages',
                description: 'The queue is empty, or all its messages are currently hidden.',
              }
            : {
                title: 'Nothing received yet',
                description: 'This makes a ReceiveMessage call, which hides the messages from other receivers.',
              }
        }
        columns={[
          { header: 'Message', wide: true, cell: ({ body }) => <span className="whitespace-pre-wrap break-all">{body}</span> },
          { header: 'Sent', cell: ({ sent }) => <Time value={sent} format="short" /> },
          { header: 'Sender', mono: true, cell: ({ sender }) => sender },
          { header: 'Received', align: 'end', cell: ({ times }) => (times === '1' ? 'Once' : `${times} times`) },
          {
            header: 'Delete',
            actions: true,
            cell: (message) => (
              <Button
                size="sm"
                disabled={remove.running}
                aria-label={`Delete message ${message.id}`}
                onClick={() => void deleteOne(message)}
              >
                Delete
              </Button>
            ),
          },
        ]}
      />
      {error ? <ErrorBox error={error} live /> : null}
    </div>
  );
}
