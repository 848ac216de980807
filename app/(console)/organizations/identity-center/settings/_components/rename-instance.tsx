'use client';

import { fieldProblem } from '@/components/console/form/field-problem';
import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import type { OpenedProps } from '@/components/console/kit/act';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { InstanceName } from '@/lib/identity-center/instance/schema';
import type { ShownInstance } from '../../_components/in-identity-center';
import { renameInstance } from '../../actions';

/** Renders the dialog that renames an instance. */
export function RenameInstance({ subject: { InstanceArn, Name }, onClose }: OpenedProps<ShownInstance>) {
  const { form, submission } = useOperationForm(renameInstance, {
    defaultValues: { name: Name },
    fields: { Name: 'name' },
    toInput: ({ name }) => ({ InstanceArn, Name: name }),
    success: ({ Name: name }) => ({ text: `The instance was renamed to ${name}.` }),
    onSuccess: onClose,
  });
  return (
    <FormDialog title="Rename the instance" submitLabel="Rename" {...submission} onClose={onClose}>
      <TextField
        form={form}
        name="name"
        label="Instance name"
        hint="Up to 255 letters, digits and + = , . @ _ -"
        problem={(text) => fieldProblem(InstanceName, text)}
      />
    </FormDialog>
  );
}
