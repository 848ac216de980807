import { useContext } from 'react';
import type { FieldValues } from 'react-hook-form';
import { type KeptForm, type KeptFormOptions, useKeptForm } from '@/components/console/form/use-kept-form';
import { ShownIdentity } from '@/lib/console/session/same-identity';

/** A form that this tab stores by identity and name. It survives a reload and Back, and other identities never see it. */
export function useDraft<Form extends FieldValues>(name: string, options: Omit<KeptFormOptions<Form>, 'keptAs'>): KeptForm<Form> {
  return useKeptForm({ ...options, keptAs: `draft:${useContext(ShownIdentity)}:${name}` });
}
