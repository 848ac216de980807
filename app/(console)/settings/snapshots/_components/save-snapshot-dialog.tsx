'use client';

import { useId, useState } from 'react';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { saveSnapshot } from '@/app/(console)/settings/actions';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { SnapshotName } from '@/lib/snapshot/schema';

const RULE = '1 to 64 letters, digits and _ + = , . @ -';

/** Asks for a name and saves. */
export function SaveSnapshotDialog({ whole, onClose }: { whole: string; onClose: () => void }) {
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const formId = useId();
  const operation = useOperation(saveSnapshot, {
    success: ({ Name }) => ({ text: `Snapshot ${Name} was saved.` }),
    handlesError: () => true,
  });
  const valid = SnapshotName.safeParse({ Name: name }).success;
  const taken = operation.error?.code === 'EntityAlreadyExists' ? 'There is a snapshot of this name already.' : undefined;
  const problem = tried && !valid ? RULE : taken;
  const submit = async () => {
    setTried(true);
    if (!valid) return;
    const result = await operation.run({ Name: name });
    if (result.ok) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      dismissible={!operation.running}
      title="Save snapshot"
      description={`Keeps all that is in ${whole}.`}
      footer={
        <>
          <Button disabled={operation.running} onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} variant="primary" loading={operation.running}>
            Save snapshot
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field label="Name" hint={problem ? undefined : RULE} error={problem}>
          <Input
            value={name}
            autoComplete="off"
            spellCheck={false}
            placeholder="before-lab-3"
            onChange={(event) => setName(event.currentTarget.value)}
          />
        </Field>
        {operation.error && !taken ? <ErrorBox error={operation.error} live /> : null}
      </form>
    </Dialog>
  );
}
