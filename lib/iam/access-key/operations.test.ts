import { afterAll, describe, expect, it } from 'vitest';
import { decrypt } from '../../core/secrets/secrets';
import { type Actor, createTestWorld, TEST_NOW } from '../../core/test-world';
import { lastEvent, limitByScp, policyDocument, userWith } from '../test-accounts';
import { CreateUser, DeleteUser } from '../user/operations';
import { CreateAccessKey, DeleteAccessKey, GetAccessKeyLastUsed, ListAccessKeys, UpdateAccessKey } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const ids = async (actor: Actor, UserName?: string) =>
  (await actor.run(ListAccessKeys, { UserName })).AccessKeyMetadata.map(({ AccessKeyId }) => AccessKeyId);

describe('CreateAccessKey', () => {
  it('returns the secret once, stores it encrypted and omits it from the event', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    const { AccessKey } = await root.run(CreateAccessKey, { UserName: 'ANA' });
    expect(AccessKey).toEqual({
      UserName: 'ana',
      AccessKeyId: expect.stringMatching(/^AKIA[A-Z2-7]{16}$/),
      Status: 'Active',
      SecretAccessKey: expect.stringMatching(/^[A-Za-z0-9+/]{40}$/),
      CreateDate: TEST_NOW,
    });
    const row = await world.database.reader.accessKey.findUniqueOrThrow({ where: { id: AccessKey.AccessKeyId } });
    expect(row.secretCipher).not.toContain(AccessKey.SecretAccessKey);
    expect(decrypt('access-key', row.secretCipher)).toBe(AccessKey.SecretAccessKey);
    const event = await lastEvent(world, root.accountId);
    expect(event).toMatchObject({ eventName: 'CreateAccessKey', outcome: 'Success' });
    expect(event.responseElements).not.toContain(AccessKey.SecretAccessKey);
    const { AccessKeyMetadata } = await root.run(ListAccessKeys, { UserName: 'ana' });
    expect(AccessKeyMetadata).toEqual([
      { UserName: 'ana', AccessKeyId: AccessKey.AccessKeyId, Status: 'Active', CreateDate: TEST_NOW },
    ]);
  });

  it('creates a key for the calling user or the root user when UserName is omitted', async () => {
    const root = await world.account();
    const ana = await userWith(world, root, 'ana', {
      Effect: 'Allow',
      Action: 'iam:*AccessKey*',
      Resource: `arn:aws:iam::${root.accountId}:user/\${aws:username}`,
    });
    const { AccessKey } = await ana.run(CreateAccessKey, {});
    expect(AccessKey.UserName).toBe('ana');
    const { AccessKey: rootKey } = await root.run(CreateAccessKey, {});
    expect(rootKey.UserName).toBeUndefined();
    expect(await ids(ana)).toEqual([AccessKey.AccessKeyId]);
    expect(await ids(root)).toEqual([rootKey.AccessKeyId]);
  });

  it('allows two keys per user and for the root user, counting inactive keys', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    const limit = { shape: 'LimitExceededException', message: 'Cannot exceed quota for AccessKeysPerUser: 2' };
    for (const UserName of ['ana', undefined]) {
      const { AccessKey } = await root.run(CreateAccessKey, { UserName });
      await root.run(CreateAccessKey, { UserName });
      await root.run(UpdateAccessKey, { UserName, AccessKeyId: AccessKey.AccessKeyId, Status: 'Inactive' });
      expect(await root.fails(CreateAccessKey, { UserName })).toMatchObject(limit);
      await root.run(DeleteAccessKey, { UserName, AccessKeyId: AccessKey.AccessKeyId });
      await root.run(CreateAccessKey, { UserName });
    }
  });

  it('fails for a user that does not exist, and its key blocks DeleteUser', async () => {
    const root = await world.account();
    expect((await root.fails(CreateAccessKey, { UserName: 'ana' })).message).toBe('The user with name ana cannot be found.');
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(CreateAccessKey, { UserName: 'ana' });
    expect(await root.fails(DeleteUser, { UserName: 'ana' })).toMatchObject({
      shape: 'DeleteConflictException',
      message: 'Cannot delete entity, must delete access keys first.',
    });
  });

  it('denies access without an Allow or with a Deny in an SCP', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    const arn = `arn:aws:iam::${root.accountId}:user/nobody`;
    expect((await nobody.fails(CreateAccessKey, {})).message).toBe(
      `User: ${arn} is not authorized to perform: iam:CreateAccessKey on resource: ${arn} because no identity-based policy allows the iam:CreateAccessKey action`,
    );
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: 'CreateAccessKey', outcome: 'Denied' });
    await limitByScp(world, root.accountId, policyDocument({ Effect: 'Deny', Action: 'iam:CreateAccessKey', Resource: '*' }));
    expect((await root.fails(CreateAccessKey, {})).message).toContain('with an explicit deny in a service control policy');
  });
});

