'use client';

import { type UseFormReturn, useController } from 'react-hook-form';
import { missingProblem, TextField } from '@/components/console/form/text-field';
import { Field } from '@/components/ui/field/field';
import { Select } from '@/components/ui/field/select';
import type { ResourceForm } from '../kind';

const TYPES = [
  { value: 'S', label: 'String' },
  { value: 'N', label: 'Number' },
  { value: 'B', label: 'Binary' },
];

/** Renders the fields for the key of a table's items. */
export function TableFields({ form }: { form: UseFormReturn<ResourceForm> }) {
  return (
    <>
      <KeyFields
        form={form}
        name="partition"
        label="Partition key"
        hint="Every item has this attribute. Policies use it with dynamodb:LeadingKeys."
      />
      <KeyFields form={form} name="sort" label="Sort key" optional hint="Sorts items with the same partition key." />
    </>
  );
}

type KeyFieldsProps = {
  form: UseFormReturn<ResourceForm>;
  name: 'partition' | 'sort';
  label: string;
  hint: string;
  optional?: true;
};

function KeyFields({ form, name, label, hint, optional }: KeyFieldsProps) {
  const { field } = useController({ control: form.control, name: `more.${name}Type` });
  return (
    <div className="grid gap-4 sm:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]">
      <TextField
        form={form}
        name={`more.${name}`}
        label={label}
        hint={hint}
        optional={optional}
        maxLength={255}
        problem={optional ? undefined : missingProblem}
      />
      <Field label={`Type of the ${label.toLowerCase()}`}>
        <Select options={TYPES} value={field.value} onValueChange={field.onChange} />
      </Field>
    </div>
  );
}
