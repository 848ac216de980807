'use client';

import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';
import { updateRole } from '../actions';
import type { RoleData } from '../queries';
import { descriptionProblem } from './role-form';
import { SessionDurationSelect } from './session-duration';

type EditRoleDialogProps = { role: RoleData; serviceLinked: boolean; onClose: () => void };

export function EditRoleDialog({ role, serviceLinked, onClose }: EditRoleDialogProps) {
  const stored = role.MaxSessionDuration ?? 3600;
  const form = useForm({ defaultValues: { description: role.Description ?? '' }, mode: 'onTouched' });
  const [duration, setDuration] = useState(stored);
  const changed = form.formState.isDirty || duration !== stored;
  const operation = useOperation(updateRole, {
    success: () => ({ text: `Role ${role.RoleName} was saved.` }),
    onSuccess: onClose,
    handlesError: () => true,
  });
  const save = form.handleSubmit(({ description }) =>
    operation.run({
      RoleName: role.RoleName ?? '',
      Description: description,
      MaxSessionDuration: serviceLinked ? undefined : duration,
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Edit role ${role.RoleName}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form="edit-role"
            variant="primary"
            loading={operation.running}
            disabledReason={changed ? undefined : 'Nothing is changed yet'}
          >
            Save changes
          </Button>
        </>
      }
    >
      <form id="edit-role" className="space-y-4" onSubmit={(event) => void save(event)} noValidate>
        <Field label="Description" optional error={form.formState.errors.description?.message}>
          <Textarea {...form.register('description', { validate: (text) => descriptionProblem(text) ?? true })} />
        </Field>
        {serviceLinked ? null : (
          <Field
            label="Maximum session duration"
            hint="The longest that one session of the role may last. A session of a session lasts an hour at most."
          >
            <SessionDurationSelect value={duration} onChange={setDuration} />
          </Field>
        )}
      </form>
      {operation.error ? <ErrorBox error={operation.error} live /> : null}
    </Dialog>
  );
}
