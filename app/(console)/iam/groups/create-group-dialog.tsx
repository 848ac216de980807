'use client';

import { useState } from 'react';
import { useController } from 'react-hook-form';
import { FailedSteps } from '@/app/(console)/_client/failed-steps';
import { fieldProblem } from '@/components/console/form/field-problem';
import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { FailedStep } from '@/lib/console/recipes/attempts';
import { CreateGroupInput } from '@/lib/iam/group/schema';
import { PoliciesPicker } from '../policies-picker';
import { createGroup } from './actions';

type CreateGroupDialogProps = { onClose: () => void; onCreated: (name: string) => void };

const NEW_GROUP: { name: string; arns: readonly string[] } = { name: '', arns: [] };

/** Renders a dialog that creates a group within a wizard. */
export function CreateGroupDialog({ onClose, onCreated }: CreateGroupDialogProps) {
  const [failed, setFailed] = useState<readonly FailedStep[]>([]);
  const { form, submission } = useOperationForm(createGroup, {
    defaultValues: NEW_GROUP,
    fields: { GroupName: 'name' },
    toInput: ({ name, arns }) => ({ name, users: [], arns }),
    onSuccess: (made) => {
      setFailed(made.failed);
      if (made.failed.length === 0) onCreated(form.getValues('name'));
    },
  });
  const { field } = useController({ control: form.control, name: 'arns' });
  if (failed.length > 0)
    return <UnfinishedGroup name={form.getValues('name')} failed={failed} onClose={onClose} onCreated={onCreated} />;
  return (
    <FormDialog size="xl" title="Create user group" submitLabel="Create group" {...submission} onClose={onClose}>
      <TextField
        form={form}
        name="name"
        label="Group name"
        hint="Up to 128 letters, digits and + = , . @ _ -"
        problem={(text) => fieldProblem(CreateGroupInput.shape.GroupName, text)}
      />
      <PoliciesPicker selected={field.value} onSelect={field.onChange} />
    </FormDialog>
  );
}

/** Renders the failed attachments of a created group. */
function UnfinishedGroup({
  name,
  failed,
  onClose,
  onCreated,
}: CreateGroupDialogProps & { name: string; failed: readonly FailedStep[] }) {
  return (
    <Dialog
      open
      size="xl"
      onOpenChange={onClose}
      title="Create user group"
      footer={
        <Button variant="primary" onClick={() => onCreated(name)}>
          Use the group anyway
        </Button>
      }
    >
      <FailedSteps steps={failed} title={`The group ${name} was created, but not all of it`} />
    </Dialog>
  );
}
