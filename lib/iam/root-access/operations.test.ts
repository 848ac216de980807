import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { DisableAWSServiceAccess, EnableAWSServiceAccess } from '../../organizations/service-access/operations';
import { createOrganizationWorld, type OrganizationWorld, organizationOf, userWith } from '../../organizations/test-organization';
import {
  DisableOrganizationsRootCredentialsManagement,
  DisableOrganizationsRootSessions,
  EnableOrganizationsRootCredentialsManagement,
  EnableOrganizationsRootSessions,
  ListOrganizationsFeatures,
} from './operations';
import { IAM_PRINCIPAL } from './schema';

const IAM = { ServicePrincipal: IAM_PRINCIPAL };
const ENABLE = [EnableOrganizationsRootCredentialsManagement, EnableOrganizationsRootSessions];
const DISABLE = [DisableOrganizationsRootCredentialsManagement, DisableOrganizationsRootSessions];
const ALL = [...ENABLE, ...DISABLE, ListOrganizationsFeatures];

let world: OrganizationWorld;
beforeEach(async () => {
  world = await createOrganizationWorld();
});
afterEach(() => world.close());

const trust = () => world.management.run(EnableAWSServiceAccess, IAM);

describe('the features of centralized root access', () => {
  it('are switched on one by one, and asking again changes nothing', async () => {
    await trust();
    const { management, organizationId: OrganizationId } = world;
    expect(await management.run(ListOrganizationsFeatures, {})).toEqual({ OrganizationId, EnabledFeatures: [] });
    const one = { OrganizationId, EnabledFeatures: ['RootCredentialsManagement'] };
    expect(await management.run(EnableOrganizationsRootCredentialsManagement, {})).toEqual(one);
    expect(await management.run(EnableOrganizationsRootCredentialsManagement, {})).toEqual(one);
    const both = { OrganizationId, EnabledFeatures: ['RootSessions', 'RootCredentialsManagement'] };
    expect(await management.run(EnableOrganizationsRootSessions, {})).toEqual(both);
    expect(await management.run(ListOrganizationsFeatures, {})).toEqual(both);
  });

  it('are switched off one by one, and what is off already is no error', async () => {
    await trust();
    const { management, organizationId: OrganizationId } = world;
    for (const operation of ENABLE) await management.run(operation, {});
    const rest = { OrganizationId, EnabledFeatures: ['RootSessions'] };
    expect(await management.run(DisableOrganizationsRootCredentialsManagement, {})).toEqual(rest);
    expect(await management.run(DisableOrganizationsRootCredentialsManagement, {})).toEqual(rest);
    expect(await management.run(DisableOrganizationsRootSessions, {})).toEqual({ OrganizationId, EnabledFeatures: [] });
  });

  it('are out of reach without trusted access for IAM, and there again with it', async () => {
    for (const operation of ALL) {
      expect(await world.management.fails(operation, {})).toMatchObject({
        shape: 'ServiceAccessNotEnabledException',
        message: `Trusted Access for IAM not enabled by organization of input account ${world.management.accountId}.`,
      });
    }
    await trust();
    await world.management.run(EnableOrganizationsRootSessions, {});
    await world.management.run(DisableAWSServiceAccess, IAM);
    expect((await world.management.fails(ListOrganizationsFeatures, {})).shape).toBe('ServiceAccessNotEnabledException');
    await trust();
    expect((await world.management.run(ListOrganizationsFeatures, {})).EnabledFeatures).toEqual(['RootSessions']);
  });

  it('need an organization, and all its features', async () => {
    const standalone = await world.account();
    const billing = await createOrganizationWorld('CONSOLIDATED_BILLING');
    for (const operation of ALL) {
      expect((await standalone.fails(operation, {})).shape).toBe('OrganizationNotFoundException');
      expect((await billing.management.fails(operation, {})).shape).toBe('OrganizationNotInAllFeaturesModeException');
    }
    await billing.close();
  });

  it('are seen and switched off by the delegated administrator for IAM, and switched on by the management account alone', async () => {
    await trust();
    const { management, organizationId: OrganizationId } = world;
    const delegate = await world.member('security');
    await management.run(RegisterDelegatedAdministrator, { AccountId: delegate.accountId, ...IAM });
    for (const operation of ENABLE) {
      expect(await delegate.fails(operation, {})).toMatchObject({
        shape: 'CallerIsNotManagementAccountException',
        message: `Caller account ${delegate.accountId} is not management account of the organization and cannot enable IAM features.`,
      });
      await management.run(operation, {});
    }
    expect(await delegate.run(DisableOrganizationsRootSessions, {})).toEqual({
      OrganizationId,
      EnabledFeatures: ['RootCredentialsManagement'],
    });
    expect((await delegate.run(ListOrganizationsFeatures, {})).EnabledFeatures).toEqual(['RootCredentialsManagement']);
  });

  it('are no business of other members, whatever else they administer', async () => {
    await trust();
    const member = await world.member('web');
    const CONFIG = { ServicePrincipal: 'config.amazonaws.com' };
    await world.management.run(EnableAWSServiceAccess, CONFIG);
    await world.management.run(RegisterDelegatedAdministrator, { AccountId: member.accountId, ...CONFIG });
    for (const operation of ALL) {
      expect(await member.fails(operation, {})).toMatchObject({
        shape: 'AccountNotManagementOrDelegatedAdministratorException',
        message: `Input account ${member.accountId} is neither management account nor delegated admin.`,
      });
    }
  });

  it('need a permission first of all', async () => {
    const nobody = await userWith(world, world.management, 'nobody');
    for (const operation of ALL) {
      const { message } = await nobody.fails(operation, {});
      expect(message).toContain(`is not authorized to perform: iam:${operation.name} because`);
    }
  });

  it('stay of one organization', async () => {
    await trust();
    await world.management.run(EnableOrganizationsRootSessions, {});
    const other = await world.account();
    await organizationOf(world, other);
    await other.run(EnableAWSServiceAccess, IAM);
    expect((await other.run(ListOrganizationsFeatures, {})).EnabledFeatures).toEqual([]);
  });

  it('are in the event history', async () => {
    await trust();
    await world.management.run(EnableOrganizationsRootSessions, {});
    const event = await world.database.reader.event.findFirstOrThrow({
      where: { eventName: EnableOrganizationsRootSessions.name },
    });
    expect(event).toMatchObject({ accountId: world.management.accountId, outcome: 'Success', readOnly: false });
  });
});
