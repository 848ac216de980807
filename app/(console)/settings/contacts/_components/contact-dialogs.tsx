'use client';

import type { UseFormReturn } from 'react-hook-form';
import type { z } from 'zod';
import { fieldProblem } from '@/components/console/form/field-problem';
import { TextField } from '@/components/console/form/text-field';
import { formDialog } from '@/components/console/kit/form-dialog';
import type { AlternateContact, ContactInformation as Contact } from '@/lib/account/contact-operations';
import { AlternateContactFields, type AlternateContactType, ContactInformation } from '@/lib/account/schema';
import { keysOf, recordOf } from '@/lib/core/text/lists';
import { putAlternateContact, putContactInformation } from '../actions';

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

type ContactValues = Record<keyof Contact, string>;

/** The contact information of an account. Without an ID, it is the caller's account. */
export type EditedContact = { accountId: string | undefined; contact: Contact | null };

/** Edits the owner of the account. */
export const ContactDialog = formDialog({
  title: 'Contact information',
  submitLabel: 'Save',
  size: 'lg',
  edits: true,
  action: putContactInformation,
  start: ({ contact }: EditedContact): ContactValues => recordOf(NAMES, (name) => contact?.[name] ?? ''),
  toInput: (values, { accountId }) => {
    const said = NAMES.map((name) => [name, values[name].trim() || undefined]);
    return { AccountId: accountId, ContactInformation: Object.fromEntries(said) as Contact };
  },
  done: () => ({ text: 'The contact information was saved.' }),
  fields: [{ as: 'own', Field: ContactFields }],
});

function ContactFields({ form }: { form: UseFormReturn<ContactValues> }) {
  return (
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
  );
}

/** The contact of an account for one topic. */
export type EditedAlternate = {
  accountId: string | undefined;
  type: AlternateContactType;
  title: string;
  contact: AlternateContact | undefined;
};

const ALTERNATE_FIELDS = [
  { name: 'Name', label: 'Name', words: undefined },
  { name: 'Title', label: 'Title', words: undefined },
  { name: 'EmailAddress', label: 'Email address', words: 'Enter an address such as security@example.com.' },
  { name: 'PhoneNumber', label: 'Phone number', words: 'Enter digits, spaces, +, hyphens and parentheses.' },
] as const;

/** Edits the contact for one topic. */
export const AlternateDialog = formDialog({
  title: ({ title }: EditedAlternate) => `${title} contact`,
  submitLabel: 'Save',
  edits: true,
  action: putAlternateContact,
  start: ({ contact }) =>
    recordOf(
      ALTERNATE_FIELDS.map(({ name }) => name),
      (name) => contact?.[name] ?? '',
    ),
  members: { Name: 'Name', Title: 'Title', EmailAddress: 'EmailAddress', PhoneNumber: 'PhoneNumber' },
  toInput: (values, { accountId, type }) => ({ AccountId: accountId, AlternateContactType: type, ...values }),
  done: ({ AlternateContactType: type }) => ({ text: `The ${type.toLowerCase()} contact was saved.` }),
  fields: ALTERNATE_FIELDS.map(({ name, label, words }) => ({
    as: 'text',
    name,
    label,
    problem: (text) => fieldProblem(AlternateContactFields.shape[name], text, words),
  })),
});
