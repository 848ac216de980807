import { useContext } from 'react';
import type { FieldValues } from 'react-hook-form';
import { type KeptForm, type KeptFormOptions, useKeptForm } from '@/components/console/form/use-kept-form';
import { ShownIdentity } from '@/lib/console/same-identity';

/** A form that this tab keeps for whoever it shows, by the form's name: over a reload and over Back, and never for somebody else. */
export function useDraft<Form extends FieldValues>(name: string, options: Omit<KeptFormOptions<Form>, 'keptAs'>): KeptForm<Form> {
  return useKeptForm({ ...options, keptAs: `draft:${useContext(ShownIdentity)}:${name}` });
}
