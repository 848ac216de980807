import { afterEach, beforeEach, expect, it } from 'vitest';
import { RegisterDelegatedAdministrator } from '../delegated-administrator/operations';
import { EnableAWSServiceAccess } from '../service-access/operations';
import { createOrganizationWorld, type OrganizationWorld, userWith } from '../test-organization';
import { ListIntegratedServices } from './services';

let world: OrganizationWorld;
beforeEach(async () => {
  world = await createOrganizationWorld();
});
afterEach(() => world.close());

const ServicePrincipal = 'guardduty.amazonaws.com';

it('ListIntegratedServices lists services with trusted access and their delegated administrators', async () => {
  const audit = await world.member('audit');
  await world.management.run(EnableAWSServiceAccess, { ServicePrincipal });
  await world.management.run(RegisterDelegatedAdministrator, { ServicePrincipal, AccountId: audit.accountId });
  const { Services } = await world.management.run(ListIntegratedServices, {});
  const administrators = [{ Id: audit.accountId, Name: 'audit' }];
  expect(Services.filter(({ EnabledSince }) => EnabledSince !== null)).toMatchObject([
    { ServicePrincipal, Name: 'Amazon GuardDuty', Delegable: true, Administrators: administrators, AdministratorCount: 1 },
  ]);
  expect(Services.find((service) => service.ServicePrincipal === 'ram.amazonaws.com')).toMatchObject({ Delegable: false });
});

it('ListIntegratedServices requires the permissions of both AWS operations that it combines', async () => {
  const Action = 'organizations:ListAWSServiceAccessForOrganization';
  const reader = await userWith(world, world.management, 'reader', [{ Effect: 'Allow', Action, Resource: '*' }]);
  const denied = await reader.fails(ListIntegratedServices, {});
  expect(denied.message).toContain('organizations:ListDelegatedAdministrators');
});
