'use client';

import { type ReactNode, useState } from 'react';
import type { FieldValues } from 'react-hook-form';
import { FormDialog } from '../form/form-dialog';
import type { Opened, OpenedProps } from './act';
import { type FormField, FormFields, type FormValue, useFormValue } from './form-value';

type DialogValue<Subject, Values extends FieldValues, Input, Output> = FormValue<Subject, Values, Input, Output> & {
  title: string | ((subject: Subject) => string);
  size?: 'sm' | 'md' | 'lg' | 'xl';
  /** The page to open after success. Default: stay. */
  goTo?: (input: Input, output: Output) => string;
  /** Returns the dialog that follows in its place after success, such as one with a secret that is shown once. */
  next?: (output: Output, subject: Subject, close: () => void) => ReactNode;
  /** True closes it without a call when nothing was changed. */
  edits?: true;
  fields: readonly FormField<Values>[];
};

/** Returns a dialog with a form, which an act opens. */
export function formDialog<Subject, Values extends FieldValues, Input, Output>(
  value: DialogValue<Subject, Values, Input, Output>,
): Opened<Subject> {
  return (props) => <DialogOf of={value} {...props} />;
}

type DialogProps<Subject, Values extends FieldValues, Input, Output> = OpenedProps<Subject> & {
  of: DialogValue<Subject, Values, Input, Output>;
};

function DialogOf<Subject, Values extends FieldValues, Input, Output>(props: DialogProps<Subject, Values, Input, Output>) {
  const { of: value, subject, onDone, onClose } = props;
  const { title, size, fields, next } = value;
  const [made, setMade] = useState<{ output: Output }>();
  const { form, frame } = useFormValue(value, subject, {
    goTo: value.goTo,
    onUnchanged: value.edits && onClose,
    onSuccess: (output) => {
      if (next) return setMade({ output });
      onClose();
      onDone?.();
    },
  });
  if (made) return next?.(made.output, subject, onClose);
  return (
    <FormDialog title={typeof title === 'string' ? title : title(subject)} size={size} {...frame} onClose={onClose}>
      <FormFields of={fields} form={form} />
    </FormDialog>
  );
}
