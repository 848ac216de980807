'use client';

import { useId } from 'react';
import { Field } from '@/components/ui/field';
import { Textarea } from '@/components/ui/textarea';

type RosterFieldProps = { value: string; onChange: (text: string) => void; error?: string; optional?: boolean };

/** A list of names, typed, pasted or read from a file. */
export function RosterField({ value, onChange, error, optional }: RosterFieldProps) {
  const file = useId();
  return (
    <div>
      <Field
        label="List of students"
        optional={optional}
        error={error}
        hint="One student in a line: a name, and after a comma perhaps a group. 200 lines at most."
      >
        <Textarea
          rows={6}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          placeholder={'Noor Haddad, A\nFelix Aune, B'}
        />
      </Field>
      <label htmlFor={file} className="mt-1 inline-flex flex-wrap items-center gap-2 text-ink-2 text-sm">
        Or read a CSV file
        <input
          id={file}
          type="file"
          accept=".csv,.txt,text/csv,text/plain"
          className="max-w-full text-sm"
          onChange={async (event) => {
            const chosen = event.currentTarget.files?.[0];
            if (chosen) onChange(await chosen.text());
          }}
        />
      </label>
    </div>
  );
}
