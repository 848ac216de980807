import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW, type TestWorld, userCaller } from '../../core/test-world';
import { transaction } from '../../db/transaction';
import { CreateGroup } from '../../iam/group/operations';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { policyDocument } from '../../iam/test-accounts';
import { CreateUser, GetUser } from '../../iam/user/operations';
import { resetInstallation } from '../../installation/reset-installation';
import { CreateBucket, DeleteBucketTagging } from '../../resources/s3/bucket-operations';
import { historyOf, isWhole } from './history';
import { readUses } from './uses';

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

describe('the event history', () => {
  it('records used services and write actions and leaves out denied calls', async () => {
    const root = await world.account('production');
    const { User } = await root.run(CreateUser, { UserName: 'ana' });
    const own = policyDocument({ Effect: 'Allow', Action: ['iam:GetUser', 'iam:CreateUser'], Resource: '*' });
    await root.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'own', PolicyDocument: own });
    const ana = world.as(userCaller(User));
    await ana.run(GetUser, {});
    await ana.fails(CreateGroup, { GroupName: 'second' });

    const id = User.UserId;
    const history = () => historyOf(world.database.reader, TEST_NOW);
    const version = (await history()).versionOf(root.accountId);
    const read = async () => (await readUses(world.database.reader, [root.accountId]))(root.accountId);
    const { usedWrites, usedServices } = await read();
    expect(usedServices.get(id)).toEqual(new Map([['iam', TEST_NOW]]));
    expect(usedWrites.get(id)).toBeUndefined();
    await ana.run(CreateUser, { UserName: 'ben' });
    expect((await history()).versionOf(root.accountId)).toBeGreaterThan(version);
    expect((await read()).usedWrites.get(id)).toEqual(new Map([['iam:CreateUser', TEST_NOW]]));
  });

  it.skipIf(process.env.TEST_DATABASE === 'postgresql')(
    'is read again after an installation is reset, whatever the number of new events',
    async () => {
      const before = await world.account('before');
      await before.run(CreateUser, { UserName: 'first' });
      await historyOf(world.database.reader, TEST_NOW);
      await resetInstallation(world.database, {}, TEST_NOW);
      // A recreated database numbers its events from the beginning.
      await transaction(world.database, async (tx) => void (await tx.$executeRawUnsafe('DELETE FROM sqlite_sequence')), {
        everything: 'alone',
      });
      const after = await world.account('after');
      await after.run(CreateGroup, { GroupName: 'group' });
      await after.run(CreateUser, { UserName: 'user' });
      for (let at = 0; at < 8; at++) await after.run(CreateBucket, { Bucket: `bucket-after-${at}` });
      const history = await historyOf(world.database.reader, TEST_NOW);
      expect([...history.servicesOf([after.accountId]).keys()].sort()).toEqual(['iam', 's3']);
    },
  );

  it('records the IAM action that a call uses when its name differs from the operation', async () => {
    const root = await world.account('storage');
    await root.run(CreateBucket, { Bucket: 'storage-of-tests' });
    await root.run(DeleteBucketTagging, { Bucket: 'storage-of-tests' });
    const { usedWrites } = (await readUses(world.database.reader, [root.accountId]))(root.accountId);
    expect([...(usedWrites.get(root.accountId)?.keys() ?? [])]).toEqual(
      expect.arrayContaining(['s3:CreateBucket', 's3:PutBucketTagging']),
    );
  });

  it('is complete when no event within the tracking period was deleted', () => {
    expect(isWhole(1, 500, { days: 30, events: 600 })).toBe(true);
    expect(isWhole(100, 500, { days: 30, events: 600 })).toBe(false);
    expect(isWhole(100, 500, { days: 90, events: 600 })).toBe(true);
    expect(isWhole(100, 500, { days: 90, events: 401 })).toBe(false);
    expect(isWhole(1, 400_000, { days: 90, events: 2_000_000 })).toBe(false);
  });
});
