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
  it('shows the secret once: the database holds it encrypted, the event hides it', async () => {
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

  it('is for the caller when no name is given: a user or the root user', async () => {
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

  it('makes two keys at most, inactive ones included, for the root user too', async () => {
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

  it('needs a user, and keeps the user from being deleted', async () => {
    const root = await world.account();
    expect((await root.fails(CreateAccessKey, { UserName: 'ana' })).message).toBe('The user with name ana cannot be found.');
    await root.run(CreateUser, { UserName: 'ana' });
    await root.run(CreateAccessKey, { UserName: 'ana' });
    expect(await root.fails(DeleteUser, { UserName: 'ana' })).toMatchObject({
      shape: 'DeleteConflictException',
      message: 'Cannot delete entity, must delete access keys first.',
    });
  });

  it('is denied without a permission and by an SCP', async () => {
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
  it('switch a key off and on, and remove it', async () => {
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

  it('do not reach a key of another user, of the root user or of another account', async () => {
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

  it('are denied without a permission, and a status must be one', async () => {
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
  it('tells whose key it is and when, where and for what it was used', async () => {
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

  it('does not know keys of other accounts, and asks for the permission on the key’s user', async () => {
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
