'use client';

import type { FieldPathByValue, FieldValues, UseFormReturn } from 'react-hook-form';
import { MfaCodeField } from '../mfa-code-field';

export const NO_CODES = { first: '', second: '' };

type MfaCodeFieldsProps<Values extends FieldValues> = {
  form: UseFormReturn<Values>;
  first: FieldPathByValue<Values, string>;
  second: FieldPathByValue<Values, string>;
  /** The noun for the source of the codes. */
  device: 'app' | 'device' | 'token';
};

/** Renders the fields for two consecutive codes, which prove the device's seed and clock. */
export function MfaCodeFields<Values extends FieldValues>({ form, first, second, device }: MfaCodeFieldsProps<Values>) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <MfaCodeField form={form} name={first} label="MFA code 1" hint={`The code that the ${device} shows now.`} />
      <MfaCodeField form={form} name={second} label="MFA code 2" hint="The next one, up to 30 seconds later." />
    </div>
  );
}
