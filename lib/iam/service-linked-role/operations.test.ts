import { listManagedPolicies } from '@gatehouse/catalog/managed-policies';
import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { ListAttachedRolePolicies } from '../attachment/operations';
import { decodeDocument } from '../policy/documents';
import { CreateRole, GetRole } from '../role/operations';
import { ALLOW_ALL, lastEvent, limitByScp, trustPolicy, userWith } from '../test-accounts';
import { CreateServiceLinkedRole, DeleteServiceLinkedRole, GetServiceLinkedRoleDeletionStatus } from './operations';
import { listServiceLinkedRoles } from './services';

const world = await createTestWorld();
afterAll(() => world.close());

describe('the table of service-linked roles', () => {
  const roles = listServiceLinkedRoles();

  it('has exactly one role for each AWS managed policy with the path /aws-service-role/', () => {
    const policies = listManagedPolicies().filter(({ path }) => path === '/aws-service-role/');
    expect(roles.map(({ policyName }) => policyName).sort()).toEqual(policies.map(({ name }) => name).sort());
  });

  it('has valid and unique service principals and role names', () => {
    for (const { service, roleName } of roles) {
      expect(service).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)*\.amazonaws\.com$/);
      expect(roleName).toMatch(/^AWSServiceRoleFor[\w-]{1,47}$/);
    }
    expect(new Set(roles.map(({ service }) => service)).size).toBe(roles.length);
    expect(new Set(roles.map(({ roleName }) => roleName)).size).toBe(roles.length);
  });
});

describe('CreateServiceLinkedRole', () => {
  it('creates the role with the trust policy and managed policy of the service', async () => {
    const root = await world.account();
    const { Role } = await root.run(CreateServiceLinkedRole, { AWSServiceName: 'ecs.amazonaws.com', Description: 'text' });
    expect(Role).toMatchObject({
      RoleName: 'AWSServiceRoleForECS',
      Path: '/aws-service-role/ecs.amazonaws.com/',
      Arn: `arn:aws:iam::${root.accountId}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS`,
      Description: 'text',
    });
    const trust = (document = '') => JSON.parse(decodeDocument(document));
    expect(trust(Role.AssumeRolePolicyDocument)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Action: ['sts:AssumeRole'], Effect: 'Allow', Principal: { Service: ['ecs.amazonaws.com'] } }],
    });
    const { Role: read } = await root.run(GetRole, { RoleName: 'AWSServiceRoleForECS' });
    expect(trust(read.AssumeRolePolicyDocument)).toEqual({
      Version: '2012-10-17',
      Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'ecs.amazonaws.com' } }],
    });
    expect((await root.run(ListAttachedRolePolicies, { RoleName: 'AWSServiceRoleForECS' })).AttachedPolicies).toEqual([
      {
        PolicyName: 'AmazonECSServiceRolePolicy',
        PolicyArn: 'arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy',
      },
    ]);
  });

  it('creates one role per service, or one per suffix if the service allows suffixes', async () => {
    const root = await world.account();
    await root.run(CreateServiceLinkedRole, { AWSServiceName: 'autoscaling.amazonaws.com' });
    expect(await root.fails(CreateServiceLinkedRole, { AWSServiceName: 'autoscaling.amazonaws.com' })).toMatchObject({
      shape: 'InvalidInputException',
      message: 'Service role name AWSServiceRoleForAutoScaling has been taken in this account, please try a different suffix.',
    });
    const { Role } = await root.run(CreateServiceLinkedRole, {
      AWSServiceName: 'autoscaling.amazonaws.com',
      CustomSuffix: 'blue',
    });
    expect(Role.RoleName).toBe('AWSServiceRoleForAutoScaling_blue');
    expect(
      (await root.fails(CreateServiceLinkedRole, { AWSServiceName: 'ecs.amazonaws.com', CustomSuffix: 'blue' })).message,
    ).toBe('Custom suffix is not allowed for ecs.amazonaws.com');
    expect(await root.fails(CreateServiceLinkedRole, { AWSServiceName: 'nothing.amazonaws.com' })).toMatchObject({
      shape: 'AccessDenied',
      message: 'Cannot find Service Linked Role template for nothing.amazonaws.com',
    });
  });

  it('creates the role of every service in the table', async () => {
    const root = await world.account();
    for (const { service, roleName } of listServiceLinkedRoles()) {
      const { Role } = await root.run(CreateServiceLinkedRole, { AWSServiceName: service });
      expect(Role).toMatchObject({ RoleName: roleName, Path: `/aws-service-role/${service}/` });
    }
    const attached = await world.database.reader.policyAttachment.findMany({ where: { accountId: root.accountId } });
    expect(attached.map(({ policyArn }) => policyArn.slice('arn:aws:iam::aws:policy/aws-service-role/'.length)).sort()).toEqual(
      listServiceLinkedRoles()
        .map(({ policyName }) => policyName)
        .sort(),
    );
  });

  it('denies access without an Allow, which iam:AWSServiceName can limit to one service', async () => {
    const root = await world.account();
    const helper = await userWith(world, root, 'helper', {
      Effect: 'Allow',
      Action: 'iam:CreateServiceLinkedRole',
      Resource: `arn:aws:iam::${root.accountId}:role/aws-service-role/ecs.amazonaws.com/*`,
      Condition: { StringEquals: { 'iam:AWSServiceName': 'ecs.amazonaws.com' } },
    });
    const arn = `arn:aws:iam::${root.accountId}`;
    expect((await helper.fails(CreateServiceLinkedRole, { AWSServiceName: 'rds.amazonaws.com' })).message).toBe(
      `User: ${arn}:user/helper is not authorized to perform: iam:CreateServiceLinkedRole on resource: ${arn}:role/aws-service-role/rds.amazonaws.com/AWSServiceRoleForRDS because no identity-based policy allows the iam:CreateServiceLinkedRole action`,
    );
    await helper.run(CreateServiceLinkedRole, { AWSServiceName: 'ecs.amazonaws.com' });
  });
});

