'use client';

import { useId } from 'react';
import { Alert } from '@/components/ui/alert';
import { Field } from '@/components/ui/field/field';
import { Textarea } from '@/components/ui/field/textarea';
import { ROSTER_LINES } from '@/lib/classroom/member/limits';

type RosterFieldProps = {
  value: string;
  onChange: (text: string) => void;
  error?: string;
  /** All problems of the list. */
  problems: readonly { line: number; message: string }[];
  optional?: boolean;
};

/** A list of names, entered, pasted or read from a file. */
export function RosterField({ value, onChange, error, problems, optional }: RosterFieldProps) {
  const file = useId();
  return (
    <div>
      {problems.length > 0 ? (
        <Alert kind="error" live title="Adding the list failed" className="mb-3">
          <ul>
            {problems.map(({ line, message }) => (
              <li key={`${line} ${message}`}>
                Line {line}: {message}
              </li>
            ))}
          </ul>
        </Alert>
      ) : null}
      <Field
        label="List of students"
        optional={optional}
        error={error}
        hint={`One student per line: a name, or a name and a group. With a header line, the columns id, name, email and group can be in any order, as exported from a spreadsheet or gradebook. Students with the same name need an id. At most ${ROSTER_LINES} lines.`}
      >
        <Textarea
          rows={6}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
          placeholder={'id, name, email, group\ns4711, Noor Haddad, noor@example.edu, A'}
        />
      </Field>
      <label htmlFor={file} className="mt-1 inline-flex flex-wrap items-center gap-2 text-ink-2 text-sm">
        Or import a CSV file
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
