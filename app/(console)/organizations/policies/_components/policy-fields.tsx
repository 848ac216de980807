'use client';

import type { UseFormReturn } from 'react-hook-form';
import { TextField } from '@/components/console/form/text-field';
import type { PolicyForm } from './policy-form';

/** Renders the fields for a guardrail's name and description. */
export function PolicyFields({ form, hint }: { form: UseFormReturn<PolicyForm>; hint?: string }) {
  return (
    <>
      <TextField
        form={form}
        name="name"
        label="Policy name"
        problem={(text) => (text.trim() === '' ? 'Enter a policy name.' : undefined)}
        maxLength={128}
      />
      <TextField form={form} name="description" label="Description" optional hint={hint} maxLength={512} />
    </>
  );
}
