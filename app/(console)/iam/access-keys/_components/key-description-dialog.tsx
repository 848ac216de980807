'use client';

import { useState } from 'react';
import { saveTags } from '@/app/(console)/_client/save-tags';
import { FormDialog } from '@/components/console/form/form-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { descriptionProblem } from '../access-key-form';

type KeyDescriptionDialogProps = { user: string; id: string; description: string; onClose: () => void };

/** Renders a dialog that describes an access key. Mount it only while it is open. */
export function KeyDescriptionDialog({ user, id, description, onClose }: KeyDescriptionDialogProps) {
  const [text, setText] = useState(description);
  const operation = useOperation(saveTags, {
    success: () => ({ text: `The description of ${id} was saved.` }),
    onSuccess: onClose,
    handlesError: () => true,
  });
  const on = { kind: 'users', id: user } as const;
  const save = () => {
    if (text === description) onClose();
    else if (text === '') void operation.run({ on, remove: [id], put: [] });
    else void operation.run({ on, remove: [], put: [{ Key: id, Value: text }] });
  };
  const problem = descriptionProblem(text) ?? undefined;
  return (
    <FormDialog
      title="Edit description"
      description={`Stored as a tag of ${user} with the key ${id}.`}
      submitLabel="Save changes"
      onSubmit={save}
      onClose={onClose}
      pending={operation.running}
      error={operation.error}
      dirty={text !== description}
      disabledReason={problem}
    >
      <Field label="Description" optional hint="The place and purpose of the key." error={problem}>
        <Input value={text} onChange={(event) => setText(event.currentTarget.value)} autoComplete="off" />
      </Field>
    </FormDialog>
  );
}
