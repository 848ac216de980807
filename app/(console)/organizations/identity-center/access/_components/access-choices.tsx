'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { useSettled } from '@/app/(console)/_client/use-settled';
import { useRead } from '@/components/console/kit/use-read';
import { Combobox, type ComboboxOption } from '@/components/ui/field/combobox';
import type { ListInput } from '@/lib/core/list/schema';
import { foundNodesQuery } from '../../../queries';
import { permissionSetsQuery } from '../../queries';
import { storeGroupsQuery } from '../../store-queries';

type ChoiceProps = { value: string | null; onChange: (id: string | null) => void };

const TYPING_MS = 150;
const CHOICES = 50;

type SearchedProps<Answer> = ChoiceProps & {
  label: string;
  /** The field that the typed text narrows. */
  field: string;
  filters?: readonly string[];
  query: (input: ListInput) => Parameters<typeof useRead<Answer>>[0];
  optionsOf: (answer: Answer) => ComboboxOption[];
};

/** Renders a choice of one of many rows, which the server searches. */
function Searched<Answer extends { Matches: number }>({
  label,
  field,
  filters = [],
  query,
  optionsOf,
  value,
  onChange,
}: SearchedProps<Answer>) {
  const [text, setText] = useState('');
  const settled = useSettled(text.trim(), TYPING_MS);
  const Filters = [...filters, ...(settled === '' ? [] : [`${field}:${settled}`])];
  const read = useRead<Answer>({ ...query({ PageSize: CHOICES, Filters }), placeholderData: keepPreviousData });
  const options = read.data ? optionsOf(read.data) : [];
  // An address can name a row that is not among the first.
  const chosen = value === null ? null : (options.find((option) => option.value === value) ?? { value, label: value });
  return (
    <Combobox
      aria-label={label}
      placeholder={`Any ${label}`}
      options={options}
      value={value}
      onValueChange={onChange}
      emptyText={read.error?.message ?? 'No matches'}
      search={{ onText: setText, busy: read.stale || settled !== text.trim(), more: (read.data?.Matches ?? 0) > CHOICES, chosen }}
    />
  );
}

/** Renders a choice of a group. */
export function GroupChoice({ IdentityStoreId, ...choice }: ChoiceProps & { IdentityStoreId: string }) {
  return (
    <Searched
      {...choice}
      label="group"
      field="DisplayName"
      query={(input) => storeGroupsQuery({ ...input, IdentityStoreId })}
      optionsOf={({ Rows }) => Rows.map(({ GroupId, DisplayName }) => ({ value: GroupId, label: DisplayName }))}
    />
  );
}

/** Renders a choice of a permission set. */
export function PermissionSetChoice(choice: ChoiceProps) {
  return (
    <Searched
      {...choice}
      label="permission set"
      field="name"
      query={permissionSetsQuery}
      optionsOf={({ Rows }) => Rows.map(({ Id, Name }) => ({ value: Id, label: Name }))}
    />
  );
}

/** Renders a choice of an OU. */
export function UnitChoice(choice: ChoiceProps) {
  return (
    <Searched
      {...choice}
      label="OU"
      field="name"
      filters={['id:ou-']}
      query={foundNodesQuery}
      optionsOf={({ Rows }) => Rows.map(({ Id, Name }) => ({ value: Id, label: Name }))}
    />
  );
}
