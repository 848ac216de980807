import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../../core/test-world';
import { ListAccessKeys } from '../../../iam/access-key/operations';
import { userWith } from '../../../iam/test-accounts';
import { CreateUser, ListUserTags } from '../../../iam/user/operations';
import { runAs } from '../../testing/run-as';
import { createAccessKey, deleteAccessKey } from './access-key';

const world = await createTestWorld();
afterAll(() => world.close());

describe('access keys with a description', () => {
  it('store it in a tag of their user under the key ID, and delete it with the key', async () => {
    const root = await world.account();
    const run = runAs(world, root);
    await root.run(CreateUser, { UserName: 'ana', Tags: [{ Key: 'Team', Value: 'blue' }] });
    const created = await createAccessKey(run, { UserName: 'ana', describedOn: 'ana', description: 'build server' });
    expect(created).toMatchObject({ ok: true, data: { failed: [] } });
    const [key] = (await root.run(ListAccessKeys, { UserName: 'ana' })).AccessKeyMetadata;
    const AccessKeyId = key?.AccessKeyId ?? '';
    const tags = async () => (await root.run(ListUserTags, { UserName: 'ana' })).Tags;
    expect(await tags()).toContainEqual({ Key: AccessKeyId, Value: 'build server' });

    expect(await deleteAccessKey(run, { UserName: 'ana', AccessKeyId, describedOn: 'ana' })).toEqual({ ok: true, data: null });
    expect(await tags()).toEqual([{ Key: 'Team', Value: 'blue' }]);
    expect((await root.run(ListAccessKeys, { UserName: 'ana' })).AccessKeyMetadata).toEqual([]);
  });

  it('are returned with their secret even if the description cannot be stored', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    const admin = await userWith(world, root, 'admin', { Effect: 'Allow', Action: 'iam:CreateAccessKey', Resource: '*' });
    const created = await createAccessKey(runAs(world, admin), { UserName: 'ana', describedOn: 'ana', description: 'x' });
    expect(created).toMatchObject({
      ok: true,
      data: { SecretAccessKey: expect.any(String), failed: [{ error: { action: 'iam:TagUser' } }] },
    });
  });

  it('of a root user have no description, because a root user has no tags', async () => {
    const root = await world.account();
    expect(await createAccessKey(runAs(world, root), { description: 'x' })).toMatchObject({ ok: true, data: { failed: [] } });
  });
});
