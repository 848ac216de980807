import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW } from '../../core/test-world';
import { AttachRolePolicy, DetachRolePolicy } from '../attachment/operations';
import { DeleteRolePolicy, PutRolePolicy } from '../inline-policy/operations';
import { AddRoleToInstanceProfile, CreateInstanceProfile, RemoveRoleFromInstanceProfile } from '../instance-profile/operations';
import { decodeDocument } from '../policy/documents';
import { ALLOW_ALL, lastEvent, limitByScp, policyDocument, trustPolicy, userWith } from '../test-accounts';
import {
  CreateRole,
  DeleteRole,
  GetRole,
  ListRoles,
  ListRoleTags,
  TagRole,
  UntagRole,
  UpdateAssumeRolePolicy,
  UpdateRole,
  UpdateRoleDescription,
} from './operations';
import { insertRole } from './rows';

const world = await createTestWorld();
afterAll(() => world.close());

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const EC2 = trustPolicy();

/** Creates a role as an AWS service creates it for itself. */
async function serviceLinkedRole(accountId: string, name = 'AWSServiceRoleForSupport') {
  await insertRole(world.database.writer, {
    accountId,
    name,
    path: '/aws-service-role/support.amazonaws.com/',
    document: EC2,
    now: TEST_NOW,
    partition: 'aws',
  });
  return name;
}

