'use client';

import type { z } from 'zod';
import { fieldProblem } from '@/components/console/form/field-problem';
import { FormDialog } from '@/components/console/form/form-dialog';
import { TextField } from '@/components/console/form/text-field';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import type { AlternateContact, ContactInformation as Contact } from '@/lib/account/contact-operations';
import { AlternateContactFields, type AlternateContactType, ContactInformation } from '@/lib/account/schema';
import { keysOf, recordOf } from '@/lib/core/text/lists';
import { deleteAlternateContact, putAlternateContact, putContactInformation } from '../actions';

const FIELDS: Record<keyof Contact, { label: string; hint?: string; words?: string }> = {
  FullName: { label: 'Full name' },
  CompanyName: { label: 'Company' },
  AddressLine1: { label: 'Address' },
  AddressLine2: { label: 'Address, second line' },
  AddressLine3: { label: 'Address, third line' },
  PostalCode: { label: 'Postal code' },
  City: { label: 'City' },
  DistrictOrCounty: { label: 'District or county' },
  StateOrRegion: { label: 'State or region' },
  CountryCode: { label: 'Country code', hint: 'Two letters, for example PT or US.', words: 'Enter two uppercase letters.' },
  PhoneNumber: {
    label: 'Phone number',
    hint: 'With the country code, for example +351 210 000 000.',
    words: 'Enter a + first, then digits, spaces, hyphens and parentheses.',
  },
  WebsiteUrl: { label: 'Website' },
};
const NAMES = keysOf(FIELDS);

const isOptional = (name: keyof Contact) => ContactInformation.shape[name].safeParse(undefined).success;

function problemOf(name: keyof Contact, text: string): string | undefined {
  if (text === '' && isOptional(name)) return undefined;
  return fieldProblem(ContactInformation.shape[name] as z.ZodType<string>, text, FIELDS[name].words);
}

type Of = { accountId: string | undefined; onClose: () => void };

/** Edits the owner of the account. Mounted while it is open. */
export function ContactDialog({ accountId, contact, onClose }: Of & { contact: Contact | null }) {
  const { form, submission } = useOperationForm(putContactInformation, {
    defaultValues: recordOf(NAMES, (name) => contact?.[name] ?? ''),
    toInput: (values) => {
      const said = NAMES.map((name) => [name, values[name].trim() || undefined]);
      return { AccountId: accountId, ContactInformation: Object.fromEntries(said) as Contact };
    },
    success: () => ({ text: 'The contact information was saved.' }),
    onSuccess: onClose,
    onUnchanged: onClose,
  });
  return (
    <FormDialog title="Contact information" submitLabel="Save" size="lg" {...submission} onClose={onClose}>
      <div className="grid gap-4 sm:grid-cols-2">
        {NAMES.map((name) => (
          <TextField
            key={name}
            form={form}
            name={name}
            label={FIELDS[name].label}
            hint={FIELDS[name].hint}
            optional={isOptional(name)}
            problem={(text) => problemOf(name, text)}
          />
        ))}
      </div>
    </FormDialog>
  );
}

type OfType = Of & { type: AlternateContactType; title: string };

const ALTERNATE_FIELDS = [
  { name: 'Name', label: 'Name', words: undefined },
  { name: 'Title', label: 'Title', words: undefined },
  { name: 'EmailAddress', label: 'Email address', words: 'Enter an address such as security@example.com.' },
  { name: 'PhoneNumber', label: 'Phone number', words: 'Enter digits, spaces, +, hyphens and parentheses.' },
] as const;

/** Edits the contact for one topic. Mounted while it is open. */
export function AlternateDialog({ accountId, type, title, contact, onClose }: OfType & { contact: AlternateContact | null }) {
  const { form, submission } = useOperationForm(putAlternateContact, {
    defaultValues: recordOf(
      ALTERNATE_FIELDS.map(({ name }) => name),
      (name) => contact?.[name] ?? '',
    ),
    toInput: (values) => ({ AccountId: accountId, AlternateContactType: type, ...values }),
    fields: { Name: 'Name', Title: 'Title', EmailAddress: 'EmailAddress', PhoneNumber: 'PhoneNumber' },
    success: () => ({ text: `The ${title.toLowerCase()} contact was saved.` }),
    onSuccess: onClose,
    onUnchanged: onClose,
  });
  return (
    <FormDialog title={`${title} contact`} submitLabel="Save" {...submission} onClose={onClose}>
      {ALTERNATE_FIELDS.map(({ name, label, words }) => (
        <TextField
          key={name}
          form={form}
          name={name}
          label={label}
          problem={(text) => fieldProblem(AlternateContactFields.shape[name], text, words)}
        />
      ))}
    </FormDialog>
  );
}

export function RemoveDialog({ accountId, type, title, onClose }: OfType) {
  return (
    <ConfirmDialog
      title={`Remove the ${title.toLowerCase()} contact?`}
      confirmLabel="Remove"
      action={deleteAlternateContact}
      input={{ AccountId: accountId, AlternateContactType: type }}
      success={`The ${title.toLowerCase()} contact was removed.`}
      onClose={onClose}
    >
      AWS then only writes to the root user’s address.
    </ConfirmDialog>
  );
}
