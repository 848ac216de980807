import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld, TEST_NOW } from '../../core/test-world';
import { CreateAccessKey, ListAccessKeys } from '../access-key/operations';
import { CreateLoginProfile } from '../login-profile/operations';
import { UpdateAccountPasswordPolicy } from '../password-policy/operations';
import { userWith } from '../test-accounts';
import { TagUser } from '../user/operations';
import { GetOwnCredentials } from './own-credentials';

const world = await createTestWorld();
afterAll(() => world.close());

describe('GetOwnCredentials', () => {
  it('returns only the credentials of the caller that its permissions allow it to read', async () => {
    const root = await world.account();
    const ana = await userWith(world, root, 'ana', {
      Effect: 'Allow',
      Action: ['iam:GetLoginProfile', 'iam:ListAccessKeys'],
      Resource: 'arn:aws:iam::*:user/${aws:username}',
    });
    await userWith(world, root, 'ben');
    for (const UserName of ['ana', 'ben']) await root.run(CreateAccessKey, { UserName });
    await root.run(CreateLoginProfile, { UserName: 'ana', Password: 'Long-enough-1' });
    await root.run(UpdateAccountPasswordPolicy, { MaxPasswordAge: 90 });
    const answer = await ana.run(GetOwnCredentials, {});
    expect(answer).toMatchObject({
      Owner: 'User',
      Password: { ChangedAt: TEST_NOW, ExpiresAt: new Date(TEST_NOW.getTime() + 90 * 86_400_000) },
      MfaDevices: null,
    });
    expect(answer.AccessKeys).toHaveLength(1);
  });

  it('returns null for each part instead of an error when the user has no permissions', async () => {
    const root = await world.account();
    const nobody = await userWith(world, root, 'nobody');
    expect(await nobody.run(GetOwnCredentials, {})).toEqual({
      Owner: 'User',
      Password: null,
      MfaDevices: null,
      AccessKeys: null,
    });
  });

  it('evaluates a Deny on aws:ResourceTag against the tags of the calling user', async () => {
    const root = await world.account();
    const ana = await userWith(
      world,
      root,
      'ana',
      { Effect: 'Allow', Action: 'iam:List*', Resource: '*' },
      {
        Effect: 'Deny',
        Action: 'iam:ListAccessKeys',
        Resource: '*',
        Condition: { StringEquals: { 'aws:ResourceTag/team': 'guests' } },
      },
    );
    await root.run(TagUser, { UserName: 'ana', Tags: [{ Key: 'team', Value: 'guests' }] });
    expect((await ana.fails(ListAccessKeys, {})).shape).toBe('AccessDenied');
    expect(await ana.run(GetOwnCredentials, {})).toMatchObject({ MfaDevices: 0, AccessKeys: null });
  });

  it('returns the MFA devices and access keys of the root user to the root user', async () => {
    const root = await world.account();
    await root.run(CreateAccessKey, {});
    const answer = await root.run(GetOwnCredentials, {});
    expect(answer).toMatchObject({ Owner: 'Root', MfaDevices: 0, AccessKeys: [{ Status: 'Active' }] });
  });
});
