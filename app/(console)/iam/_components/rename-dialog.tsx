'use client';

import type { z } from 'zod';
import { fieldProblem } from '@/components/console/form/field-problem';
import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
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
  saved: (input: Call) => string;
  goTo: (input: Call) => string;
  onClose: () => void;
};

/** Renames or moves what has a name and a path. */
export function RenameDialog<Call>(props: RenameDialogProps<Call>) {
  const { title, description, nameLabel, name, path, nameSchema, pathSchema, onClose } = props;
  const { form, submission } = useOperationForm(props.action, {
    defaultValues: { name, path },
    fields: props.members,
    toInput: (next: { name: string; path: string }) =>
      props.toInput({
        name: next.name === name ? undefined : next.name,
        path: next.path === path ? undefined : next.path,
      }),
    onUnchanged: onClose,
    success: (input) => ({ text: props.saved(input) }),
    goTo: props.goTo,
    onSuccess: onClose,
  });
  return (
    <FormDialog title={title} description={description} submitLabel="Save changes" {...submission} onClose={onClose}>
      <TextField form={form} name="name" label={nameLabel} problem={(text) => fieldProblem(nameSchema, text)} />
      <TextField
        form={form}
        name="path"
        label="Path"
        hint="Begins and ends with /."
        problem={(text) => (pathSchema.safeParse(text).success ? undefined : 'Must begin and end with /.')}
        mono
      />
    </FormDialog>
  );
}
