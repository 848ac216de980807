'use client';

import type { FieldPathByValue, FieldValues, UseFormReturn } from 'react-hook-form';
import { TextField } from '@/components/console/form/text-field';

type MfaCodeFieldProps<Values extends FieldValues> = {
  form: UseFormReturn<Values>;
  name: FieldPathByValue<Values, string>;
  label: string;
  hint: string;
};

/** Renders the field for an MFA code. */
export function MfaCodeField<Values extends FieldValues>(props: MfaCodeFieldProps<Values>) {
  return (
    <TextField
      {...props}
      problem={(text) => (/^\d{6}$/.test(text) ? undefined : 'Six digits.')}
      mono
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={6}
      className="max-w-40"
    />
  );
}
