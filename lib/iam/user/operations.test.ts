import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW, userCaller } from '../../core/test-world';
import { AttachUserPolicy } from '../attachment/operations';
import { AddUserToGroup, CreateGroup, ListGroupsForUser, RemoveUserFromGroup } from '../group/operations';
import { DeleteUserPolicy, PutUserPolicy } from '../inline-policy/operations';
import { CreatePolicy } from '../policy/operations';
import { ALLOW_ALL, lastEvent, limitByScp, policyDocument, userWith } from '../test-accounts';
import { CreateUser, DeleteUser, GetUser, ListUsers, ListUserTags, TagUser, UntagUser, UpdateUser } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';

describe('CreateUser', () => {
  it('returns the unique ID, ARN and path of the user and records the event', async () => {
    const root = await world.account();
    const { User } = await root.run(CreateUser, { UserName: 'Ana', Path: '/team/a/', Tags: [{ Key: 'Team', Value: 'A' }] });
    expect(User).toMatchObject({
      UserName: 'Ana',
      Path: '/team/a/',
      Arn: `arn:aws:iam::${root.accountId}:user/team/a/Ana`,
      CreateDate: TEST_NOW,
      Tags: [{ Key: 'Team', Value: 'A' }],
    });
    expect(User.UserId).toMatch(/^AIDA[A-Z2-7]{17}$/);
    const event = await lastEvent(world, root.accountId);
    expect(event).toMatchObject({
      eventName: 'CreateUser',
      eventSource: 'iam.amazonaws.com',
      outcome: 'Success',
      readOnly: false,
      userName: 'root',
    });
    expect(JSON.parse(event.responseElements ?? '')).toMatchObject({ user: { userName: 'Ana', userId: User.UserId } });
  });

  it('refuses a name that exists in another case', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    expect(await root.fails(CreateUser, { UserName: 'ANA' })).toMatchObject({
      shape: 'EntityAlreadyExistsException',
      message: 'User with name ANA already exists.',
    });
    expect(await lastEvent(world, root.accountId)).toMatchObject({ outcome: 'Failed', errorCode: 'EntityAlreadyExists' });
  });

  it('accepts a name that exists in another account', async () => {
    const [one, two] = [await world.account(), await world.account()];
    await one.run(CreateUser, { UserName: 'ana' });
    await expect(two.run(CreateUser, { UserName: 'ana' })).resolves.toBeDefined();
  });

  it.each([
    [
      { UserName: 'a b' },
      /^1 validation error detected: Value 'a b' at 'userName' failed to satisfy constraint: Member must satisfy regular expression pattern: \[\\w\+=,\.@-\]\+$/,
    ],
    [{ UserName: 'x'.repeat(65) }, /Member must have length less than or equal to 64$/],
    [{ UserName: 'ana', Path: 'team' }, /^The specified value for path is invalid\. It must begin and end with \//],
    [
      { UserName: 'ana', PermissionsBoundary: 'arn:aws:iam::aws:nothing' },
      /^Value \(arn:aws:iam::aws:nothing\) for parameter PermissionsBoundary is invalid\.$/,
    ],
  ])('refuses %j', async (input, message) => {
    const root = await world.account();
    const error = await root.fails(CreateUser, input);
    expect(error.shape).toBe('ValidationError');
    expect(error.message).toMatch(message);
  });

  it('refuses tag keys that differ only in case and creates no user', async () => {
    const root = await world.account();
    const Tags = [
      { Key: 'a', Value: '1' },
      { Key: 'A', Value: '2' },
    ];
    expect(await root.fails(CreateUser, { UserName: 'ana', Tags })).toMatchObject({
      shape: 'InvalidInputException',
      message: 'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    });
    expect(await root.fails(GetUser, { UserName: 'ana' })).toMatchObject({ shape: 'NoSuchEntityException' });
  });

  it('accepts only attachable policies of AWS or of the account as permissions boundary', async () => {
    const [root, other] = [await world.account(), await world.account()];
    const { Policy: foreign } = await other.run(CreatePolicy, { PolicyName: 'p', PolicyDocument: ALLOW_ALL });
    const { Policy: own } = await root.run(CreatePolicy, { PolicyName: 'p', PolicyDocument: ALLOW_ALL });
    for (const [index, arn] of [READ_ONLY, own.Arn].entries()) {
      const { User } = await root.run(CreateUser, { UserName: `u${index}`, PermissionsBoundary: arn });
      expect(User.PermissionsBoundary).toEqual({
        PermissionsBoundaryType: 'Policy',
        PermissionsBoundaryArn: arn,
      });
    }
    expect(await root.fails(CreateUser, { UserName: 'u3', PermissionsBoundary: foreign.Arn })).toMatchObject({
      shape: 'NoSuchEntityException',
      message: `Policy ${foreign.Arn} does not exist or is not attachable.`,
    });
    const serviceLinked = 'arn:aws:iam::aws:policy/aws-service-role/AWSOrganizationsServiceTrustPolicy';
    expect(await root.fails(CreateUser, { UserName: 'u4', PermissionsBoundary: serviceLinked })).toMatchObject({
      shape: 'PolicyNotAttachableException',
    });
  });

  it('denies access without an Allow with the error message of AWS and records the event', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    const arn = `arn:aws:iam::${root.accountId}:user`;
    const error = await nobody.fails(CreateUser, { UserName: 'ana' });
    expect(error.message).toBe(
      `User: ${arn}/nobody is not authorized to perform: iam:CreateUser on resource: ${arn}/ana because no identity-based policy allows the iam:CreateUser action`,
    );
    const event = await lastEvent(world, root.accountId);
    expect(event).toMatchObject({ eventName: 'CreateUser', outcome: 'Denied', errorCode: 'AccessDenied', userName: 'nobody' });
    expect(event.authorizationId).not.toBeNull();
  });

  it('denies access with a Deny in an SCP and returns its ARN in the error message', async () => {
    const root = await world.account();
    const admin = await userWith(world, root, 'admin', { Effect: 'Allow', Action: '*', Resource: '*' });
    await limitByScp(world, root.accountId, policyDocument({ Effect: 'Deny', Action: 'iam:CreateUser', Resource: '*' }));
    const error = await admin.fails(CreateUser, { UserName: 'ana' });
    expect(error.message).toMatch(
      /with an explicit deny in a service control policy: arn:aws:organizations::\d{12}:policy\/o-\w+\/service_control_policy\/p-\w+$/,
    );
    await expect(admin.run(ListUsers, {})).resolves.toBeDefined();
  });

  it('requires iam:TagUser for tags, with tags and boundary as condition keys', async () => {
    const root = await world.account();
    const creator = await userWith(
      world,
      root,
      'creator',
      {
        Effect: 'Allow',
        Action: 'iam:CreateUser',
        Resource: '*',
        Condition: { StringEquals: { 'iam:PermissionsBoundary': READ_ONLY } },
      },
      { Effect: 'Allow', Action: 'iam:TagUser', Resource: '*', Condition: { StringEquals: { 'aws:RequestTag/Team': 'A' } } },
    );
    expect((await creator.fails(CreateUser, { UserName: 'ana' })).shape).toBe('AccessDenied');
    const Tags = [{ Key: 'Team', Value: 'B' }];
    expect((await creator.fails(CreateUser, { UserName: 'ana', PermissionsBoundary: READ_ONLY, Tags })).message).toMatch(
      /perform: iam:TagUser on resource/,
    );
    await creator.run(CreateUser, { UserName: 'ana', PermissionsBoundary: READ_ONLY, Tags: [{ Key: 'Team', Value: 'A' }] });
    await creator.run(CreateUser, { UserName: 'bob', PermissionsBoundary: READ_ONLY });
  });
});

describe('GetUser', () => {
  it('returns the caller when UserName is omitted', async () => {
    const root = await world.account();
    const ana = await userWith(world, root, 'ana', { Effect: 'Allow', Action: 'iam:GetUser', Resource: '*' });
    expect((await ana.run(GetUser, {})).User.UserName).toBe('ana');
    expect((await root.run(GetUser, {})).User.Arn).toBe(`arn:aws:iam::${root.accountId}:root`);
  });

  it('requires UserName from a role session', async () => {
    const root = await world.account();
    const session = world.as({
      accountId: root.accountId,
      credential: 'assumeRole',
      principal: {
        type: 'AssumedRole',
        accountId: root.accountId,
        arn: `arn:aws:sts::${root.accountId}:assumed-role/r/s`,
        roleArn: `arn:aws:iam::${root.accountId}:role/r`,
        roleId: 'AROAAAAAAAAAAAAAAAAAA',
        sessionName: 's',
        serviceLinked: false,
      },
    });
    expect(await session.fails(GetUser, {})).toMatchObject({
      shape: 'ValidationError',
      message: 'Must specify userName when calling with non-User credentials',
    });
  });

  it('fails for a missing user', async () => {
    const root = await world.account();
    expect(await root.fails(GetUser, { UserName: 'ana' })).toMatchObject({
      shape: 'NoSuchEntityException',
      message: 'The user with name ana cannot be found.',
    });
  });

  it('is allowed or denied by the tags of the user', async () => {
    const root = await world.account();
    const reader = await userWith(world, root, 'reader', {
      Effect: 'Allow',
      Action: 'iam:GetUser',
      Resource: '*',
      Condition: { StringEquals: { 'aws:ResourceTag/Team': 'A', 'iam:ResourceTag/Team': 'A' } },
    });
    await root.run(CreateUser, { UserName: 'a', Tags: [{ Key: 'Team', Value: 'A' }] });
    await root.run(CreateUser, { UserName: 'b', Tags: [{ Key: 'Team', Value: 'B' }] });
    await expect(reader.run(GetUser, { UserName: 'a' })).resolves.toBeDefined();
    expect((await reader.fails(GetUser, { UserName: 'b' })).shape).toBe('AccessDenied');
  });
});

describe('ListUsers', () => {
  it('pages by name ignoring case, and omits tags and permissions boundary', async () => {
    const root = await world.account();
    for (const UserName of ['b', 'C', 'a', 'D'])
      await root.run(CreateUser, { UserName, PermissionsBoundary: READ_ONLY, Tags: [{ Key: 'k', Value: 'v' }] });
    const first = await root.run(ListUsers, { MaxItems: 3 });
    expect(first.Users.map(({ UserName }) => UserName)).toEqual(['a', 'b', 'C']);
    expect(first).toMatchObject({ IsTruncated: true, Users: [{ Tags: undefined, PermissionsBoundary: undefined }, {}, {}] });
    const second = await root.run(ListUsers, { MaxItems: 3, Marker: first.Marker });
    expect(second).toMatchObject({ IsTruncated: false, Marker: undefined, Users: [{ UserName: 'D' }] });
  });

  it('filters by path prefix, case-sensitively and with a literal underscore', async () => {
    const root = await world.account();
    for (const [index, Path] of ['/a_b/', '/A_b/', '/axb/', '/a_b/c/', '/'].entries())
      await root.run(CreateUser, { UserName: `u${index}`, Path });
    const names = async (PathPrefix: string) =>
      (await root.run(ListUsers, { PathPrefix, MaxItems: 1000 })).Users.map(({ UserName }) => UserName);
    expect(await names('/a_b/')).toEqual(['u0', 'u3']);
    expect(await names('/a')).toEqual(['u0', 'u2', 'u3']);
    const page = await root.run(ListUsers, { PathPrefix: '/a_b/', MaxItems: 1 });
    expect(page).toMatchObject({ IsTruncated: true, Users: [{ UserName: 'u0' }] });
    expect(await root.run(ListUsers, { PathPrefix: '/a_b/', MaxItems: 1, Marker: page.Marker })).toMatchObject({
      IsTruncated: false,
      Users: [{ UserName: 'u3' }],
    });
  });

  it('refuses the Marker of a list with other parameters', async () => {
    const root = await world.account();
    for (const UserName of ['a', 'b']) await root.run(CreateUser, { UserName });
    const { Marker } = await root.run(ListUsers, { MaxItems: 1 });
    expect(await root.fails(ListUsers, { Marker, PathPrefix: '/x/' })).toMatchObject({
      shape: 'ValidationError',
      message: 'Invalid Marker.',
    });
  });
});

describe('UpdateUser', () => {
  it('changes name and path but keeps ID, policies and groups', async () => {
    const root = await world.account();
    const before = await userWith(world, root, 'ana', { Effect: 'Allow', Action: 'iam:GetUser', Resource: '*' });
    await root.run(CreateGroup, { GroupName: 'g' });
    await root.run(AddUserToGroup, { GroupName: 'g', UserName: 'ana' });
    await root.run(UpdateUser, { UserName: 'ana', NewUserName: 'Anna', NewPath: '/x/' });
    expect((await root.run(ListGroupsForUser, { UserName: 'anna' })).Groups).toMatchObject([{ GroupName: 'g' }]);
    const { User } = await root.run(GetUser, { UserName: 'anna' });
    expect(User.Arn).toBe(`arn:aws:iam::${root.accountId}:user/x/Anna`);
    expect(User.UserId).toBe(before.caller.principal.type === 'User' && before.caller.principal.userId);
    await expect(world.as(userCaller(User)).run(GetUser, {})).resolves.toBeDefined();
    expect((await root.fails(GetUser, { UserName: 'ana' })).shape).toBe('NoSuchEntityException');
  });

  it('can change the case of a name but refuses the name of another user', async () => {
    const root = await world.account();
    for (const UserName of ['ana', 'bob']) await root.run(CreateUser, { UserName });
    await root.run(UpdateUser, { UserName: 'ana', NewUserName: 'ANA' });
    expect(await root.fails(UpdateUser, { UserName: 'ana', NewUserName: 'Bob' })).toMatchObject({
      shape: 'EntityAlreadyExistsException',
      message: 'User with name Bob already exists.',
    });
  });

  it('requires permission on the old and the new name', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    const arn = `arn:aws:iam::${root.accountId}:user`;
    const renamer = await userWith(world, root, 'renamer', {
      Effect: 'Allow',
      Action: 'iam:UpdateUser',
      Resource: [`${arn}/ana`, `${arn}/anna`],
    });
    expect((await renamer.fails(UpdateUser, { UserName: 'ana', NewUserName: 'eve' })).message).toContain(
      `on resource: ${arn}/eve`,
    );
    await renamer.run(UpdateUser, { UserName: 'ana', NewUserName: 'anna' });
  });

  it('fails for a missing user', async () => {
    const root = await world.account();
    expect((await root.fails(UpdateUser, { UserName: 'ana', NewPath: '/x/' })).shape).toBe('NoSuchEntityException');
  });
});

