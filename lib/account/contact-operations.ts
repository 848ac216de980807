import { callerMay } from '../core/authorization/authorize';
import { AwsError } from '../core/errors';
import { defineOperation, type Scope } from '../core/operation';
import { oneOf } from '../core/text/lists';
import type { Transaction } from '../db/client';
import { managedAccountCheck, requireManagedAccount, tellManagedAccount } from './managed-account';
import {
  ALTERNATE_CONTACT_TYPES,
  type AlternateContactType,
  DeleteAlternateContactInput,
  GetAccountContactsInput,
  PutAccountNameInput,
  PutAlternateContactInput,
  PutContactInformationInput,
} from './schema';

// AWS Account Management's operations on contacts and names. They are not limited to the root user: permission is enough, in the
// account itself or in the one that administers the organization.

export type ContactInformation = {
  FullName: string;
  CompanyName?: string;
  AddressLine1: string;
  AddressLine2?: string;
  AddressLine3?: string;
  City: string;
  DistrictOrCounty?: string;
  StateOrRegion?: string;
  PostalCode: string;
  CountryCode: string;
  PhoneNumber: string;
  WebsiteUrl?: string;
};
export type AlternateContact = {
  AlternateContactType: AlternateContactType;
  Name: string;
  Title: string;
  EmailAddress: string;
  PhoneNumber: string;
};
/** A part is null if the caller may not read it. Contacts that were never set are absent. */
export type AccountContacts = {
  ContactInformation?: ContactInformation | null;
  AlternateContacts: AlternateContact[] | null;
};

/** Returns an account's contacts, each part with AWS's permission for it: GetContactInformation, GetAlternateContact. */
export const GetAccountContacts = defineOperation({
  service: 'account',
  name: 'GetAccountContacts',
  access: 'Read',
  input: GetAccountContactsInput,
  // Each part is checked separately.
  checks: () => [],
  run: async (input, scope): Promise<AccountContacts> => {
    const may = await callerMay(scope);
    const mayRead = async (action: string, context = {}) => may(await managedAccountCheck(action, input, scope, context));
    const primary = await mayRead('account:GetContactInformation');
    const types = await asyncFilter(ALTERNATE_CONTACT_TYPES, (type) => mayRead('account:GetAlternateContact', typeContext(type)));
    if (!primary && types.length === 0) return { ContactInformation: null, AlternateContacts: null };
    const accountId = await requireManagedAccount('account:GetContactInformation', input, scope);
    return {
      ContactInformation: primary ? await readContact(scope.db, accountId) : null,
      AlternateContacts: types.length > 0 ? await readAlternates(scope.db, accountId, types) : null,
    };
  },
});

async function asyncFilter<Item>(items: readonly Item[], keep: (item: Item) => Promise<boolean>): Promise<Item[]> {
  const kept = await Promise.all(items.map(keep));
  return items.filter((_, index) => kept[index]);
}

async function readContact(db: Transaction, accountId: string): Promise<ContactInformation | undefined> {
  const row = await db.accountContact.findUnique({ where: { accountId } });
  if (!row) return undefined;
  return {
    FullName: row.fullName,
    CompanyName: row.companyName ?? undefined,
    AddressLine1: row.addressLine1,
    AddressLine2: row.addressLine2 ?? undefined,
    AddressLine3: row.addressLine3 ?? undefined,
    City: row.city,
    DistrictOrCounty: row.districtOrCounty ?? undefined,
    StateOrRegion: row.stateOrRegion ?? undefined,
    PostalCode: row.postalCode,
    CountryCode: row.countryCode,
    PhoneNumber: row.phoneNumber,
    WebsiteUrl: row.websiteUrl ?? undefined,
  };
}

async function readAlternates(db: Transaction, accountId: string, types: readonly string[]): Promise<AlternateContact[]> {
  const rows = await db.alternateContact.findMany({ where: { accountId, type: { in: [...types] } }, orderBy: { type: 'asc' } });
  return rows.map(({ type, name, title, emailAddress, phoneNumber }) => ({
    AlternateContactType: oneOf(ALTERNATE_CONTACT_TYPES, type),
    Name: name,
    Title: title,
    EmailAddress: emailAddress,
    PhoneNumber: phoneNumber,
  }));
}

const typeContext = (type: string) => ({ 'account:AlternateContactTypes': [type] });

