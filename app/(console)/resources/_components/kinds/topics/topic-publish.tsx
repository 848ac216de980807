'use client';

import { useState } from 'react';
import { useOperation } from '@/components/console/kit/use-operation';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { Textarea } from '@/components/ui/field/textarea';
import { Panel } from '@/components/ui/panel';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { publish } from './actions';

/** Renders the form that publishes to a topic. */
export function TopicPublish({ at }: { at: ResourceAt }) {
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