describe('DeleteUser', () => {
  it('fails until inline policies and group memberships are removed, then deletes the user and its tags', async () => {
    const root = await world.account();
    const { User } = await root.run(CreateUser, { UserName: 'ana', Tags: [{ Key: 'k', Value: 'v' }] });
    await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'p', PolicyDocument: ALLOW_ALL });
    const conflict = async () => (await root.fails(DeleteUser, { UserName: 'ana' })).message;
    expect(await conflict()).toBe('Cannot delete entity, must delete policies first.');
    await root.run(DeleteUserPolicy, { UserName: 'ana', PolicyName: 'p' });
    await root.run(CreateGroup, { GroupName: 'g' });
    await root.run(AddUserToGroup, { GroupName: 'g', UserName: 'ana' });
    expect(await conflict()).toBe('Cannot delete entity, must remove users from group first.');
    await root.run(RemoveUserFromGroup, { GroupName: 'g', UserName: 'ana' });
    await root.run(DeleteUser, { UserName: 'ana' });
    expect((await root.fails(DeleteUser, { UserName: 'ana' })).shape).toBe('NoSuchEntityException');
    expect(await world.database.reader.tag.count({ where: { resourceId: User.UserId } })).toBe(0);
  });

  it('fails until attached policies are detached', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: READ_ONLY });
    expect(await root.fails(DeleteUser, { UserName: 'ana' })).toMatchObject({
      shape: 'DeleteConflictException',
      message: 'Cannot delete entity, must detach all policies first.',
    });
  });

  it('frees the name, and a new user with that name gets a new ID', async () => {
    const root = await world.account();
    const { User: first } = await root.run(CreateUser, { UserName: 'ana' });
    await root.run(DeleteUser, { UserName: 'ana' });
    const { User: second } = await root.run(CreateUser, { UserName: 'ana' });
    expect(second.UserId).not.toBe(first.UserId);
  });
});

