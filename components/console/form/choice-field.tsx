'use client';

import type { ReactNode } from 'react';
import { type FieldPathByValue, type FieldValues, type UseFormReturn, useController } from 'react-hook-form';
import { Field } from '../../ui/field/field';
import { RadioGroup } from '../../ui/field/radio-group';
import { Select } from '../../ui/field/select';

export type ChoiceFieldProps<Values extends FieldValues> = {
  form: UseFormReturn<Values>;
  name: FieldPathByValue<Values, string>;
  label: string;
  hint?: ReactNode;
  options: readonly { value: string; label: string; description?: string }[];
};

/** Renders a field of a form in which one of a few options is chosen from a list. */
export function SelectField<Values extends FieldValues>({ form, name, label, hint, options }: ChoiceFieldProps<Values>) {
  const { field, fieldState } = useController({ control: form.control, name });
  return (
    <Field label={label} hint={hint} error={fieldState.error?.message}>
      <Select options={options} value={field.value} onValueChange={field.onChange} />
    </Field>
  );
}

/** Renders a field of a form that shows all its options. */
export function RadioField<Values extends FieldValues>({ form, name, label, hint, options }: ChoiceFieldProps<Values>) {
  const { field, fieldState } = useController({ control: form.control, name });
  return (
    <RadioGroup
      label={label}
      description={hint}
      error={fieldState.error?.message}
      value={field.value}
      onValueChange={field.onChange}
      options={options}
      columns={options.length === 2 ? 2 : 1}
    />
  );
}
