'use client';

import { useState } from 'react';
import { useOperation } from '@/components/console/kit/use-operation';
import { CopyCode } from '@/components/console/page/copy-code';
import { ErrorBox } from '@/components/console/page/error-box';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Textarea } from '@/components/ui/field/textarea';
import { Panel } from '@/components/ui/panel';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { bytesOfBase64 } from '../base64';
import { invokeFunction } from './actions';

const EXAMPLE = JSON.stringify({ calls: [{ action: 's3:ListAllMyBuckets', resource: '*' }] }, null, 2);

type Answer = { text: string; failed: boolean };

function pretty(base64: string): string {
  const text = new TextDecoder().decode(bytesOfBase64(base64));
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Renders the panel that invokes a function. The result has its role, and whether the role may make the calls in the payload. */
export function FunctionInvoke({ at }: { at: ResourceAt }) {
  const [payload, setPayload] = useState(EXAMPLE);
  const [answer, setAnswer] = useState<Answer>();
  const operation = useOperation(invokeFunction, {
    invalidates: [],
    handlesError: () => true,
    onSuccess: (output) => {
      const text = 'Payload' in output && output.Payload ? pretty(output.Payload) : '';
      setAnswer({ text, failed: 'FunctionError' in output && output.FunctionError !== undefined });
    },
  });
  return (
    <Panel
      title="Invoke"
      description="Gatehouse runs no code. The response names the session of the function and the decision for each call in the payload."
    >
      <form
        className="max-w-3xl space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          setAnswer(undefined);
          const Payload = new TextEncoder().encode(payload);
          void operation.run({ region: at.region, input: { FunctionName: at.arn, Payload } });
        }}
      >
        <Field label="Payload" hint="JSON. Without calls, the response summarizes the permissions of the role.">
          <Textarea
            rows={7}
            className="font-mono"
            value={payload}
            onChange={(event) => setPayload(event.currentTarget.value)}
            spellCheck={false}
          />
        </Field>
        <Button type="submit" loading={operation.running}>
          Invoke function
        </Button>
        {operation.error ? <ErrorBox error={operation.error} live /> : null}
        {answer?.failed ? <Alert kind="error" title="The function failed" /> : null}
        {answer ? <CopyCode label="Answer" what="answer" code={answer.text} language="json" /> : null}
      </form>
    </Panel>
  );
}