describe('CreateRole', () => {
  it('returns all parameters with the trust policy URL-encoded, and records the event', async () => {
    const root = await world.account();
    const { Role } = await root.run(CreateRole, {
      RoleName: 'Audit',
      Path: '/x/',
      AssumeRolePolicyDocument: EC2,
      Description: 'Reads everything',
      MaxSessionDuration: 7200,
      PermissionsBoundary: READ_ONLY,
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    expect(Role).toEqual({
      RoleName: 'Audit',
      RoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}$/),
      Path: '/x/',
      Arn: `arn:aws:iam::${root.accountId}:role/x/Audit`,
      CreateDate: TEST_NOW,
      AssumeRolePolicyDocument: expect.not.stringMatching(/["{} !'()*]/),
      Description: 'Reads everything',
      PermissionsBoundary: { PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: READ_ONLY },
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    expect(decodeDocument(Role.AssumeRolePolicyDocument)).toBe(EC2);
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: 'CreateRole', outcome: 'Success' });
    expect((await root.run(GetRole, { RoleName: 'Audit' })).Role).toEqual({
      ...Role,
      MaxSessionDuration: 7200,
      RoleLastUsed: {},
    });
  });

  it('sets MaxSessionDuration to one hour by default', async () => {
    const root = await world.account();
    await root.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: EC2 });
    expect((await root.run(GetRole, { RoleName: 'r' })).Role.MaxSessionDuration).toBe(3600);
  });

  it('refuses a name that exists in another case', async () => {
    const root = await world.account();
    await root.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: EC2 });
    expect(await root.fails(CreateRole, { RoleName: 'R', AssumeRolePolicyDocument: EC2 })).toMatchObject({
      shape: 'EntityAlreadyExistsException',
      message: 'Role with name R already exists.',
    });
  });

  it.each([
    ['{', 'This policy contains invalid Json'],
    [
      policyDocument({ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole', Resource: '*' }),
      'Has prohibited field Resource',
    ],
    [policyDocument({ Effect: 'Allow', Action: 'sts:AssumeRole' }), 'Missing required field Principal'],
    [
      policyDocument({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject' }),
      'AssumeRole policy may only specify STS AssumeRole actions.',
    ],
    [trustPolicy('arn:aws:iam::123456789012:group/g'), 'Invalid principal in policy: "AWS":"arn:aws:iam::123456789012:group/g"'],
  ])('refuses the trust policy %s', async (AssumeRolePolicyDocument, message) => {
    const root = await world.account();
    expect(await root.fails(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument })).toMatchObject({
      shape: 'MalformedPolicyDocumentException',
      message,
    });
  });

  it('refuses a trust policy that is too long and paths reserved for AWS services', async () => {
    const root = await world.account();
    const long = policyDocument({ Sid: 'x'.repeat(2048), Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' });
    expect(await root.fails(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: long })).toMatchObject({
      shape: 'LimitExceededException',
      message: 'Cannot exceed quota for ACLSizePerRole: 2048',
    });
    const paths = [
      '/aws-service-role/support.amazonaws.com/',
      '/aws-service-role/',
      '/aws-reserved/',
      '/aws-reserved/sso.amazonaws.com/eu-west-1/',
    ];
    for (const Path of paths) {
      const { shape, message } = await root.fails(CreateRole, { RoleName: 'r', Path, AssumeRolePolicyDocument: EC2 });
      expect([Path, shape, message]).toEqual([
        Path,
        'InvalidInputException',
        'Roles with this path are created by AWS services only.',
      ]);
    }
    const near = { RoleName: 'near', Path: '/aws-reserved-for-us/aws-reserved/', AssumeRolePolicyDocument: EC2 };
    expect((await root.run(CreateRole, near)).Role.Path).toBe(near.Path);
  });

  it('refuses session durations out of range', async () => {
    const root = await world.account();
    const input = { RoleName: 'r', AssumeRolePolicyDocument: EC2 };
    expect((await root.fails(CreateRole, { ...input, MaxSessionDuration: 3599 })).message).toMatch(
      /value greater than or equal to 3600$/,
    );
    expect((await root.fails(CreateRole, { ...input, MaxSessionDuration: 43_201 })).message).toMatch(
      /value less than or equal to 43200$/,
    );
  });

  it('denies access without an Allow, without the required boundary or with a Deny in an SCP', async () => {
    const root = await world.account();
    const arn = `arn:aws:iam::${root.accountId}`;
    const input = { RoleName: 'r', AssumeRolePolicyDocument: EC2 };
    const nobody = await userWith(world, root, 'nobody');
    expect((await nobody.fails(CreateRole, input)).message).toBe(
      `User: ${arn}:user/nobody is not authorized to perform: iam:CreateRole on resource: ${arn}:role/r because no identity-based policy allows the iam:CreateRole action`,
    );
    const delegate = await userWith(world, root, 'delegate', {
      Effect: 'Allow',
      Action: 'iam:CreateRole',
      Resource: '*',
      Condition: { StringEquals: { 'iam:PermissionsBoundary': READ_ONLY } },
    });
    expect((await delegate.fails(CreateRole, input)).shape).toBe('AccessDenied');
    expect(
      (await delegate.fails(CreateRole, { ...input, PermissionsBoundary: READ_ONLY, Tags: [{ Key: 'k', Value: '' }] })).message,
    ).toContain('iam:TagRole');
    await delegate.run(CreateRole, { ...input, PermissionsBoundary: READ_ONLY });
    await limitByScp(world, root.accountId, policyDocument({ Effect: 'Deny', Action: 'iam:CreateRole', Resource: '*' }));
    expect((await delegate.fails(CreateRole, { ...input, RoleName: 's', PermissionsBoundary: READ_ONLY })).message).toContain(
      'service control policy',
    );
  });
});

describe('GetRole', () => {
  it('returns the time and Region of the last use', async () => {
    const root = await world.account();
    await root.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: EC2 });
    const where = { accountId_nameKey: { accountId: root.accountId, nameKey: 'r' } };
    await world.database.writer.role.update({ where, data: { lastUsedAt: TEST_NOW, lastUsedRegion: 'eu-central-1' } });
    expect((await root.run(GetRole, { RoleName: 'R' })).Role.RoleLastUsed).toEqual({
      LastUsedDate: TEST_NOW,
      Region: 'eu-central-1',
    });
  });

  it('fails for a missing role and denies access without an Allow', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    expect(await root.fails(GetRole, { RoleName: 'r' })).toMatchObject({
      shape: 'NoSuchEntityException',
      message: 'The role with name r cannot be found.',
    });
    expect((await nobody.fails(GetRole, { RoleName: 'r' })).shape).toBe('AccessDenied');
  });
});

