'use client';

import { saveSnapshot } from '@/app/(console)/settings/actions';
import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { SnapshotName } from '@/lib/snapshot/schema';

const RULE = '1 to 64 letters, digits and _ + = , . @ -';

/** Asks for a name and saves. */
export function SaveSnapshotDialog({ whole, onClose }: { whole: string; onClose: () => void }) {
  const { form, submission } = useOperationForm(saveSnapshot, {
    defaultValues: { name: '' },
    fields: { Name: 'name' },
    words: { EntityAlreadyExists: 'A snapshot with this name already exists.' },
    toInput: ({ name }) => ({ Name: name }),
    success: ({ Name }) => ({ text: `Snapshot ${Name} was saved.` }),
    onSuccess: onClose,
  });
  return (
    <FormDialog
      title="Save snapshot"
      description={`Saves the state of ${whole}.`}
      submitLabel="Save snapshot"
      {...submission}
      onClose={onClose}
    >
      <TextField
        form={form}
        name="name"
        label="Name"
        hint={form.formState.errors.name ? undefined : RULE}
        problem={(text) => (SnapshotName.safeParse({ Name: text }).success ? undefined : RULE)}
        placeholder="before-lab-3"
      />
    </FormDialog>
  );
}