/** Replaces the account's primary contact. */
export const PutContactInformation = defineOperation({
  service: 'account',
  name: 'PutContactInformation',
  access: 'Write',
  turn: 'organization',
  input: PutContactInformationInput,
  checks: async (input, scope) => [await managedAccountCheck('account:PutContactInformation', input, scope)],
  run: async (input, scope) => {
    const accountId = await requireManagedAccount('account:PutContactInformation', input, scope);
    const { ContactInformation: said } = input;
    const contact = {
      fullName: said.FullName,
      companyName: said.CompanyName ?? null,
      addressLine1: said.AddressLine1,
      addressLine2: said.AddressLine2 ?? null,
      addressLine3: said.AddressLine3 ?? null,
      city: said.City,
      districtOrCounty: said.DistrictOrCounty ?? null,
      stateOrRegion: said.StateOrRegion ?? null,
      postalCode: said.PostalCode,
      countryCode: said.CountryCode,
      phoneNumber: said.PhoneNumber,
      websiteUrl: said.WebsiteUrl ?? null,
    };
    await scope.db.accountContact.upsert({ where: { accountId }, create: { accountId, ...contact }, update: contact });
    await tellManagedAccount(scope, 'PutContactInformation', accountId, input);
    return {};
  },
  // Contacts don't affect decisions.
  touches: () => ({}),
});

/** Replaces the contact for billing, operations or security. */
export const PutAlternateContact = defineOperation({
  service: 'account',
  name: 'PutAlternateContact',
  access: 'Write',
  turn: 'organization',
  input: PutAlternateContactInput,
  checks: async (input, scope) => [
    await managedAccountCheck('account:PutAlternateContact', input, scope, typeContext(input.AlternateContactType)),
  ],
  run: async (input, scope) => {
    const accountId = await requireManagedAccount('account:PutAlternateContact', input, scope);
    const { AlternateContactType: type, Name: name, Title: title, EmailAddress, PhoneNumber: phoneNumber } = input;
    const contact = { name, title, emailAddress: EmailAddress.trim(), phoneNumber };
    await scope.db.alternateContact.upsert({
      where: { accountId_type: { accountId, type } },
      create: { accountId, type, ...contact },
      update: contact,
    });
    await tellManagedAccount(scope, 'PutAlternateContact', accountId, input);
    return {};
  },
  touches: () => ({}),
});

/**
 * Deletes an alternate contact.
 * @throws AwsError ResourceNotFoundException if there is none of that type
 */
export const DeleteAlternateContact = defineOperation({
  service: 'account',
  name: 'DeleteAlternateContact',
  access: 'Write',
  turn: 'organization',
  input: DeleteAlternateContactInput,
  checks: async (input, scope) => [
    await managedAccountCheck('account:DeleteAlternateContact', input, scope, typeContext(input.AlternateContactType)),
  ],
  run: async (input, scope) => {
    const accountId = await requireManagedAccount('account:DeleteAlternateContact', input, scope);
    const { count } = await scope.db.alternateContact.deleteMany({ where: { accountId, type: input.AlternateContactType } });
    if (count === 0) throw new AwsError('ResourceNotFoundException', 'No contact of the inputted alternate contact type found.');
    await tellManagedAccount(scope, 'DeleteAlternateContact', accountId, input);
    return {};
  },
  touches: () => ({}),
});

/** Renames the caller's account, or a member from the account that administers the organization. */
export const PutAccountName = defineOperation({
  service: 'account',
  name: 'PutAccountName',
  access: 'Write',
  turn: 'organization',
  input: PutAccountNameInput,
  checks: async (input, scope) => [await managedAccountCheck('account:PutAccountName', input, scope)],
  run: async (input, scope) => {
    const accountId = await requireManagedAccount('account:PutAccountName', input, scope);
    const { AccountName } = input;
    const { name } = await scope.db.account.findUniqueOrThrow({ where: { id: accountId }, select: { name: true } });
    await scope.db.account.update({ where: { id: accountId }, data: { name: AccountName } });
    await tellManagedAccount(scope, 'PutAccountName', accountId, input);
    return { AccountName, PreviousAccountName: name };
  },
  // The account's facts and the organization's tree contain the name.
  touches: ({ AccountId }, { accountId, account }: Scope) => ({
    accountIds: [AccountId ?? accountId],
    organizationIds: account.organization ? [account.organization.id] : [],
  }),
});
