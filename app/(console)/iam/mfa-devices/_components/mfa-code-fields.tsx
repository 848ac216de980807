'use client';

import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';

export type MfaCodes = { first: string; second: string };

export const NO_CODES: MfaCodes = { first: '', second: '' };

export function areCodes({ first, second }: MfaCodes): boolean {
  return /^\d{6}$/.test(first) && /^\d{6}$/.test(second);
}

type MfaCodeFieldsProps = { codes: MfaCodes; onChange: (codes: MfaCodes) => void; tried: boolean };

/** Two codes that the app shows one after the other: what shows that it has the seed and the right time. */
export function MfaCodeFields({ codes, onChange, tried }: MfaCodeFieldsProps) {
  const field = (key: keyof MfaCodes, label: string, hint: string) => (
    <Field label={label} hint={hint} error={tried && !/^\d{6}$/.test(codes[key]) ? 'Six digits.' : undefined}>
      <Input
        mono
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        value={codes[key]}
        onChange={(event) => onChange({ ...codes, [key]: event.currentTarget.value.replace(/\D/g, '') })}
        className="max-w-40"
      />
    </Field>
  );
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {field('first', 'MFA code 1', 'What the app shows now.')}
      {field('second', 'MFA code 2', 'The next one, up to 30 seconds later.')}
    </div>
  );
}
