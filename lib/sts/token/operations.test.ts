import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findCredential } from '../../core/secrets/credentials';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { DeleteUserPolicy } from '../../iam/inline-policy/operations';
import { DeleteUser, ListUsers, UpdateUser } from '../../iam/user/operations';
import { GetAccessKeyInfo, GetCallerIdentity } from '../caller/operations';
import { AssumeRole } from '../session/operations';
import { allow, callerOf, policy, roleOf, trust, userWith } from '../test-actors';
import { GetFederationToken, GetSessionToken } from './operations';

let world: TestWorld;
let account: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  account = await world.account();
});
afterAll(() => world.close());

const seconds = (count: number) => new Date(TEST_NOW.getTime() + count * 1000);

describe('GetSessionToken', () => {
  it('returns credentials of the calling user for 12 hours by default and requires no permission', async () => {
    const user = await userWith(world, account, 'session-token');
    const { Credentials } = await user.run(GetSessionToken, {});
    expect(Credentials.Expiration).toEqual(seconds(43_200));
    const caller = await callerOf(world, Credentials);
    expect(caller).toMatchObject({
      principal: user.caller.principal,
      credential: 'sessionToken',
      session: { mfaAuthenticated: false },
    });
    expect(await world.as(caller).run(GetCallerIdentity, {})).toMatchObject({ Arn: user.arn });
    const short = await user.run(GetSessionToken, { DurationSeconds: 900 });
    expect(short.Credentials.Expiration).toEqual(seconds(900));
  });

  it('limits the duration for the root user to one hour', async () => {
    const { Credentials } = await account.run(GetSessionToken, { DurationSeconds: 129_600 });
    expect(Credentials.Expiration).toEqual(seconds(3600));
  });

  it('returns credentials that without MFA can call AssumeRole but not IAM or other STS operations', async () => {
    const user = await userWith(world, account, 'no-mfa', allow('*'));
    const { Credentials } = await user.run(GetSessionToken, {});
    const session = world.as(await callerOf(world, Credentials));
    expect(await session.fails(ListUsers, {})).toMatchObject({ shape: 'AccessDenied' });
    expect((await session.fails(GetSessionToken, {})).message).toBe('Cannot call GetSessionToken with session credentials');
    expect(await session.fails(GetFederationToken, { Name: 'guest' })).toMatchObject({ shape: 'AccessDenied' });
    await session.run(AssumeRole, {
      RoleArn: await roleOf(account, 'for-session', trust(account.accountId)),
      RoleSessionName: 'session',
    });
  });

  it('refuses a device of another user and a serial number without a code', async () => {
    const user = await userWith(world, account, 'wrong-device');
    const SerialNumber = `arn:aws:iam::${account.accountId}:mfa/none`;
    expect(await user.fails(GetSessionToken, { SerialNumber, TokenCode: '123456' })).toMatchObject({ shape: 'AccessDenied' });
    expect(await user.fails(GetSessionToken, { SerialNumber })).toMatchObject({ shape: 'ValidationError' });
  });

  it('returns a token of the requested minimum size', async () => {
    const small = await account.run(GetSessionToken, {});
    expect(small.SessionTokenSize).toBe(small.Credentials.SessionToken?.length);
    const large = await account.run(GetSessionToken, { MinimumSessionTokenSize: 4096 });
    expect(large.Credentials.SessionToken).toHaveLength(4096);
    expect(large).toMatchObject({ SessionTokenSize: 4096, SessionTokenUtilization: 100 });
  });

  it('returns credentials that follow a renamed user and become invalid when the user is deleted', async () => {
    const user = await userWith(world, account, 'renamed');
    const { Credentials } = await user.run(GetSessionToken, {});
    await account.run(UpdateUser, { UserName: 'renamed', NewUserName: 'new-name' });
    expect((await callerOf(world, Credentials)).principal).toMatchObject({ userName: 'new-name' });
    await account.run(DeleteUser, { UserName: 'new-name' });
    expect(await findCredential(world.database.reader, Credentials.AccessKeyId ?? '', 'aws', TEST_NOW)).toEqual({
      state: 'principalGone',
    });
  });
});

describe('GetFederationToken', () => {
  it('requires permission, and grants nothing without a session policy', async () => {
    const nobody = await userWith(world, account, 'cannot-federate');
    expect((await nobody.fails(GetFederationToken, { Name: 'guest' })).message).toContain(
      `sts:GetFederationToken on resource: arn:aws:sts::${account.accountId}:federated-user/guest`,
    );
    const user = await userWith(world, account, 'federates', allow('*'));
    const { FederatedUser, Credentials, PackedPolicySize } = await user.run(GetFederationToken, { Name: 'guest' });
    expect(PackedPolicySize).toBe(0);
    const Arn = `arn:aws:sts::${account.accountId}:federated-user/guest`;
    expect(FederatedUser).toEqual({ FederatedUserId: `${account.accountId}:guest`, Arn });
    const session = world.as(await callerOf(world, Credentials));
    expect(await session.run(GetCallerIdentity, {})).toMatchObject({ Arn, UserId: `${account.accountId}:guest` });
    expect(await session.fails(ListUsers, {})).toMatchObject({ shape: 'AccessDenied' });
  });

  it('stores tags and session policies in the session and refuses invalid policies', async () => {
    const user = await userWith(world, account, 'federates-tagged', allow(['sts:GetFederationToken', 'sts:TagSession']));
    const Tags = [{ Key: 'team', Value: 'blue' }];
    const Policy = policy(allow('s3:*'));
    const { Credentials, PackedPolicySize } = await user.run(GetFederationToken, { Name: 'guest', Policy, Tags });
    expect(PackedPolicySize).toBeGreaterThan(0);
    expect(await callerOf(world, Credentials)).toMatchObject({
      principal: { type: 'FederatedUser', sourceArn: user.arn },
      session: { tags: Tags, sessionPolicy: Policy },
    });
    expect(await user.fails(GetFederationToken, { Name: 'guest', Policy: '{}' })).toMatchObject({
      shape: 'MalformedPolicyDocumentException',
    });
    await account.run(DeleteUserPolicy, { UserName: 'federates-tagged', PolicyName: 'own' });
    expect(await user.fails(GetFederationToken, { Name: 'guest' })).toMatchObject({ shape: 'AccessDenied' });
  });
});

describe('GetAccessKeyInfo', () => {
  it('returns the account of an access key and refuses an unknown key', async () => {
    const other = await world.account();
    const { Credentials } = await other.run(GetSessionToken, {});
    expect(await account.run(GetAccessKeyInfo, { AccessKeyId: Credentials.AccessKeyId ?? '' })).toEqual({
      Account: other.accountId,
    });
    expect(await account.fails(GetAccessKeyInfo, { AccessKeyId: 'AKIANOBODYHASTHISKEY' })).toMatchObject({
      shape: 'ValidationError',
    });
  });
});
