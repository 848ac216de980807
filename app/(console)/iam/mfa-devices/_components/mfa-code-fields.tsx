'use client';

import type { UseFormReturn } from 'react-hook-form';
import { MfaCodeField } from '../mfa-code-field';

export const NO_CODES = { first: '', second: '' };

/** Two codes that the app shows one after the other: what shows that it has the seed and the right time. */
export function MfaCodeFields({ form }: { form: UseFormReturn<typeof NO_CODES> }) {
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <MfaCodeField form={form} name="first" label="MFA code 1" hint="What the app shows now." />
      <MfaCodeField form={form} name="second" label="MFA code 2" hint="The next one, up to 30 seconds later." />
    </div>
  );
}
