'use client';

import type { FieldPathByValue, FieldValues, UseFormReturn } from 'react-hook-form';
import { MfaCodeField } from '../mfa-code-field';

export const NO_CODES = { first: '', second: '' };

type MfaCodeFieldsProps<Values extends FieldValues> = {
  form: UseFormReturn<Values>;
  first: FieldPathByValue<Values, string>;
  second: FieldPathByValue<Values, string>;
  /** What shows the codes. */
  device: 'app' | 'device' | 'token';
};

/** Two codes that a device shows one after the other: what shows that it has the seed and the right time. */
export function MfaCodeFields<Values extends FieldValues>({ form, first, second, device }: MfaCodeFieldsProps<Values>) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <MfaCodeField form={form} name={first} label="MFA code 1" hint={`What the ${device} shows now.`} />
      <MfaCodeField form={form} name={second} label="MFA code 2" hint="The next one, up to 30 seconds later." />
    </div>
  );
}
