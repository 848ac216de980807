'use client';

import { useForm } from 'react-hook-form';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { fieldProblem } from '@/components/console/form/field-problem';
import { ErrorBox } from '@/components/console/page/error-box';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { paths } from '@/lib/console/paths';
import { UpdateGroupInput } from '@/lib/iam/group/schema';
import { updateGroup } from '../actions';

type EditGroupDialogProps = { name: string; path: string; onClose: () => void };

/** Renames or moves a group. Its users and policies stay, its ARN changes. */
export function EditGroupDialog({ name, path, onClose }: EditGroupDialogProps) {
  const form = useForm({ defaultValues: { name, path }, mode: 'onTouched' });
  const { errors, isDirty } = form.formState;
  const operation = useOperation(updateGroup, {
    success: ({ NewGroupName = name }) => ({ text: `User group ${NewGroupName} was saved.` }),
    goTo: ({ NewGroupName = name }) => paths.group(NewGroupName),
    onSuccess: onClose,
    handlesError: () => true,
  });
  const save = form.handleSubmit((next) =>
    operation.run({
      GroupName: name,
      NewGroupName: next.name === name ? undefined : next.name,
      NewPath: next.path === path ? undefined : next.path,
    }),
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Edit user group ${name}`}
      description="Its users and policies stay. Its ARN changes, and policies that name the old one as a resource no longer match."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form="edit-group"
            variant="primary"
            loading={operation.running}
            disabledReason={isDirty ? undefined : 'Nothing is changed yet'}
          >
            Save changes
          </Button>
        </>
      }
    >
      <form id="edit-group" className="space-y-4" onSubmit={(event) => void save(event)} noValidate>
        <Field label="User group name" error={errors.name?.message}>
          <Input
            {...form.register('name', { validate: (text) => fieldProblem(UpdateGroupInput.shape.GroupName, text) ?? true })}
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
        <Field label="Path" hint="Begins and ends with /." error={errors.path?.message}>
          <Input
            {...form.register('path', {
              validate: (text) => UpdateGroupInput.shape.NewPath.safeParse(text).success || 'Must begin and end with /.',
            })}
            mono
            autoComplete="off"
            spellCheck={false}
          />
        </Field>
      </form>
      {operation.error ? <ErrorBox error={operation.error} live /> : null}
    </Dialog>
  );
}
