import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TEST_NOW } from '../../core/test-world';
import { ListDelegatedAdministrators, RegisterDelegatedAdministrator } from '../delegated-administrator/operations';
import { createOrganizationWorld, type OrganizationWorld, userWith } from '../test-organization';
import { DisableAWSServiceAccess, EnableAWSServiceAccess, ListAWSServiceAccessForOrganization } from './operations';

const CLOUDTRAIL = { ServicePrincipal: 'cloudtrail.amazonaws.com' };
const CONFIG = { ServicePrincipal: 'config.amazonaws.com' };

let world: OrganizationWorld;
beforeEach(async () => {
  world = await createOrganizationWorld();
});
afterEach(() => world.close());

describe('trusted access', () => {
  it('is listed with its date in pages, and enabling it again has no effect', async () => {
    await world.management.run(EnableAWSServiceAccess, CONFIG);
    await world.management.run(EnableAWSServiceAccess, CLOUDTRAIL);
    await world.management.with({ now: new Date('2026-04-01T00:00:00Z') }).run(EnableAWSServiceAccess, CONFIG);
    const first = await world.management.run(ListAWSServiceAccessForOrganization, { MaxResults: 1 });
    const second = await world.management.run(ListAWSServiceAccessForOrganization, { NextToken: first.NextToken });
    expect([...first.EnabledServicePrincipals, ...second.EnabledServicePrincipals]).toEqual([
      { ...CLOUDTRAIL, DateEnabled: TEST_NOW },
      { ...CONFIG, DateEnabled: TEST_NOW },
    ]);
  });

  it('is disabled with its delegated administrators, and disabling it again has no effect', async () => {
    const { accountId: AccountId } = await world.member('audit');
    await world.management.run(EnableAWSServiceAccess, CLOUDTRAIL);
    await world.management.run(RegisterDelegatedAdministrator, { AccountId, ...CLOUDTRAIL });
    await world.management.run(DisableAWSServiceAccess, CLOUDTRAIL);
    await world.management.run(DisableAWSServiceAccess, CLOUDTRAIL);
    expect((await world.management.run(ListAWSServiceAccessForOrganization, {})).EnabledServicePrincipals).toEqual([]);
    expect((await world.management.run(ListDelegatedAdministrators, {})).DelegatedAdministrators).toEqual([]);
  });

  it('is refused for service principals without support for AWS Organizations', async () => {
    for (const operation of [EnableAWSServiceAccess, DisableAWSServiceAccess]) {
      const error = await world.management.fails(operation, { ServicePrincipal: 'lambda.amazonaws.com' });
      expect([error.shape, error.members.Reason, error.message]).toEqual([
        'InvalidInputException',
        'UNRECOGNIZED_SERVICE_PRINCIPAL',
        'You specified an unrecognized service principal.',
      ]);
    }
  });

  it('requires an organization with all features', async () => {
    const billing = await createOrganizationWorld('CONSOLIDATED_BILLING');
    const reasons = [
      await billing.management.fails(EnableAWSServiceAccess, CONFIG),
      await billing.management.fails(DisableAWSServiceAccess, CONFIG),
      await billing.management.fails(ListAWSServiceAccessForOrganization, {}),
    ].map(({ members }) => members.Reason);
    await billing.close();
    expect(new Set(reasons)).toEqual(new Set(['ORGANIZATION_NOT_IN_ALL_FEATURES_MODE']));
  });

  it('has the service principal as a condition key', async () => {
    const Condition = { StringEquals: { 'organizations:ServicePrincipal': CONFIG.ServicePrincipal } };
    const user = await userWith(world, world.management, 'maria', [
      { Effect: 'Allow', Action: 'organizations:*', Resource: '*', Condition },
    ]);
    await user.run(EnableAWSServiceAccess, CONFIG);
    expect((await user.fails(EnableAWSServiceAccess, CLOUDTRAIL)).shape).toBe('AccessDenied');
  });
});