describe('user tags', () => {
  it('can be added, replaced ignoring the case of keys, listed and removed', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(TagUser, {
      UserName: 'ana',
      Tags: [
        { Key: 'Team', Value: 'A' },
        { Key: 'cost', Value: '' },
      ],
    });
    await root.run(TagUser, { UserName: 'ana', Tags: [{ Key: 'team', Value: 'B' }] });
    expect((await root.run(ListUserTags, { UserName: 'ana' })).Tags).toEqual([
      { Key: 'cost', Value: '' },
      { Key: 'team', Value: 'B' },
    ]);
    await root.run(UntagUser, { UserName: 'ana', TagKeys: ['TEAM', 'nothing'] });
    expect((await root.run(ListUserTags, { UserName: 'ana' })).Tags).toEqual([{ Key: 'cost', Value: '' }]);
  });

  it('number at most 50', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    const tags = (from: number, count: number) => Array.from({ length: count }, (_, i) => ({ Key: `k${from + i}`, Value: '' }));
    await root.run(TagUser, { UserName: 'ana', Tags: tags(0, 50) });
    expect(await root.fails(TagUser, { UserName: 'ana', Tags: tags(50, 1) })).toMatchObject({
      shape: 'LimitExceededException',
      message: 'The number of tags has reached the maximum limit.',
    });
    expect((await root.fails(TagUser, { UserName: 'ana', Tags: tags(0, 51) })).message).toMatch(
      /at 'tags' failed to satisfy constraint: Member must have length less than or equal to 50$/,
    );
    await expect(root.run(TagUser, { UserName: 'ana', Tags: tags(0, 3) })).resolves.toBeDefined();
  });

  it('cannot have keys with the prefix aws:', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    expect((await root.fails(TagUser, { UserName: 'ana', Tags: [{ Key: 'AWS:x', Value: '' }] })).shape).toBe(
      'InvalidInputException',
    );
  });

  it('can be limited by aws:TagKeys', async () => {
    const root = await world.account();
    const tagger = await userWith(world, root, 'tagger', {
      Effect: 'Allow',
      Action: ['iam:TagUser', 'iam:UntagUser'],
      Resource: '*',
      Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['Team'] } },
    });
    await tagger.run(TagUser, { UserName: 'tagger', Tags: [{ Key: 'Team', Value: 'A' }] });
    expect((await tagger.fails(TagUser, { UserName: 'tagger', Tags: [{ Key: 'Other', Value: 'A' }] })).shape).toBe(
      'AccessDenied',
    );
    expect((await tagger.fails(UntagUser, { UserName: 'tagger', TagKeys: ['Other'] })).shape).toBe('AccessDenied');
    await tagger.run(UntagUser, { UserName: 'tagger', TagKeys: ['Team'] });
  });
});