describe('ListRoles', () => {
  it('pages, filters by path prefix and omits tags and permissions boundary', async () => {
    const root = await world.account();
    for (const [RoleName, Path] of [
      ['b', '/x/'],
      ['A', '/'],
      ['c', '/X/'],
    ] as const) {
      await root.run(CreateRole, {
        RoleName,
        Path,
        AssumeRolePolicyDocument: EC2,
        PermissionsBoundary: READ_ONLY,
        Tags: [{ Key: 'k', Value: '' }],
      });
    }
    const first = await root.run(ListRoles, { MaxItems: 2 });
    expect(first.Roles.map(({ RoleName }) => RoleName)).toEqual(['A', 'b']);
    for (const role of first.Roles) expect(role).not.toMatchObject({ Tags: expect.anything() });
    for (const role of first.Roles) expect(Object.keys(role)).not.toEqual(expect.arrayContaining(['PermissionsBoundary']));
    expect((await root.run(ListRoles, { MaxItems: 2, Marker: first.Marker })).Roles).toHaveLength(1);
    expect((await root.run(ListRoles, { PathPrefix: '/x/' })).Roles.map(({ RoleName }) => RoleName)).toEqual(['b']);
  });

  it('denies access without an Allow', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    expect((await nobody.fails(ListRoles, {})).message).toContain(`on resource: arn:aws:iam::${root.accountId}:role/ because`);
  });
});

describe('UpdateRole and UpdateRoleDescription', () => {
  it('change only the given description, but UpdateRole resets an omitted MaxSessionDuration', async () => {
    const root = await world.account();
    await root.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: EC2, Description: 'old', MaxSessionDuration: 7200 });
    await root.run(UpdateRole, { RoleName: 'r', MaxSessionDuration: 10_800 });
    expect((await root.run(GetRole, { RoleName: 'r' })).Role).toMatchObject({ Description: 'old', MaxSessionDuration: 10_800 });
    await root.run(UpdateRole, { RoleName: 'r', Description: 'new' });
    expect((await root.run(GetRole, { RoleName: 'r' })).Role).toMatchObject({ Description: 'new', MaxSessionDuration: 3600 });
    await root.run(UpdateRole, { RoleName: 'r', MaxSessionDuration: 7200 });
    const { Role } = await root.run(UpdateRoleDescription, { RoleName: 'r', Description: 'newer' });
    expect(Role).toMatchObject({ Description: 'newer', MaxSessionDuration: 7200 });
  });

  it('fail for a missing role and deny access without an Allow', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    expect((await root.fails(UpdateRole, { RoleName: 'r', Description: '' })).shape).toBe('NoSuchEntityException');
    expect((await root.fails(UpdateRoleDescription, { RoleName: 'r', Description: '' })).shape).toBe('NoSuchEntityException');
    expect((await nobody.fails(UpdateRole, { RoleName: 'r', Description: '' })).shape).toBe('AccessDenied');
    expect((await nobody.fails(UpdateRoleDescription, { RoleName: 'r', Description: '' })).shape).toBe('AccessDenied');
  });
});

describe('UpdateAssumeRolePolicy', () => {
  it('replaces the trust policy', async () => {
    const root = await world.account();
    await root.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: EC2 });
    const document = trustPolicy(root.accountId);
    await root.run(UpdateAssumeRolePolicy, { RoleName: 'r', PolicyDocument: document });
    expect(decodeDocument((await root.run(GetRole, { RoleName: 'r' })).Role.AssumeRolePolicyDocument)).toBe(document);
  });

  it('fails for an invalid document or a missing role and denies access without an Allow', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    await root.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: EC2 });
    expect((await root.fails(UpdateAssumeRolePolicy, { RoleName: 'r', PolicyDocument: '{}' })).shape).toBe(
      'MalformedPolicyDocumentException',
    );
    expect((await root.fails(UpdateAssumeRolePolicy, { RoleName: 'x', PolicyDocument: EC2 })).shape).toBe(
      'NoSuchEntityException',
    );
    expect((await nobody.fails(UpdateAssumeRolePolicy, { RoleName: 'r', PolicyDocument: EC2 })).shape).toBe('AccessDenied');
  });
});

