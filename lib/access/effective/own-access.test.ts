import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { limitByScp, policyDocument, userWith } from '../../iam/test-accounts';
import { GetOwnAccess } from './own-access';

const world = await createTestWorld();
afterAll(() => world.close());

describe('GetOwnAccess', () => {
  it('counts the allowed actions of the caller and requires no permission', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    const reader = await userWith(world, root, 'reader', {
      Effect: 'Allow',
      Action: ['s3:ListBucket', 's3:GetObject'],
      Resource: '*',
    });
    // AWS: identity and session token calls need no permission.
    expect(await nobody.run(GetOwnAccess, {})).toMatchObject({ Total: { allowed: 2, limited: 0 }, ServiceCount: 1 });
    const { Levels, ServiceCount, Total } = await reader.run(GetOwnAccess, {});
    expect(ServiceCount).toBe(2);
    expect(Total.allowed + Total.limited).toBe(4);
    expect(Levels.List).toMatchObject({ allowed: 1, Services: [expect.stringContaining('S3')] });
    expect(Levels.Read.Services).toContainEqual(expect.stringContaining('S3'));
    expect(Levels.Write.Services).toEqual([]);
    expect(Levels.List.total + Levels.Read.total + Levels.Write.total).toBeLessThan(Total.total);
  });

  it('counts actions that an SCP denies to the root user of a member account', async () => {
    const root = await world.account();
    const before = (await root.run(GetOwnAccess, {})).Levels.Tagging;
    expect(before).toMatchObject({ explicitDeny: 0, implicitDeny: 0 });
    await limitByScp(world, root.accountId, policyDocument({ Effect: 'Deny', Action: 's3:*', Resource: '*' }));
    const { Tagging } = (await root.run(GetOwnAccess, {})).Levels;
    expect(Tagging.explicitDeny).toBeGreaterThan(0);
    expect(Tagging.total).toBe(before.total);
  });
});
