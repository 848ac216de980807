'use client';

import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { actionSuggestionsQuery } from '../queries';

/** An action by name, with suggestions from the catalog. */
export function ActionField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const suggestions = useId();
  const { data } = useQuery({ ...actionSuggestionsQuery(value.trim()), enabled: value.trim().length >= 2 });
  const found = data?.ok ? data.data.Actions : [];
  return (
    <Field label="Action" hint="service:Action, such as s3:GetObject.">
      <Input
        value={value}
        list={suggestions}
        autoComplete="off"
        spellCheck={false}
        className="font-mono"
        onChange={(event) => onChange(event.target.value)}
      />
      <datalist id={suggestions}>
        {found.map((action) => (
          <option key={action} value={action} />
        ))}
      </datalist>
    </Field>
  );
}
