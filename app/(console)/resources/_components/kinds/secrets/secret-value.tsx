'use client';

import { useState } from 'react';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { CopyCode } from '@/components/console/page/copy-code';
import { ErrorBox } from '@/components/console/page/error-box';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Textarea } from '@/components/ui/field/textarea';
import { Panel } from '@/components/ui/panel';
import type { ResourceAt } from '@/lib/console/resource-arn';
import { getSecretValue, putSecretValue, restoreSecret } from './actions';
import { secretReads } from './queries';

type Shown = { text: string; version: string };

/** Renders the panel that reveals and changes the value of a secret. */
export function SecretValue({ at }: { at: ResourceAt }) {
  const secret = useRead(secretReads.describe(at));
  const [shown, setShown] = useState<Shown>();
  const reveal = useOperation(getSecretValue, {
    invalidates: [],
    handlesError: () => true,
    onSuccess: (value) =>
      setShown({ text: 'SecretString' in value ? value.SecretString : value.SecretBinary, version: value.VersionId }),
  });
  const input = { region: at.region, input: { SecretId: at.arn } };
  const restore = useOperation(restoreSecret, {
    success: () => ({ text: `${at.name} was restored.` }),
    handlesError: () => true,
  });
  return (
    <div className="space-y-4">
      {secret.data?.DeletedDate ? (
        <Alert
          kind="warning"
          title="The secret is scheduled for deletion"
          action={
            <Button size="sm" loading={restore.running} onClick={() => void restore.run(input)}>
              Restore
            </Button>
          }
        >
          Until then, its value cannot be read.
        </Alert>
      ) : null}
      {restore.error ? <ErrorBox error={restore.error} live /> : null}
      <Panel
        title="Value"
        description="Showing it makes a GetSecretValue call. The event history records the call without the value."
        actions={
          shown ? (
            <Button onClick={() => setShown(undefined)}>Hide</Button>
          ) : (
            <Button loading={reveal.running} onClick={() => void reveal.run(input)}>
              Reveal value
            </Button>
          )
        }
      >
        {reveal.error ? (
          <ErrorBox error={reveal.error} live />
        ) : shown ? (
          <CopyCode label={`Value, version ${shown.version}`} what="value" code={shown.text} language="text" wrap secret />
        ) : (
          <p className="text-ink-2">It is hidden.</p>
        )}
      </Panel>
      <NewValuePanel at={at} onStored={() => setShown(undefined)} />
    </div>
  );
}

function NewValuePanel({ at, onStored }: { at: ResourceAt; onStored: () => void }) {
  const [text, setText] = useState('');
  const put = useOperation(putSecretValue, {
    success: () => ({ text: 'The new value was stored.' }),
    handlesError: () => true,
    onSuccess: () => {
      setText('');
      onStored();
    },
  });
  return (
    <Panel title="New value" description="Creates a new current version. The previous version is kept as AWSPREVIOUS.">
      <form
        className="max-w-2xl space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void put.run({ region: at.region, input: { SecretId: at.arn, SecretString: text } });
        }}
      >
        <Field label="Text">
          <Textarea
            rows={4}
            className="font-mono"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            spellCheck={false}
          />
        </Field>
        <Button type="submit" loading={put.running} disabledReason={text === '' ? 'Write a value' : undefined}>
          Store value
        </Button>
        {put.error ? <ErrorBox error={put.error} live /> : null}
      </form>
    </Panel>
  );
}
