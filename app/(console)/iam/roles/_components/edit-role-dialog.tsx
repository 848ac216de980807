'use client';

import { useController } from 'react-hook-form';
import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { Field } from '@/components/ui/field/field';
import { updateRole } from '../actions';
import type { RoleData } from '../queries';
import { descriptionProblem } from './role-form';
import { SessionDurationSelect } from './session-duration';

type EditRoleDialogProps = { role: RoleData; serviceLinked: boolean; onClose: () => void };

export function EditRoleDialog({ role, serviceLinked, onClose }: EditRoleDialogProps) {
  const { Description: description = '', MaxSessionDuration: duration } = role;
  const { form, submission } = useOperationForm(updateRole, {
    defaultValues: { description, duration },
    fields: { Description: 'description' },
    toInput: ({ description, duration }) => ({
      RoleName: role.RoleName,
      Description: description,
      MaxSessionDuration: serviceLinked ? undefined : duration,
    }),
    success: () => ({ text: `Role ${role.RoleName} was saved.` }),
    onSuccess: onClose,
  });
  const { field } = useController({ control: form.control, name: 'duration' });
  return (
    <FormDialog
      title={`Edit role ${role.RoleName}`}
      submitLabel="Save changes"
      {...submission}
      disabledReason={submission.dirty ? undefined : 'You have no unsaved changes'}
      onClose={onClose}
    >
      <TextField form={form} name="description" label="Description" optional problem={descriptionProblem} rows={3} />
      {serviceLinked ? null : (
        <Field
          label="Maximum session duration"
          hint="The maximum duration of a session of the role. With role chaining, a session lasts at most one hour."
        >
          <SessionDurationSelect value={field.value} onChange={field.onChange} />
        </Field>
      )}
    </FormDialog>
  );
}
