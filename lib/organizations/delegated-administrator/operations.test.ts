import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, TEST_NOW } from '../../core/test-world';
import { CloseAccount, DescribeAccount, ListAccounts, RemoveAccountFromOrganization } from '../account/operations';
import { CreatePolicy, ListPolicies } from '../policy/operations';
import { EnableAWSServiceAccess } from '../service-access/operations';
import { createOrganizationWorld, type OrganizationWorld, policyText } from '../test-organization';
import {
  DeregisterDelegatedAdministrator,
  ListDelegatedAdministrators,
  ListDelegatedServicesForAccount,
  RegisterDelegatedAdministrator,
} from './operations';

const CONFIG = { ServicePrincipal: 'config.amazonaws.com' };
const SSO = { ServicePrincipal: 'sso.amazonaws.com' };

let world: OrganizationWorld;
let member: Actor;
let AccountId: string;
beforeEach(async () => {
  world = await createOrganizationWorld();
  member = await world.member('audit');
  AccountId = member.accountId;
  await world.management.run(EnableAWSServiceAccess, CONFIG);
  await world.management.run(EnableAWSServiceAccess, SSO);
});
afterEach(() => world.close());

describe('a delegated administrator', () => {
  it('is listed with its account, registration date and services', async () => {
    await world.management.run(RegisterDelegatedAdministrator, { AccountId, ...SSO });
    const later = new Date(TEST_NOW.getTime() + 1000);
    await world.management.with({ now: later }).run(RegisterDelegatedAdministrator, { AccountId, ...CONFIG });
    const { Account } = await world.management.run(DescribeAccount, { AccountId });
    const { Paths: _paths, ...account } = Account;
    const administrators = async (filter: { ServicePrincipal?: string }) =>
      (await world.management.run(ListDelegatedAdministrators, filter)).DelegatedAdministrators;
    expect(await administrators({})).toEqual([{ ...account, DelegationEnabledDate: TEST_NOW }]);
    expect(await administrators(CONFIG)).toEqual([{ ...account, DelegationEnabledDate: later }]);
    expect(await administrators({ ServicePrincipal: 'macie.amazonaws.com' })).toEqual([]);
    const services = await world.management.run(ListDelegatedServicesForAccount, { AccountId });
    expect(services.DelegatedServices).toEqual([
      { ...CONFIG, DelegationEnabledDate: later },
      { ...SSO, DelegationEnabledDate: TEST_NOW },
    ]);
  });

  it('can read the organization but not change it', async () => {
    expect((await member.fails(ListAccounts, {})).shape).toBe('AccessDeniedException');
    await world.management.run(RegisterDelegatedAdministrator, { AccountId, ...CONFIG });
    expect((await member.run(ListAccounts, {})).Accounts).toHaveLength(2);
    expect((await member.run(ListPolicies, { Filter: 'SERVICE_CONTROL_POLICY' })).Policies).toHaveLength(1);
    const Content = policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
    const policy = { Name: 'no-s3', Description: '', Type: 'SERVICE_CONTROL_POLICY', Content } as const;
    expect((await member.fails(CreatePolicy, policy)).shape).toBe('AccessDeniedException');
    await world.management.run(DeregisterDelegatedAdministrator, { AccountId, ...CONFIG });
    expect((await member.fails(ListAccounts, {})).shape).toBe('AccessDeniedException');
  });

  it('cannot be removed from the organization', async () => {
    await world.management.run(RegisterDelegatedAdministrator, { AccountId, ...CONFIG });
    const error = await world.management.fails(RemoveAccountFromOrganization, { AccountId });
    expect([error.shape, error.members.Reason]).toEqual([
      'ConstraintViolationException',
      'CANNOT_REMOVE_DELEGATED_ADMINISTRATOR_FROM_ORG',
    ]);
  });

  it('is refused for invalid accounts, services and duplicate registrations', async () => {
    const register = async (given: object) => {
      const error = await world.management.fails(RegisterDelegatedAdministrator, { AccountId, ...CONFIG, ...given });
      return error.members.Reason ?? error.shape;
    };
    expect(await register({ AccountId: '123456789012' })).toBe('AccountNotFoundException');
    expect(await register({ AccountId: world.management.accountId })).toBe('CANNOT_REGISTER_MASTER_AS_DELEGATED_ADMINISTRATOR');
    expect(await register({ ServicePrincipal: 'macie.amazonaws.com' })).toBe('SERVICE_ACCESS_NOT_ENABLED');
    expect(await register({ ServicePrincipal: 'lambda.amazonaws.com' })).toBe('UNRECOGNIZED_SERVICE_PRINCIPAL');
    expect(await register({ ServicePrincipal: 'ram.amazonaws.com' })).toBe('UNRECOGNIZED_SERVICE_PRINCIPAL');
    await world.management.run(RegisterDelegatedAdministrator, { AccountId, ...CONFIG });
    expect(await register({})).toBe('AccountAlreadyRegisteredException');
    await world.management.run(CloseAccount, { AccountId });
    expect(await register(SSO)).toBe('CANNOT_REGISTER_SUSPENDED_ACCOUNT_AS_DELEGATED_ADMINISTRATOR');
  });

  it('is one account at most for IAM Identity Center', async () => {
    await world.management.run(RegisterDelegatedAdministrator, { AccountId, ...SSO });
    const other = (await world.member('other')).accountId;
    const error = await world.management.fails(RegisterDelegatedAdministrator, { AccountId: other, ...SSO });
    expect(error.members.Reason).toBe('MAX_DELEGATED_ADMINISTRATORS_FOR_SERVICE_LIMIT_EXCEEDED');
    await world.management.run(DeregisterDelegatedAdministrator, { AccountId, ...SSO });
    await world.management.run(RegisterDelegatedAdministrator, { AccountId: other, ...SSO });
  });

  it('is not found if it was not registered', async () => {
    const { management } = world;
    expect((await management.fails(DeregisterDelegatedAdministrator, { AccountId, ...CONFIG })).shape).toBe(
      'AccountNotRegisteredException',
    );
    expect((await management.fails(ListDelegatedServicesForAccount, { AccountId })).shape).toBe('AccountNotRegisteredException');
    const missing = { AccountId: '123456789012' };
    expect((await management.fails(ListDelegatedServicesForAccount, missing)).shape).toBe('AccountNotFoundException');
    expect((await management.fails(DeregisterDelegatedAdministrator, { ...missing, ...CONFIG })).shape).toBe(
      'AccountNotFoundException',
    );
  });

  it('requires an organization with all features', async () => {
    const billing = await createOrganizationWorld('CONSOLIDATED_BILLING');
    const { accountId } = await billing.member('audit');
    const reasons = [
      await billing.management.fails(RegisterDelegatedAdministrator, { AccountId: accountId, ...CONFIG }),
      await billing.management.fails(DeregisterDelegatedAdministrator, { AccountId: accountId, ...CONFIG }),
      await billing.management.fails(ListDelegatedAdministrators, {}),
      await billing.management.fails(ListDelegatedServicesForAccount, { AccountId: accountId }),
    ].map(({ members }) => members.Reason);
    await billing.close();
    expect(new Set(reasons)).toEqual(new Set(['ORGANIZATION_NOT_IN_ALL_FEATURES_MODE']));
  });
});
