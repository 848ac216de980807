import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, TEST_NOW } from '../../core/test-world';
import { CreateRole } from '../role/operations';
import { insertRole } from '../role/rows';
import { lastEvent, limitByScp, policyDocument, trustPolicy, userWith } from '../test-accounts';
import {
  AddRoleToInstanceProfile,
  CreateInstanceProfile,
  DeleteInstanceProfile,
  GetInstanceProfile,
  ListInstanceProfiles,
  ListInstanceProfilesForRole,
  ListInstanceProfileTags,
  RemoveRoleFromInstanceProfile,
  TagInstanceProfile,
  UntagInstanceProfile,
} from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const createRole = (actor: Actor, RoleName: string) =>
  actor.run(CreateRole, { RoleName, AssumeRolePolicyDocument: trustPolicy() });
const pair = { InstanceProfileName: 'p', RoleName: 'r' };

async function accountWithProfile() {
  const root = await world.account();
  await root.run(CreateInstanceProfile, { InstanceProfileName: 'p' });
  await createRole(root, 'r');
  return root;
}

describe('CreateInstanceProfile', () => {
  it('returns the unique ID and ARN of the profile without a role, and refuses a name in another case', async () => {
    const root = await world.account();
    const { InstanceProfile } = await root.run(CreateInstanceProfile, {
      InstanceProfileName: 'Web',
      Path: '/x/',
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    expect(InstanceProfile).toEqual({
      InstanceProfileName: 'Web',
      InstanceProfileId: expect.stringMatching(/^AIPA[A-Z2-7]{17}$/),
      Path: '/x/',
      Arn: `arn:aws:iam::${root.accountId}:instance-profile/x/Web`,
      CreateDate: TEST_NOW,
      Roles: [],
      Tags: [{ Key: 'k', Value: 'v' }],
    });
    expect((await root.run(GetInstanceProfile, { InstanceProfileName: 'web' })).InstanceProfile).toEqual(InstanceProfile);
    expect(await root.fails(CreateInstanceProfile, { InstanceProfileName: 'WEB' })).toMatchObject({
      shape: 'EntityAlreadyExistsException',
      message: 'Instance Profile WEB already exists.',
    });
  });

  it('denies access without an Allow or with a Deny in an SCP; tags require iam:TagInstanceProfile', async () => {
    const root = await world.account();
    const arn = `arn:aws:iam::${root.accountId}`;
    const nobody = await userWith(world, root, 'nobody');
    const creator = await userWith(world, root, 'creator', {
      Effect: 'Allow',
      Action: 'iam:CreateInstanceProfile',
      Resource: '*',
    });
    expect((await nobody.fails(CreateInstanceProfile, { InstanceProfileName: 'p' })).message).toBe(
      `User: ${arn}:user/nobody is not authorized to perform: iam:CreateInstanceProfile on resource: ${arn}:instance-profile/p because no identity-based policy allows the iam:CreateInstanceProfile action`,
    );
    expect(
      (await creator.fails(CreateInstanceProfile, { InstanceProfileName: 'p', Tags: [{ Key: 'k', Value: '' }] })).message,
    ).toContain('iam:TagInstanceProfile');
    await limitByScp(
      world,
      root.accountId,
      policyDocument({ Effect: 'Deny', Action: 'iam:CreateInstanceProfile', Resource: '*' }),
    );
    expect((await creator.fails(CreateInstanceProfile, { InstanceProfileName: 'p' })).message).toContain(
      'service control policy',
    );
  });
});

describe('the role of an instance profile', () => {
  it('is limited to one, is returned with the profile and must be removed before the profile is deleted', async () => {
    const root = await accountWithProfile();
    await createRole(root, 's');
    await root.run(AddRoleToInstanceProfile, pair);
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: 'AddRoleToInstanceProfile', outcome: 'Success' });
    expect(await root.fails(AddRoleToInstanceProfile, { ...pair, RoleName: 's' })).toMatchObject({
      shape: 'LimitExceededException',
      message: 'Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1',
    });
    expect((await root.run(GetInstanceProfile, { InstanceProfileName: 'p' })).InstanceProfile.Roles).toMatchObject([
      { RoleName: 'r' },
    ]);
    expect((await root.run(ListInstanceProfilesForRole, { RoleName: 'r' })).InstanceProfiles).toMatchObject([
      { InstanceProfileName: 'p' },
    ]);
    expect(await root.fails(DeleteInstanceProfile, { InstanceProfileName: 'p' })).toMatchObject({
      shape: 'DeleteConflictException',
      message: 'Cannot delete entity, must remove roles from instance profile first.',
    });
    expect((await root.fails(RemoveRoleFromInstanceProfile, { ...pair, RoleName: 's' })).shape).toBe('NoSuchEntityException');
    await root.run(RemoveRoleFromInstanceProfile, pair);
    await root.run(DeleteInstanceProfile, { InstanceProfileName: 'p' });
    expect((await root.fails(GetInstanceProfile, { InstanceProfileName: 'p' })).message).toBe(
      'Instance Profile p cannot be found.',
    );
  });

  it('requires iam:PassRole for EC2', async () => {
    const root = await accountWithProfile();
    const arn = `arn:aws:iam::${root.accountId}`;
    const helper = await userWith(world, root, 'helper', {
      Effect: 'Allow',
      Action: 'iam:AddRoleToInstanceProfile',
      Resource: '*',
    });
    expect((await helper.fails(AddRoleToInstanceProfile, pair)).message).toContain(
      `iam:PassRole on resource: ${arn}:role/r because no identity-based policy`,
    );
    const passer = await userWith(
      world,
      root,
      'passer',
      { Effect: 'Allow', Action: 'iam:AddRoleToInstanceProfile', Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'iam:PassRole',
        Resource: '*',
        Condition: { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } },
      },
    );
    await passer.run(AddRoleToInstanceProfile, pair);
  });

  it('cannot be a service-linked role', async () => {
    const root = await accountWithProfile();
    const path = '/aws-service-role/support.amazonaws.com/';
    await insertRole(world.database.writer, {
      accountId: root.accountId,
      name: 'linked',
      path,
      document: trustPolicy(),
      now: TEST_NOW,
      partition: 'aws',
    });
    expect((await root.fails(AddRoleToInstanceProfile, { ...pair, RoleName: 'linked' })).shape).toBe(
      'UnmodifiableEntityException',
    );
    expect((await root.fails(RemoveRoleFromInstanceProfile, { ...pair, RoleName: 'linked' })).shape).toBe(
      'UnmodifiableEntityException',
    );
  });
});

