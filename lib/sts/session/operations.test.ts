import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCredential } from '../../core/secrets/credentials';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { recordedEvents } from '../../core/testing/recorded-events';
import { AttachRolePolicy } from '../../iam/attachment/operations';
import { PutRolePolicy } from '../../iam/inline-policy/operations';
import { CreateRole, DeleteRole, TagRole } from '../../iam/role/operations';
import { GetUser, ListUsers } from '../../iam/user/operations';
import { GetCallerIdentity } from '../caller/operations';
import { allow, callerOf, policy, roleOf, trust, userWith } from '../test-actors';
import { AssumeRole } from './operations';

let world: TestWorld;
let account: Actor;
let other: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  account = await world.account();
  other = await world.account();
});
afterAll(() => world.close());

let count = 0;
const name = (kind: string) => `${kind}-${++count}`;

/** Creates a user who may assume every role, and a role of the other account that trusts the user's account. */
async function pair(roleOptions: Parameters<typeof roleOf>[3] = {}, document = trust(account.accountId)) {
  const user = await userWith(world, account, name('user'), allow(['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']));
  const roleArn = await roleOf(other, name('role'), document, roleOptions);
  return { user, input: { RoleArn: roleArn, RoleSessionName: 'session' } };
}

describe('AssumeRole', () => {
  it('starts a session of the role with only the permissions of the role', async () => {
    const { user, input } = await pair();
    const roleName = input.RoleArn.split('/').at(-1) ?? '';
    await other.run(AttachRolePolicy, { RoleName: roleName, PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' });
    const { Credentials, AssumedRoleUser, PackedPolicySize } = await user.run(AssumeRole, input);
    expect(Credentials.AccessKeyId).toMatch(/^ASIA[A-Z2-7]{16}$/);
    expect(Credentials.SecretAccessKey).toHaveLength(40);
    expect(Credentials.Expiration).toEqual(new Date(TEST_NOW.getTime() + 3600_000));
    expect(AssumedRoleUser.Arn).toBe(`arn:aws:sts::${other.accountId}:assumed-role/${roleName}/session`);
    expect(AssumedRoleUser.AssumedRoleId).toMatch(/^AROA[A-Z2-7]{17}:session$/);
    expect(PackedPolicySize).toBeUndefined();

    const session = world.as(await callerOf(world, Credentials));
    expect(await session.run(GetCallerIdentity, {})).toEqual({
      Account: other.accountId,
      Arn: AssumedRoleUser.Arn,
      UserId: AssumedRoleUser.AssumedRoleId,
    });
    expect(await session.run(ListUsers, {})).toMatchObject({ IsTruncated: false });
    const denied = await session.fails(DeleteRole, { RoleName: roleName });
    expect(denied.message).toContain(`User: ${AssumedRoleUser.Arn} is not authorized to perform: iam:DeleteRole`);
  });

  it('requires permission in both accounts; a missing role gets the same error as one without trust', async () => {
    const roleArn = await roleOf(other, name('role'), trust(account.accountId));
    const closed = await roleOf(other, name('role'), trust(other.accountId));
    const nobody = await userWith(world, account, name('user'));
    const willing = await userWith(world, account, name('user'), allow('sts:AssumeRole'));
    const identity = await nobody.fails(AssumeRole, { RoleArn: roleArn, RoleSessionName: 'session' });
    expect(identity).toMatchObject({ shape: 'AccessDenied' });
    expect(identity.message).toContain('because no identity-based policy allows the sts:AssumeRole action');
    const untrusted = await willing.fails(AssumeRole, { RoleArn: closed, RoleSessionName: 'session' });
    const missingArn = `arn:aws:iam::${other.accountId}:role/none`;
    const missing = await willing.fails(AssumeRole, { RoleArn: missingArn, RoleSessionName: 'session' });
    expect(missing.message.replace(missingArn, closed)).toBe(untrusted.message);
    const noAccount = await willing.fails(AssumeRole, {
      RoleArn: 'arn:aws:iam::999999999999:role/none',
      RoleSessionName: 'session',
    });
    expect(noAccount).toMatchObject({ shape: 'AccessDenied' });
  });

  it('requires no identity policy within the account if the role trusts the user by ARN', async () => {
    const user = await userWith(world, account, name('user'));
    const direct = await roleOf(account, name('role'), trust(user.arn));
    await user.run(AssumeRole, { RoleArn: direct, RoleSessionName: 'session' });
    const delegated = await roleOf(account, name('role'), trust(account.accountId));
    await user.fails(AssumeRole, { RoleArn: delegated, RoleSessionName: 'session' });
  });

  it('refuses the root user', async () => {
    const roleArn = await roleOf(account, name('role'), trust(account.accountId));
    const error = await account.fails(AssumeRole, { RoleArn: roleArn, RoleSessionName: 'session' });
    expect(error).toMatchObject({ shape: 'AccessDenied', message: 'Roles may not be assumed by root accounts.' });
  });

  it('requires the external ID of the trust policy', async () => {
    const { user, input } = await pair(
      {},
      trust(account.accountId, 'sts:AssumeRole', { StringEquals: { 'sts:ExternalId': 'blue-42' } }),
    );
    await user.fails(AssumeRole, input);
    await user.fails(AssumeRole, { ...input, ExternalId: 'blue-43' });
    await user.run(AssumeRole, { ...input, ExternalId: 'blue-42' });
  });

  it('limits the duration by MaxSessionDuration, and to one hour with role chaining', async () => {
    const { user, input } = await pair({ MaxSessionDuration: 7200 });
    const long = await user.run(AssumeRole, { ...input, DurationSeconds: 7200 });
    expect(long.Credentials.Expiration).toEqual(new Date(TEST_NOW.getTime() + 7200_000));
    const tooLong = await user.fails(AssumeRole, { ...input, DurationSeconds: 7201 });
    expect(tooLong).toMatchObject({
      shape: 'ValidationError',
      message: 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    });
    expect((await user.fails(AssumeRole, { ...input, DurationSeconds: 899 })).message).toContain('greater than or equal to 900');

    const second = await roleOf(other, name('role'), trust(input.RoleArn), { MaxSessionDuration: 7200 });
    const session = world.as(await callerOf(world, long.Credentials));
    const chained = { RoleArn: second, RoleSessionName: 'chained' };
    const refused = await session.fails(AssumeRole, { ...chained, DurationSeconds: 3601 });
    expect(refused.message).toContain('exceeds the 1 hour session limit for roles assumed by role chaining');
    const started = await session.run(AssumeRole, { ...chained, DurationSeconds: 3600 });
    expect((await callerOf(world, started.Credentials)).session).toMatchObject({ chained: true });
  });

  it('limits the session by inline and managed session policies', async () => {
    const { user, input } = await pair();
    const roleName = input.RoleArn.split('/').at(-1) ?? '';
    await other.run(AttachRolePolicy, { RoleName: roleName, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
    const narrow = await user.run(AssumeRole, { ...input, Policy: policy(allow('iam:ListUsers')) });
    expect(narrow.PackedPolicySize).toBeGreaterThan(0);
    const session = world.as(await callerOf(world, narrow.Credentials));
    await session.run(ListUsers, {});
    expect((await session.fails(GetUser, { UserName: 'x' })).message).toContain(
      'because no session policy allows the iam:GetUser action',
    );
    const managed = await user.run(AssumeRole, { ...input, PolicyArns: [{ arn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' }] });
    const reader = world.as(await callerOf(world, managed.Credentials));
    await reader.run(ListUsers, {});
    expect((await reader.fails(DeleteRole, { RoleName: roleName })).message).toContain('because no session policy allows');
  });

  it('refuses session policies that are malformed, missing or too large', async () => {
    const { user, input } = await pair();
    expect(await user.fails(AssumeRole, { ...input, Policy: '{"Version":' })).toMatchObject({
      shape: 'MalformedPolicyDocumentException',
    });
    const withPrincipal = policy({ ...allow('s3:*'), Principal: '*' });
    expect(await user.fails(AssumeRole, { ...input, Policy: withPrincipal })).toMatchObject({
      shape: 'MalformedPolicyDocumentException',
    });
    const missing = { ...input, PolicyArns: [{ arn: `arn:aws:iam::${other.accountId}:policy/none` }] };
    expect(await user.fails(AssumeRole, missing)).toMatchObject({ shape: 'MalformedPolicyDocumentException' });
    const tagged = await pair({}, trust(account.accountId, ['sts:AssumeRole', 'sts:TagSession']));
    const Tags = Array.from({ length: 50 }, (_, i) => ({ Key: `key-${i}`, Value: randomBytes(128).toString('hex') }));
    const large = await tagged.user.fails(AssumeRole, { ...tagged.input, Tags });
    expect(large).toMatchObject({ shape: 'PackedPolicyTooLargeException' });
    const long = policy(allow('iam:ListUsers', 'x'.repeat(1950)));
    const PolicyArns = [{ arn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' }];
    expect(await user.fails(AssumeRole, { ...input, Policy: long, PolicyArns })).toMatchObject({
      shape: 'PackedPolicyTooLargeException',
    });
  });

  it('refuses every context assertion', async () => {
    const { user, input } = await pair();
    const ProvidedContexts = [{ ProviderArn: 'arn:aws:iam::aws:contextProvider/IdentityCenter', ContextAssertion: 'eyJ0' }];
    expect((await user.fails(AssumeRole, { ...input, ProvidedContexts })).shape).toBe('InvalidContextAssertionException');
    await expect(user.run(AssumeRole, { ...input, ProvidedContexts: [] })).resolves.toBeDefined();
  });

  it('passes session tags, which require sts:TagSession and override the tags of the role', async () => {
    const Tags = [
      { Key: 'team', Value: 'blue' },
      { Key: 'cost', Value: '7' },
    ];
    const untagged = await pair();
    expect((await untagged.user.fails(AssumeRole, { ...untagged.input, Tags })).message).toContain('sts:TagSession');

    const { user, input } = await pair({}, trust(account.accountId, ['sts:AssumeRole', 'sts:TagSession']));
    const roleName = input.RoleArn.split('/').at(-1) ?? '';
    await other.run(TagRole, { RoleName: roleName, Tags: [{ Key: 'Team', Value: 'red' }] });
    const blueOnly = policy(allow('iam:ListUsers', '*', { StringEquals: { 'aws:PrincipalTag/team': 'blue' } }));
    await other.run(PutRolePolicy, { RoleName: roleName, PolicyName: 'blue', PolicyDocument: blueOnly });
    const plain = world.as(await callerOf(world, (await user.run(AssumeRole, input)).Credentials));
    await plain.fails(ListUsers, {});
    const tagged = world.as(await callerOf(world, (await user.run(AssumeRole, { ...input, Tags })).Credentials));
    await tagged.run(ListUsers, {});
  });

  it('refuses duplicate tags, transitive keys without a tag and overrides of inherited tags', async () => {
    const { user, input } = await pair({}, trust(account.accountId, ['sts:AssumeRole', 'sts:TagSession']));
    const Tags = [{ Key: 'team', Value: 'blue' }];
    const twice = await user.fails(AssumeRole, { ...input, Tags: [...Tags, { Key: 'Team', Value: 'red' }] });
    expect(twice).toMatchObject({ shape: 'InvalidParameterValue', message: expect.stringContaining('Duplicate tag keys found') });
    const absent = await user.fails(AssumeRole, { ...input, Tags, TransitiveTagKeys: ['cost'] });
    expect(absent.message).toContain('must be included in the requested tags');

    const started = await user.run(AssumeRole, { ...input, Tags, TransitiveTagKeys: ['team'] });
    const session = world.as(await callerOf(world, started.Credentials));
    const target = await roleOf(other, name('role'), trust(input.RoleArn, ['sts:AssumeRole', 'sts:TagSession']));
    const next = { RoleArn: target, RoleSessionName: 'chained' };
    const clash = await session.fails(AssumeRole, { ...next, Tags: [{ Key: 'TEAM', Value: 'green' }] });
    expect(clash).toMatchObject({ shape: 'InvalidParameterValue' });
    const chained = await callerOf(world, (await session.run(AssumeRole, next)).Credentials);
    expect(chained.session).toMatchObject({ tags: Tags, transitiveTagKeys: ['team'] });
    const untaggable = await roleOf(other, name('role'), trust(input.RoleArn));
    expect((await session.fails(AssumeRole, { RoleArn: untaggable, RoleSessionName: 'chained' })).message).toContain(
      'sts:TagSession',
    );
  });

  it('keeps the source identity in chained sessions, which requires sts:SetSourceIdentity', async () => {
    const plain = await pair();
    expect((await plain.user.fails(AssumeRole, { ...plain.input, SourceIdentity: 'maria' })).message).toContain(
      'sts:SetSourceIdentity',
    );
    const { user, input } = await pair({}, trust(account.accountId, ['sts:AssumeRole', 'sts:SetSourceIdentity']));
    const started = await user.run(AssumeRole, { ...input, SourceIdentity: 'maria' });
    expect(started.SourceIdentity).toBe('maria');
    const session = world.as(await callerOf(world, started.Credentials));
    const target = await roleOf(other, name('role'), trust(input.RoleArn, ['sts:AssumeRole', 'sts:SetSourceIdentity']));
    const next = { RoleArn: target, RoleSessionName: 'chained' };
    await session.fails(AssumeRole, { ...next, SourceIdentity: 'peter' });
    const chained = await session.run(AssumeRole, next);
    expect((await callerOf(world, chained.Credentials)).session).toMatchObject({ sourceIdentity: 'maria' });
  });

  it('is recorded in both accounts without secrets, and without the name of the caller in the other one', async () => {
    const { user, input } = await pair();
    const { Credentials } = await user.run(AssumeRole, input);
    const events = await recordedEvents(world.database.reader, {
      eventName: 'AssumeRole',
      resources: { contains: input.RoleArn },
    });
    expect(events.map((event) => event.accountId).sort()).toEqual([account.accountId, other.accountId].sort());
    const own = events.find((event) => event.accountId === account.accountId);
    const foreign = events.find((event) => event.accountId === other.accountId);
    expect(own).toMatchObject({ principalArn: user.arn });
    expect(foreign).toMatchObject({ principalArn: null, userName: null, principalType: 'AWSAccount' });
    expect(JSON.parse(foreign?.userIdentity ?? '')).toMatchObject({ type: 'AWSAccount', accountId: account.accountId });
    for (const event of events) {
      expect(event.responseElements).toContain(Credentials.AccessKeyId);
      expect(event.responseElements).not.toContain(Credentials.SecretAccessKey);
      expect(event.responseElements).not.toContain(Credentials.SessionToken);
    }
  });

  it('requires permission across accounts also with enforcement off in the account of the caller', async () => {
    const lax = await world.account();
    await world.database.writer.account.update({ where: { id: lax.accountId }, data: { enforcement: 'off' } });
    const user = await userWith(world, lax, name('user'), allow('sts:AssumeRole'));
    const roleArn = await roleOf(other, name('role'), trust(account.accountId));
    expect(await user.fails(AssumeRole, { RoleArn: roleArn, RoleSessionName: 'session' })).toMatchObject({
      shape: 'AccessDenied',
    });
    const own = await roleOf(lax, name('role'), trust(other.accountId));
    await user.run(AssumeRole, { RoleArn: own, RoleSessionName: 'session' });
  });

  it('refuses ARNs of other resources, and matches the path and case of a role ARN exactly', async () => {
    const user = await userWith(world, account, name('user'), allow('sts:AssumeRole'));
    const bad = await user.fails(AssumeRole, { RoleArn: 'arn:aws:iam::123456789012:user/x', RoleSessionName: 'session' });
    expect(bad).toMatchObject({ shape: 'ValidationError' });
    const { Role } = await account.run(CreateRole, {
      RoleName: name('Case'),
      Path: '/a/b/',
      AssumeRolePolicyDocument: trust(account.accountId),
    });
    const RoleArn = Role.Arn;
    await user.run(AssumeRole, { RoleArn, RoleSessionName: 'session' });
    await user.fails(AssumeRole, { RoleArn: RoleArn.replace('/a/b/', '/'), RoleSessionName: 'session' });
    await user.fails(AssumeRole, { RoleArn: RoleArn.replace('Case', 'case'), RoleSessionName: 'session' });
  });
});

describe('the credentials of a role session', () => {
  it('expire, and become invalid when the role is deleted', async () => {
    const { user, input } = await pair();
    const { Credentials } = await user.run(AssumeRole, input);
    const find = (now: Date) => findCredential(world.database.reader, Credentials.AccessKeyId ?? '', 'aws', now);
    const at = (seconds: number) => new Date(TEST_NOW.getTime() + seconds * 1000);
    expect(await find(at(3599))).toMatchObject({ state: 'usable' });
    expect(await find(at(3600))).toEqual({ state: 'expired' });
    await other.run(DeleteRole, { RoleName: input.RoleArn.split('/').at(-1) ?? '' });
    expect(await find(at(1))).toEqual({ state: 'principalGone' });
  });

  it('are revoked by a Deny on aws:TokenIssueTime', async () => {
    const { user, input } = await pair();
    const RoleName = input.RoleArn.split('/').at(-1) ?? '';
    await other.run(AttachRolePolicy, { RoleName, PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' });
    const { Credentials } = await user.run(AssumeRole, input);
    const session = world.as(await callerOf(world, Credentials));
    await session.run(ListUsers, {});
    const older = { DateLessThan: { 'aws:TokenIssueTime': new Date(TEST_NOW.getTime() + 1000).toISOString() } };
    const PolicyDocument = policy({ Effect: 'Deny', Action: '*', Resource: '*', Condition: older });
    await other.run(PutRolePolicy, { RoleName, PolicyName: 'AWSRevokeOlderSessions', PolicyDocument });
    await session.fails(ListUsers, {});
    const { Credentials: later } = await user.with({ now: new Date(TEST_NOW.getTime() + 2000) }).run(AssumeRole, input);
    await world.as(await callerOf(world, later)).run(ListUsers, {});
  });
});
