'use client';

import type { HTMLInputTypeAttribute, ReactNode } from 'react';
import { type FieldPathByValue, type FieldValues, type UseFormReturn, useController } from 'react-hook-form';
import { Field } from '../../ui/field/field';
import { Input } from '../../ui/field/input';
import { Textarea } from '../../ui/field/textarea';

export type TextFieldProps<Values extends FieldValues> = {
  form: UseFormReturn<Values>;
  name: FieldPathByValue<Values, string>;
  label: string;
  description?: ReactNode;
  hint?: ReactNode;
  optional?: boolean;
  /** Returns the problem with a text; undefined if there is none. */
  problem?: (text: string) => string | undefined;
  /** The number of visible lines. Without it, the field takes one line. */
  rows?: number;
  type?: HTMLInputTypeAttribute;
  mono?: boolean;
  placeholder?: string;
  maxLength?: number;
  inputMode?: 'numeric';
  autoComplete?: string;
  className?: string;
};

/** Renders a text field of a form, with its problem. */
export function TextField<Values extends FieldValues>(props: TextFieldProps<Values>) {
  const { form, name, label, description, hint, optional, problem, rows, type, inputMode, autoComplete = 'off', ...rest } = props;
  const { field, fieldState } = useController({
    control: form.control,
    name,
    rules: { validate: (text: string) => problem?.(text) ?? true },
  });
  const control = { ...rest, ...field, autoComplete, spellCheck: false };
  return (
    <Field label={label} description={description} hint={hint} optional={optional} error={fieldState.error?.message}>
      {rows === undefined ? <Input {...control} type={type} inputMode={inputMode} /> : <Textarea {...control} rows={rows} />}
    </Field>
  );
}

/** Returns the problem of a required text; undefined if the text is not empty. */
export function missingProblem(text: string): string | undefined {
  return text.trim() === '' ? 'Required.' : undefined;
}
