'use client';

import { FormDialog } from '@/components/console/form/form-dialog';
import type { OpenedProps } from '@/components/console/kit/act';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import type { EditedPermissionSet } from '../../_components/subjects';
import { updatePermissionSet } from '../actions';
import { PermissionSetFields, type PermissionSetSettings } from './permission-set-fields';

/** Renders the dialog that changes the settings of a permission set. */
export function EditPermissionSet({ subject, onClose }: OpenedProps<EditedPermissionSet>) {
  const { InstanceArn, PermissionSetArn, Name, Description = '', SessionDuration = 'PT1H', RelayState = '' } = subject;
  const { form, submission } = useOperationForm(updatePermissionSet, {
    defaultValues: { description: Description, duration: SessionDuration, relayState: RelayState },
    fields: { Description: 'description', SessionDuration: 'duration', RelayState: 'relayState' },
    // AWS clears what is not sent.
    toInput: ({ description, duration, relayState }: PermissionSetSettings) => ({
      InstanceArn,
      PermissionSetArn,
      SessionDuration: duration,
      ...(description !== '' && { Description: description }),
      ...(relayState !== '' && { RelayState: relayState }),
    }),
    success: () => ({ text: `The permission set ${Name} was changed.` }),
    onSuccess: onClose,
    onUnchanged: onClose,
  });
  return (
    <FormDialog title={`Edit ${Name}`} submitLabel="Save changes" {...submission} onClose={onClose}>
      <PermissionSetFields form={form} />
    </FormDialog>
  );
}
