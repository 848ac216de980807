import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Actor } from '../core/test-world';
import { recordedEvents } from '../core/testing/recorded-events';
import { RegisterDelegatedAdministrator } from '../organizations/delegated-administrator/operations';
import { EnableAWSServiceAccess } from '../organizations/service-access/operations';
import { createOrganizationWorld, type OrganizationWorld, userWith } from '../organizations/test-organization';
import {
  DeleteAlternateContact,
  GetAccountContacts,
  PutAccountName,
  PutAlternateContact,
  PutContactInformation,
} from './contact-operations';

let world: OrganizationWorld;
let member: Actor;
beforeAll(async () => {
  world = await createOrganizationWorld();
  member = await world.member('shop');
});
afterAll(() => world.close());

const PRIMARY = {
  FullName: 'Ana Silva',
  AddressLine1: '1 Main Street',
  City: 'Lisbon',
  PostalCode: '1000-001',
  CountryCode: 'PT',
  PhoneNumber: '+351 210 000 000',
};
const SECURITY = {
  AlternateContactType: 'SECURITY' as const,
  Name: 'On call',
  Title: 'Security team',
  EmailAddress: 'security@example.com',
  PhoneNumber: '+351 210 000 001',
};
const allow = (Action: string, more: object = {}) => ({ Effect: 'Allow', Action, Resource: '*', ...more });
const maria = (...statements: object[]) => userWith(world, member, `maria-${++count}`, statements);
let count = 0;

describe('the contacts of an account', () => {
  it('are empty at first and then have the values of the last update', async () => {
    const root = await world.account();
    expect(await root.run(GetAccountContacts, {})).toEqual({ ContactInformation: undefined, AlternateContacts: [] });
    await root.run(PutContactInformation, { ContactInformation: { ...PRIMARY, CompanyName: 'Acme' } });
    await root.run(PutContactInformation, { ContactInformation: PRIMARY });
    await root.run(PutAlternateContact, { ...SECURITY, Name: 'Somebody' });
    await root.run(PutAlternateContact, SECURITY);
    expect(await root.run(GetAccountContacts, {})).toEqual({ ContactInformation: PRIMARY, AlternateContacts: [SECURITY] });
    await root.run(DeleteAlternateContact, { AlternateContactType: 'SECURITY' });
    expect(await root.fails(DeleteAlternateContact, { AlternateContactType: 'SECURITY' })).toMatchObject({
      shape: 'ResourceNotFoundException',
    });
  });

  it.each([
    ['CountryCode', 'Portugal'],
    ['PhoneNumber', '210 000 000'],
    ['PostalCode', ''],
    ['AddressLine1', 'x'.repeat(61)],
  ])('refuse %s with the value %j', async (name, value) => {
    const error = await member.fails(PutContactInformation, { ContactInformation: { ...PRIMARY, [name]: value } });
    expect(error).toMatchObject({ shape: 'ValidationError', member: 'ContactInformation' });
  });

  it('require the AWS permission for each call and for the type of alternate contact', async () => {
    const nobody = await maria();
    expect(await nobody.run(GetAccountContacts, {})).toEqual({ ContactInformation: null, AlternateContacts: null });
    expect((await nobody.fails(PutContactInformation, { ContactInformation: PRIMARY })).message).toContain(
      `account:PutContactInformation on resource: arn:aws:account::${member.accountId}:account`,
    );
    const onlySecurity = { Condition: { 'ForAllValues:StringEquals': { 'account:AlternateContactTypes': 'SECURITY' } } };
    const guard = await maria(allow('account:*AlternateContact', onlySecurity));
    await guard.run(PutAlternateContact, SECURITY);
    expect(await guard.run(GetAccountContacts, {})).toEqual({ ContactInformation: null, AlternateContacts: [SECURITY] });
    const billing = { ...SECURITY, AlternateContactType: 'BILLING' as const };
    expect((await guard.fails(PutAlternateContact, billing)).action).toBe('account:PutAlternateContact');
    const renamer = await maria(allow('account:PutAccountName'));
    expect(await renamer.run(PutAccountName, { AccountName: ' Shop 2 ' })).toEqual({
      AccountName: 'Shop 2',
      PreviousAccountName: 'shop',
    });
    expect((await renamer.fails(PutAccountName, { AccountName: 'ünknown' })).shape).toBe('ValidationError');
  });
});

describe('a member account that is managed from its organization', () => {
  const shop = () => member.accountId;
  const rename = (actor: Actor, id = shop()) => actor.fails(PutAccountName, { AccountId: id, AccountName: 'Taken' });

  it('is accessible only to the management account and delegates, and only with trusted access', async () => {
    const other = await world.member('other');
    const standalone = await world.account();
    const stranger = await world.account();
    for (const actor of [other, standalone])
      expect((await rename(actor)).message).toContain('Only the management account or a delegated administrator');
    expect((await rename(world.management)).message).toBe(
      `User: arn:aws:iam::${world.management.accountId}:root is not authorized to perform: account:PutAccountName (Your organization must first enable trusted access with AWS Account Management.)`,
    );
    await world.management.run(EnableAWSServiceAccess, { ServicePrincipal: 'account.amazonaws.com' });
    expect((await rename(world.management, world.management.accountId)).message).toContain('using the standalone context');
    expect((await rename(world.management, stranger.accountId)).message).toContain('not a member of your organization');
  });

  it('can be renamed and given contacts, also by a delegated administrator, and records the events', async () => {
    await world.management.run(EnableAWSServiceAccess, { ServicePrincipal: 'account.amazonaws.com' });
    await world.management.run(PutAccountName, { AccountId: shop(), AccountName: 'Shop 3' });
    const { reader } = world.database;
    expect(await reader.account.findUnique({ where: { id: shop() } })).toMatchObject({ name: 'Shop 3' });
    const events = await recordedEvents(reader, { accountId: shop(), eventName: 'PutAccountName' });
    expect(events.at(-1)).toMatchObject({ principalType: 'AWSAccount', eventSource: 'account.amazonaws.com' });
    const delegate = await world.member('security');
    await world.management.run(RegisterDelegatedAdministrator, {
      AccountId: delegate.accountId,
      ServicePrincipal: 'account.amazonaws.com',
    });
    await delegate.run(PutContactInformation, { AccountId: shop(), ContactInformation: PRIMARY });
    const { ContactInformation } = await world.management.run(GetAccountContacts, { AccountId: shop() });
    expect(ContactInformation).toEqual(PRIMARY);
  });

  it('is authorized by its ARN in the organization and by its organizational path', async () => {
    const Resource = `arn:aws:account::${world.management.accountId}:account/${world.organizationId}/${shop()}`;
    const Condition = {
      'ForAnyValue:StringEquals': { 'account:AccountResourceOrgPaths': `${world.organizationId}/${world.rootId}/` },
    };
    const user = await userWith(world, world.management, 'keeper', [allow('account:PutAccountName', { Resource, Condition })]);
    await user.run(PutAccountName, { AccountId: shop(), AccountName: 'Shop 4' });
    expect((await user.fails(PutAccountName, { AccountName: 'Own' })).action).toBe('account:PutAccountName');
  });
});