describe('DeleteRole', () => {
  it('fails until the role is removed from instance profiles and its policies are removed', async () => {
    const root = await world.account();
    await root.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: EC2, PermissionsBoundary: READ_ONLY });
    await root.run(CreateInstanceProfile, { InstanceProfileName: 'p' });
    await root.run(AddRoleToInstanceProfile, { InstanceProfileName: 'p', RoleName: 'r' });
    await root.run(AttachRolePolicy, { RoleName: 'r', PolicyArn: READ_ONLY });
    await root.run(PutRolePolicy, { RoleName: 'r', PolicyName: 'p', PolicyDocument: ALLOW_ALL });
    const conflict = async () => {
      const error = await root.fails(DeleteRole, { RoleName: 'r' });
      expect(error.shape).toBe('DeleteConflictException');
      return error.message;
    };
    expect(await conflict()).toBe('Cannot delete entity, must remove roles from instance profile first.');
    await root.run(RemoveRoleFromInstanceProfile, { InstanceProfileName: 'p', RoleName: 'r' });
    expect(await conflict()).toBe('Cannot delete entity, must detach all policies first.');
    await root.run(DetachRolePolicy, { RoleName: 'r', PolicyArn: READ_ONLY });
    expect(await conflict()).toBe('Cannot delete entity, must delete policies first.');
    await root.run(DeleteRolePolicy, { RoleName: 'r', PolicyName: 'p' });
    await root.run(DeleteRole, { RoleName: 'r' });
    expect((await root.fails(DeleteRole, { RoleName: 'r' })).shape).toBe('NoSuchEntityException');
  });

  it('denies access without an Allow', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    expect((await nobody.fails(DeleteRole, { RoleName: 'r' })).shape).toBe('AccessDenied');
  });
});

describe('service-linked roles', () => {
  it('cannot be changed or deleted by the account', async () => {
    const root = await world.account();
    const RoleName = await serviceLinkedRole(root.accountId);
    const attempts = [
      () => root.fails(DeleteRole, { RoleName }),
      () => root.fails(UpdateRole, { RoleName, MaxSessionDuration: 7200 }),
      () => root.fails(UpdateAssumeRolePolicy, { RoleName, PolicyDocument: EC2 }),
      () => root.fails(AttachRolePolicy, { RoleName, PolicyArn: READ_ONLY }),
      () => root.fails(DetachRolePolicy, { RoleName, PolicyArn: READ_ONLY }),
      () => root.fails(PutRolePolicy, { RoleName, PolicyName: 'p', PolicyDocument: ALLOW_ALL }),
      () => root.fails(DeleteRolePolicy, { RoleName, PolicyName: 'p' }),
    ];
    for (const attempt of attempts) {
      expect(await attempt()).toMatchObject({
        shape: 'UnmodifiableEntityException',
        message: `Cannot perform the operation on the protected role '${RoleName}' - this role is only modifiable by AWS`,
      });
    }
  });

  it('can get a description and tags', async () => {
    const root = await world.account();
    const RoleName = await serviceLinkedRole(root.accountId);
    await root.run(UpdateRole, { RoleName, Description: 'text' });
    await root.run(TagRole, { RoleName, Tags: [{ Key: 'k', Value: 'v' }] });
    expect((await root.run(GetRole, { RoleName })).Role).toMatchObject({ Description: 'text', Tags: [{ Key: 'k', Value: 'v' }] });
  });
});

describe('role tags', () => {
  it('can be added, listed and removed', async () => {
    const root = await world.account();
    await root.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: EC2, Tags: [{ Key: 'a', Value: '1' }] });
    await root.run(TagRole, {
      RoleName: 'r',
      Tags: [
        { Key: 'A', Value: '2' },
        { Key: 'b', Value: '' },
      ],
    });
    await root.run(UntagRole, { RoleName: 'r', TagKeys: ['B'] });
    expect((await root.run(ListRoleTags, { RoleName: 'r' })).Tags).toEqual([{ Key: 'A', Value: '2' }]);
  });

  it('fail for missing roles and duplicate keys, and deny access without an Allow', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    await root.run(CreateRole, { RoleName: 'r', AssumeRolePolicyDocument: EC2 });
    expect((await root.fails(TagRole, { RoleName: 'x', Tags: [] })).shape).toBe('NoSuchEntityException');
    expect((await root.fails(UntagRole, { RoleName: 'x', TagKeys: [] })).shape).toBe('NoSuchEntityException');
    expect((await root.fails(ListRoleTags, { RoleName: 'x' })).shape).toBe('NoSuchEntityException');
    const Tags = [
      { Key: 'k', Value: '' },
      { Key: 'K', Value: '' },
    ];
    expect((await root.fails(TagRole, { RoleName: 'r', Tags })).shape).toBe('InvalidInputException');
    expect((await nobody.fails(TagRole, { RoleName: 'r', Tags: [] })).shape).toBe('AccessDenied');
    expect((await nobody.fails(UntagRole, { RoleName: 'r', TagKeys: [] })).shape).toBe('AccessDenied');
    expect((await nobody.fails(ListRoleTags, { RoleName: 'r' })).shape).toBe('AccessDenied');
  });
});