describe('DeleteServiceLinkedRole', () => {
  it('deletes the role and reports the status of the deletion task', async () => {
    const root = await world.account();
    const RoleName = 'AWSServiceRoleForECS';
    await root.run(CreateServiceLinkedRole, { AWSServiceName: 'ecs.amazonaws.com' });
    const { DeletionTaskId } = await root.run(DeleteServiceLinkedRole, { RoleName });
    expect(DeletionTaskId).toMatch(/^task\/aws-service-role\/ecs\.amazonaws\.com\/AWSServiceRoleForECS\/[0-9a-f-]{36}$/);
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: 'DeleteServiceLinkedRole', outcome: 'Success' });
    expect(await root.run(GetServiceLinkedRoleDeletionStatus, { DeletionTaskId })).toEqual({ Status: 'SUCCEEDED' });
    expect((await root.fails(GetRole, { RoleName })).shape).toBe('NoSuchEntityException');
    await root.run(CreateServiceLinkedRole, { AWSServiceName: 'ecs.amazonaws.com' });
  });

  it('fails for a role in use and reports the resources that use it', async () => {
    const root = await world.account();
    await root.run(CreateServiceLinkedRole, { AWSServiceName: 'organizations.amazonaws.com' });
    await limitByScp(world, root.accountId, ALLOW_ALL);
    const RoleName = 'AWSServiceRoleForOrganizations';
    const { DeletionTaskId } = await root.run(DeleteServiceLinkedRole, { RoleName });
    const { Status, Reason } = await root.run(GetServiceLinkedRoleDeletionStatus, { DeletionTaskId });
    expect(Status).toBe('FAILED');
    expect(Reason?.RoleUsageList).toEqual([
      { Region: 'us-east-1', Resources: [expect.stringMatching(/^arn:aws:organizations::\d{12}:organization\/o-/)] },
    ]);
    await expect(root.run(GetRole, { RoleName })).resolves.toBeDefined();
  });

  it('refuses other roles, and deletion tasks of other accounts are not found', async () => {
    const [root, other] = [await world.account(), await world.account()];
    await root.run(CreateRole, { RoleName: 'mine', AssumeRolePolicyDocument: trustPolicy() });
    expect((await root.fails(DeleteServiceLinkedRole, { RoleName: 'mine' })).shape).toBe('NoSuchEntityException');
    expect((await root.fails(DeleteServiceLinkedRole, { RoleName: 'none' })).shape).toBe('NoSuchEntityException');
    await other.run(CreateServiceLinkedRole, { AWSServiceName: 'ecs.amazonaws.com' });
    const { DeletionTaskId } = await other.run(DeleteServiceLinkedRole, { RoleName: 'AWSServiceRoleForECS' });
    expect((await root.fails(GetServiceLinkedRoleDeletionStatus, { DeletionTaskId })).shape).toBe('NoSuchEntityException');
    expect((await root.fails(GetServiceLinkedRoleDeletionStatus, { DeletionTaskId: 'mine' })).shape).toBe(
      'InvalidInputException',
    );
  });

  it('denies access without an Allow, as does GetServiceLinkedRoleDeletionStatus', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    await root.run(CreateServiceLinkedRole, { AWSServiceName: 'ecs.amazonaws.com' });
    expect((await nobody.fails(DeleteServiceLinkedRole, { RoleName: 'AWSServiceRoleForECS' })).shape).toBe('AccessDenied');
    const { DeletionTaskId } = await root.run(DeleteServiceLinkedRole, { RoleName: 'AWSServiceRoleForECS' });
    expect((await nobody.fails(GetServiceLinkedRoleDeletionStatus, { DeletionTaskId })).message).toContain(
      'AWSServiceRoleForECS because no identity-based',
    );
  });
});
