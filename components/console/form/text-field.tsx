'use client';

import type { HTMLInputTypeAttribute, ReactNode } from 'react';
import { type FieldPathByValue, type FieldValues, type UseFormReturn, useController } from 'react-hook-form';
import { Field } from '../../ui/field';
import { Input } from '../../ui/input';
import { Textarea } from '../../ui/textarea';

export type TextFieldProps<Values extends FieldValues> = {
  form: UseFormReturn<Values>;
  name: FieldPathByValue<Values, string>;
  label: string;
  description?: ReactNode;
  hint?: ReactNode;
  optional?: boolean;
  /** What is wrong with a text, in words. */
  problem?: (text: string) => string | undefined;
  /** Takes several lines, so many of them in sight. */
  rows?: number;
  type?: HTMLInputTypeAttribute;
  mono?: boolean;
  placeholder?: string;
  maxLength?: number;
  inputMode?: 'numeric';
  autoComplete?: string;
  className?: string;
};

/** A text of a form, with what is wrong with it. */
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

/** Of a text that must be there. */
export function missingProblem(text: string): string | undefined {
  return text.trim() === '' ? 'Required.' : undefined;
}
