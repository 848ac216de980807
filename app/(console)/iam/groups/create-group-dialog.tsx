'use client';

import { useState } from 'react';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { fieldProblem } from '@/components/console/form/field-problem';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { CreateGroupInput } from '@/lib/iam/group/schema';
import { FailedSteps } from '../_components/failed-steps';
import { PoliciesPicker } from '../_components/policies-picker';
import { createGroup } from './actions';

type CreateGroupDialogProps = { onClose: () => void; onCreated: (name: string) => void };

/** Makes a group without leaving the wizard that needs it. */
export function CreateGroupDialog({ onClose, onCreated }: CreateGroupDialogProps) {
  const [name, setName] = useState('');
  const [arns, setArns] = useState<readonly string[]>([]);
  const [tried, setTried] = useState(false);
  const operation = useOperation(createGroup, {
    handlesError: () => true,
    onSuccess: ({ failed }) => {
      if (failed.length === 0) onCreated(name);
    },
  });
  const [done, setDone] = useState<Awaited<ReturnType<typeof createGroup>> | null>(null);
  const problem = fieldProblem(CreateGroupInput.shape.GroupName, name);
  const failed = done?.ok ? done.data.failed : [];
  const submit = async () => {
    setTried(true);
    if (!problem) setDone(await operation.run({ name, users: [], arns }));
  };
  return (
    <Dialog
      open
      size="xl"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      dismissible={!operation.running}
      title="Create user group"
      footer={
        failed.length > 0 ? (
          <Button variant="primary" onClick={() => onCreated(name)}>
            Use the group as it is
          </Button>
        ) : (
          <>
            <Button onClick={onClose} disabled={operation.running}>
              Cancel
            </Button>
            <Button variant="primary" loading={operation.running} onClick={() => void submit()}>
              Create group
            </Button>
          </>
        )
      }
    >
      <Field label="Group name" hint="Up to 128 letters, digits and + = , . @ _ -" error={tried ? problem : undefined}>
        <Input value={name} onChange={(event) => setName(event.currentTarget.value)} autoComplete="off" spellCheck={false} />
      </Field>
      <PoliciesPicker selected={arns} onSelect={setArns} />
      <FailedSteps steps={failed} title={`The group ${name} was created, but not all of it`} />
      {operation.error ? <ErrorBox error={operation.error} live /> : null}
    </Dialog>
  );
}
