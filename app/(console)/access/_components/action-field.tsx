'use client';

import { useQuery } from '@tanstack/react-query';
import { actionSuggestionsQuery } from '../queries';
import { SuggestedField } from './suggested-field';

/** An action by name, with suggestions from the catalog. */
export function ActionField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { data } = useQuery({ ...actionSuggestionsQuery(value.trim()), enabled: value.trim().length >= 2 });
  return (
    <SuggestedField
      label="Action"
      hint="service:Action, such as s3:GetObject."
      value={value}
      suggestions={data?.ok ? data.data.Actions : []}
      onChange={onChange}
    />
  );
}
