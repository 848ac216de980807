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
  it('can be enabled one by one, and enabling again has no effect', async () => {
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

  it('can be disabled one by one, and disabling again has no effect', async () => {
    await trust();
    const { management, organizationId: OrganizationId } = world;
    for (const operation of ENABLE) await management.run(operation, {});
    const rest = { OrganizationId, EnabledFeatures: ['RootSessions'] };
    expect(await management.run(DisableOrganizationsRootCredentialsManagement, {})).toEqual(rest);
    expect(await management.run(DisableOrganizationsRootCredentialsManagement, {})).toEqual(rest);
    expect(await management.run(DisableOrganizationsRootSessions, {})).toEqual({ OrganizationId, EnabledFeatures: [] });
  });

  it('require trusted access for IAM and keep their state when it is disabled and enabled again', async () => {
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

  it('require an organization with all features', async () => {
    const standalone = await world.account();
    const billing = await createOrganizationWorld('CONSOLIDATED_BILLING');
    for (const operation of ALL) {
      expect((await standalone.fails(operation, {})).shape).toBe('OrganizationNotFoundException');
      expect((await billing.management.fails(operation, {})).shape).toBe('OrganizationNotInAllFeaturesModeException');
    }
    await billing.close();
  });

  it('can be listed and disabled by the delegated administrator for IAM, but not enabled', async () => {
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

  it('are refused to other member accounts, even delegated administrators for other services', async () => {
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

  it('require IAM permissions before any other check', async () => {
    const nobody = await userWith(world, world.management, 'nobody');
    for (const operation of ALL) {
      const { message } = await nobody.fails(operation, {});
      expect(message).toContain(`is not authorized to perform: iam:${operation.name} because`);
    }
  });

  it('apply to one organization', async () => {
    await trust();
    await world.management.run(EnableOrganizationsRootSessions, {});
    const other = await world.account();
    await organizationOf(world, other);
    await other.run(EnableAWSServiceAccess, IAM);
    expect((await other.run(ListOrganizationsFeatures, {})).EnabledFeatures).toEqual([]);
  });

  it('are recorded in the event history', async () => {
    await trust();
    await world.management.run(EnableOrganizationsRootSessions, {});
    const event = await world.database.reader.event.findFirstOrThrow({
      where: { eventName: EnableOrganizationsRootSessions.name },
    });
    expect(event).toMatchObject({ accountId: world.management.accountId, outcome: 'Success', readOnly: false });
  });
});
