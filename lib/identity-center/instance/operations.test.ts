import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { GetRole } from '../../iam/role/operations';
import { LeaveOrganization, RemoveAccountFromOrganization } from '../../organizations/account/operations';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { DeleteOrganization } from '../../organizations/organization/operations';
import { ListAWSServiceAccessForOrganization } from '../../organizations/service-access/operations';
import { organizationOf } from '../../organizations/test-organization';
import { SERVICE_PRINCIPAL } from '../service-principal';
import { enableIdentityCenter } from '../test-instance';
import { StartSSO } from './console-operations';
import { DeleteInstance, DescribeInstance, ListInstances, UpdateInstance } from './operations';

const ROLE = { RoleName: 'AWSServiceRoleForSSO' };

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

async function organization() {
  const root = await world.account();
  return { root, ...(await organizationOf(world, root)) };
}

const shapeOf = (running: Promise<unknown>) =>
  running.then(
    () => 'none',
    (error: { shape?: string }) => error.shape,
  );

describe('StartSSO', () => {
  it('makes an instance and a store, trusts the service, and links a role in every account', async () => {
    const { root, member } = await organization();
    const one = await member('one');
    const { InstanceArn, IdentityStoreId } = await root.run(StartSSO, {});
    expect(InstanceArn).toMatch(/^arn:aws:sso:::instance\/ssoins-[0-9a-f]{16}$/);
    expect(IdentityStoreId).toMatch(/^d-[0-9a-f]{10}$/);
    const { EnabledServicePrincipals } = await root.run(ListAWSServiceAccessForOrganization, {});
    expect(EnabledServicePrincipals.map(({ ServicePrincipal }) => ServicePrincipal)).toEqual([SERVICE_PRINCIPAL]);
    for (const account of [root, one]) {
      const { Role } = await account.run(GetRole, ROLE);
      expect(Role.Path).toBe('/aws-service-role/sso.amazonaws.com/');
    }
    // An account that joins later gets the role as well.
    const later = await member('later');
    expect(await shapeOf(later.run(GetRole, ROLE))).toBe('none');
  });

  it('is refused twice, outside an organization, and in a member account', async () => {
    const { root, member } = await organization();
    expect(await shapeOf((await member('one')).run(StartSSO, {}))).toBe('AccessDenied');
    await root.run(StartSSO, {});
    expect(await shapeOf(root.run(StartSSO, {}))).toBe('ConflictException');
    expect(await shapeOf((await world.account()).run(StartSSO, {}))).toBe('ValidationException');
    const { management } = await organizationOf(world, await world.account(), 'CONSOLIDATED_BILLING');
    expect(await shapeOf(management.run(StartSSO, {}))).toBe('ValidationException');
  });
});

describe('an instance', () => {
  let root: Actor;
  let plain: Actor;
  let delegate: Actor;
  let InstanceArn: string;
  beforeAll(async () => {
    const made = await organization();
    root = made.root;
    plain = await made.member('plain');
    delegate = await made.member('delegate');
    ({ InstanceArn } = await enableIdentityCenter(root));
    await root.run(RegisterDelegatedAdministrator, { AccountId: delegate.accountId, ServicePrincipal: SERVICE_PRINCIPAL });
  });

  it('is listed for all accounts of its organization, in its home Region only', async () => {
    for (const account of [root, plain, delegate]) {
      const { Instances } = await account.run(ListInstances, {});
      expect(Instances).toMatchObject([{ InstanceArn, OwnerAccountId: root.accountId, Status: 'ACTIVE' }]);
    }
    expect(await root.with({ region: 'eu-west-1' }).run(ListInstances, {})).toEqual({ Instances: [] });
    expect(await shapeOf(root.with({ region: 'eu-west-1' }).run(DescribeInstance, { InstanceArn }))).toBe('AccessDenied');
    expect(await (await world.account()).run(ListInstances, {})).toEqual({ Instances: [] });
  });

  it('answers the management account and the delegated administrator, who may not delete it', async () => {
    expect(await shapeOf(plain.run(DescribeInstance, { InstanceArn }))).toBe('AccessDenied');
    await delegate.run(UpdateInstance, { InstanceArn, Name: 'company' });
    expect(await root.run(DescribeInstance, { InstanceArn })).toMatchObject({ Name: 'company', PermissionSetsEnabled: true });
    expect(await shapeOf(delegate.run(DeleteInstance, { InstanceArn }))).toBe('AccessDenied');
    await root.run(DeleteInstance, { InstanceArn });
    expect(await shapeOf(root.run(DescribeInstance, { InstanceArn }))).toBe('AccessDenied');
  });
});

describe('an account that departs', () => {
  it('loses the linked role', async () => {
    const { root, member } = await organization();
    await root.run(StartSSO, {});
    const gone = await member('gone');
    await world.database.writer.account.update({ where: { id: gone.accountId }, data: { joinedMethod: 'INVITED' } });
    await root.run(RemoveAccountFromOrganization, { AccountId: gone.accountId });
    expect(await shapeOf(gone.run(GetRole, ROLE))).toBe('NoSuchEntityException');
    expect(await shapeOf(gone.run(LeaveOrganization, {}))).toBe('AWSOrganizationsNotInUseException');
  });

  it('takes the instance along if the organization is deleted', async () => {
    const { root } = await organization();
    await root.run(StartSSO, {});
    await root.run(DeleteOrganization, {});
    expect(await root.run(ListInstances, {})).toEqual({ Instances: [] });
    expect(await shapeOf(root.run(GetRole, ROLE))).toBe('NoSuchEntityException');
    expect(await world.database.reader.identityStore.count({ where: { accountId: root.accountId } })).toBe(0);
  });
});