describe('UpdateAccessKey and DeleteAccessKey', () => {
  it('deactivate, activate and delete a key', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    const { AccessKey } = await root.run(CreateAccessKey, { UserName: 'ana' });
    const key = { UserName: 'ana', AccessKeyId: AccessKey.AccessKeyId };
    const status = async () => (await root.run(ListAccessKeys, { UserName: 'ana' })).AccessKeyMetadata[0]?.Status;
    await root.run(UpdateAccessKey, { ...key, Status: 'Inactive' });
    expect(await status()).toBe('Inactive');
    await root.run(UpdateAccessKey, { ...key, Status: 'Active' });
    expect(await status()).toBe('Active');
    await root.run(DeleteAccessKey, key);
    expect(await status()).toBeUndefined();
    expect(await root.fails(DeleteAccessKey, key)).toMatchObject({
      shape: 'NoSuchEntityException',
      message: `The Access Key with id ${AccessKey.AccessKeyId} cannot be found`,
    });
  });

  it('refuse keys of another user, the root user and another account', async () => {
    const [root, other] = [await world.account(), await world.account()];
    for (const UserName of ['ana', 'bob']) await root.run(CreateUser, { UserName });
    await other.run(CreateUser, { UserName: 'ana' });
    const keys = [
      await root.run(CreateAccessKey, { UserName: 'bob' }),
      await root.run(CreateAccessKey, {}),
      await other.run(CreateAccessKey, { UserName: 'ana' }),
    ];
    for (const { AccessKey } of keys) {
      const key = { UserName: 'ana', AccessKeyId: AccessKey.AccessKeyId };
      expect((await root.fails(UpdateAccessKey, { ...key, Status: 'Inactive' })).shape).toBe('NoSuchEntityException');
      expect((await root.fails(DeleteAccessKey, key)).shape).toBe('NoSuchEntityException');
    }
    expect(
      await world.database.reader.accessKey.count({
        where: { id: { in: keys.map(({ AccessKey }) => AccessKey.AccessKeyId) }, status: 'Active' },
      }),
    ).toBe(3);
  });

  it('deny access without an Allow and reject statuses other than Active and Inactive', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    const AccessKeyId = 'AKIAAAAAAAAAAAAAAAAA';
    expect((await nobody.fails(UpdateAccessKey, { AccessKeyId, Status: 'Active' })).message).toContain('iam:UpdateAccessKey');
    expect((await nobody.fails(DeleteAccessKey, { AccessKeyId })).message).toContain('iam:DeleteAccessKey');
    expect((await nobody.fails(ListAccessKeys, {})).message).toContain('iam:ListAccessKeys');
    const Status = 'Off' as 'Active';
    expect((await root.fails(UpdateAccessKey, { AccessKeyId, Status })).message).toMatch(
      /at 'status' failed to satisfy constraint: Member must satisfy enum value set: \[Active, Expired, Inactive\]$/,
    );
    expect((await root.fails(UpdateAccessKey, { AccessKeyId, Status: 'Expired' })).shape).toBe('InvalidInputException');
  });
});

describe('GetAccessKeyLastUsed', () => {
  it('returns the owner of the key and the time, service and Region of its last use', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    const { AccessKey } = await root.run(CreateAccessKey, { UserName: 'ana' });
    const { AccessKeyId } = AccessKey;
    expect(await root.run(GetAccessKeyLastUsed, { AccessKeyId })).toEqual({
      UserName: 'ana',
      AccessKeyLastUsed: { LastUsedDate: undefined, ServiceName: 'N/A', Region: 'N/A' },
    });
    const data = { lastUsedAt: TEST_NOW, lastUsedService: 'iam', lastUsedRegion: 'us-east-1' };
    await world.database.writer.accessKey.update({ where: { id: AccessKeyId }, data });
    expect((await root.run(GetAccessKeyLastUsed, { AccessKeyId })).AccessKeyLastUsed).toEqual({
      LastUsedDate: TEST_NOW,
      ServiceName: 'iam',
      Region: 'us-east-1',
    });
  });

  it('refuses keys of other accounts and authorizes against the user that owns the key', async () => {
    const [root, other] = [await world.account(), await world.account()];
    await root.run(CreateUser, { UserName: 'ana' });
    const { AccessKey } = await root.run(CreateAccessKey, { UserName: 'ana' });
    const { AccessKeyId } = AccessKey;
    expect((await other.fails(GetAccessKeyLastUsed, { AccessKeyId })).message).toBe(
      `The Access Key with id ${AccessKeyId} cannot be found`,
    );
    const nobody = await userWith(world, root, 'nobody');
    expect((await nobody.fails(GetAccessKeyLastUsed, { AccessKeyId })).message).toContain(
      `on resource: arn:aws:iam::${root.accountId}:user/ana because`,
    );
  });
});
