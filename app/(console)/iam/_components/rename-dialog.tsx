'use client';

import { useForm } from 'react-hook-form';
import type { z } from 'zod';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { fieldOfMember } from '@/components/console/form/field-of-member';
import { fieldProblem } from '@/components/console/form/field-problem';
import { FormDialog } from '@/components/console/form/form-dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ConsoleAction } from '@/lib/console/result';

type RenameDialogProps<Call> = {
  title: string;
  /** What stays and what changes. */
  description: string;
  nameLabel: string;
  name: string;
  path: string;
  nameSchema: z.ZodType<string>;
  pathSchema: z.ZodType;
  /** Which members of the call the fields fill. */
  members: Readonly<Record<string, 'name' | 'path'>>;
  action: ConsoleAction<Call, unknown>;
  /** Only what changes is given. */
  toInput: (next: { name?: string; path?: string }) => Call;
  /** The message afterwards. */
  saved: (name: string) => string;
  goTo: (name: string) => string;
  onClose: () => void;
};

/** Renames or moves what has a name and a path. */
export function RenameDialog<Call>(props: RenameDialogProps<Call>) {
  const { title, description, nameLabel, name, path, nameSchema, pathSchema, members, action, onClose } = props;
  const form = useForm({ defaultValues: { name, path }, mode: 'onTouched' });
  const { errors } = form.formState;
  const now = () => form.getValues('name');
  const operation = useOperation(action, {
    success: () => ({ text: props.saved(now()) }),
    goTo: () => props.goTo(now()),
    onSuccess: onClose,
    handlesError: () => true,
  });
  const save = form.handleSubmit(async (next) => {
    if (next.name === name && next.path === path) return onClose();
    const changed = (field: 'name' | 'path', old: string) => (next[field] === old ? undefined : next[field]);
    const result = await operation.run(props.toInput({ name: changed('name', name), path: changed('path', path) }));
    const field = result.ok ? undefined : fieldOfMember(members, result.error);
    if (!result.ok && field) form.setError(field, { message: result.error.message }, { shouldFocus: true });
  });
  return (
    <FormDialog
      title={title}
      description={description}
      submitLabel="Save changes"
      onSubmit={() => void save()}
      onClose={onClose}
      pending={operation.running}
      error={fieldOfMember<string>(members, operation.error) ? null : operation.error}
    >
      <Field label={nameLabel} error={errors.name?.message}>
        <Input
          {...form.register('name', { validate: (text) => fieldProblem(nameSchema, text) ?? true })}
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
      <Field label="Path" hint="Begins and ends with /." error={errors.path?.message}>
        <Input
          {...form.register('path', { validate: (text) => pathSchema.safeParse(text).success || 'Must begin and end with /.' })}
          mono
          autoComplete="off"
          spellCheck={false}
        />
      </Field>
    </FormDialog>
  );
}
