'use client';

import { keepPreviousData } from '@tanstack/react-query';
import { useState } from 'react';
import { useSettled } from '@/app/(console)/_client/use-settled';
import { useRead } from '@/components/console/kit/use-read';
import { Combobox } from '@/components/ui/field/combobox';
import { accountsQuery } from './queries';

export type AccountChoice = { value: string; label: string; description: string };
type AccountChooserProps = {
  chosen: AccountChoice | null;
  /** The ID of an account that is not offered. */
  without: string | undefined;
  onChange: (account: AccountChoice | null) => void;
};

const TYPING_MS = 150;
const CHOICES = 50;

/** Renders a field that chooses an account of the organization by name or ID. The server searches while the user types. */
export function AccountChooser({ chosen, without, onChange }: AccountChooserProps) {
  const [text, setText] = useState('');
  const settled = useSettled(text.trim(), TYPING_MS);
  const { data, stale, error } = useRead({
    ...accountsQuery({
      Filters: settled === '' ? undefined : [`name:${settled}`, `id:${settled}`],
      Join: 'or',
      PageSize: CHOICES,
    }),
    placeholderData: keepPreviousData,
  });
  const options = (data?.Rows ?? [])
    .filter(({ Id }) => Id !== without)
    .map(({ Id, Name, Place }): AccountChoice => ({ value: Id, label: Name, description: `${Id} · ${Place}` }));
  return (
    <Combobox
      options={options}
      value={chosen?.value ?? null}
      onValueChange={(id) => onChange(options.find(({ value }) => value === id) ?? null)}
      placeholder="Find an account by name or ID"
      emptyText={error?.message ?? 'No account'}
      search={{ onText: setText, busy: stale || settled !== text.trim(), more: (data?.Matches ?? 0) > CHOICES, chosen }}
    />
  );
}

/** Returns true if the viewer may choose among the organization's accounts. */
export function useOffersAccounts(): boolean {
  const { data } = useRead(accountsQuery({ PageSize: 2 }));
  return (data?.Rows.length ?? 0) > 1;
}