describe('ListInstanceProfiles', () => {
  it('pages, filters by path prefix and omits tags', async () => {
    const root = await world.account();
    for (const [InstanceProfileName, Path] of [
      ['b', '/x/'],
      ['A', '/'],
      ['c', '/X/'],
    ] as const) {
      await root.run(CreateInstanceProfile, { InstanceProfileName, Path, Tags: [{ Key: 'k', Value: '' }] });
    }
    const first = await root.run(ListInstanceProfiles, { MaxItems: 2 });
    expect(first.InstanceProfiles.map((profile) => profile.InstanceProfileName)).toEqual(['A', 'b']);
    expect(Object.keys(first.InstanceProfiles[0] ?? {})).not.toEqual(expect.arrayContaining(['Tags']));
    expect((await root.run(ListInstanceProfiles, { MaxItems: 2, Marker: first.Marker })).InstanceProfiles).toHaveLength(1);
    expect((await root.run(ListInstanceProfiles, { PathPrefix: '/x/' })).InstanceProfiles).toHaveLength(1);
  });
});

describe('instance profile operations', () => {
  it('fail for a missing profile or role', async () => {
    const root = await accountWithProfile();
    const none = { InstanceProfileName: 'none' };
    const errors = [
      await root.fails(DeleteInstanceProfile, none),
      await root.fails(AddRoleToInstanceProfile, { ...pair, ...none }),
      await root.fails(AddRoleToInstanceProfile, { ...pair, RoleName: 'none' }),
      await root.fails(RemoveRoleFromInstanceProfile, { ...pair, ...none }),
      await root.fails(RemoveRoleFromInstanceProfile, { ...pair, RoleName: 'none' }),
      await root.fails(ListInstanceProfilesForRole, { RoleName: 'none' }),
      await root.fails(TagInstanceProfile, { ...none, Tags: [] }),
      await root.fails(UntagInstanceProfile, { ...none, TagKeys: [] }),
      await root.fails(ListInstanceProfileTags, none),
    ];
    expect(errors.map(({ shape }) => shape)).toEqual(errors.map(() => 'NoSuchEntityException'));
  });

  it('require the permission of each operation on the profile or role', async () => {
    const root = await accountWithProfile();
    const nobody = await userWith(world, root, 'nobody');
    const name = { InstanceProfileName: 'p' };
    const errors = [
      await nobody.fails(GetInstanceProfile, name),
      await nobody.fails(DeleteInstanceProfile, name),
      await nobody.fails(AddRoleToInstanceProfile, pair),
      await nobody.fails(RemoveRoleFromInstanceProfile, pair),
      await nobody.fails(TagInstanceProfile, { ...name, Tags: [] }),
      await nobody.fails(UntagInstanceProfile, { ...name, TagKeys: [] }),
      await nobody.fails(ListInstanceProfileTags, name),
    ];
    for (const { message } of errors) expect(message).toContain(`:instance-profile/p because no identity-based policy allows`);
    expect((await nobody.fails(ListInstanceProfiles, {})).message).toContain(':instance-profile/ because');
    expect((await nobody.fails(ListInstanceProfilesForRole, { RoleName: 'r' })).message).toContain(':role/r because');
  });

  it('add, remove and list tags', async () => {
    const root = await accountWithProfile();
    const name = { InstanceProfileName: 'p' };
    await root.run(TagInstanceProfile, {
      ...name,
      Tags: [
        { Key: 'a', Value: '1' },
        { Key: 'b', Value: '2' },
      ],
    });
    await root.run(UntagInstanceProfile, { ...name, TagKeys: ['A'] });
    expect((await root.run(ListInstanceProfileTags, name)).Tags).toEqual([{ Key: 'b', Value: '2' }]);
  });
});
