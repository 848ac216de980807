import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { CreateGroup, DeleteGroup, GetGroup, ListGroups } from '../../iam/group/operations';
import { userWith } from '../../iam/test-accounts';
import { runAs } from '../testing/run-as';
import { Steps } from './steps';

const world = await createTestWorld();
afterAll(() => world.close());

describe('steps', () => {
  it('stop at the first failure and report the completed steps', async () => {
    const root = await world.account();
    const steps = new Steps(runAs(world, root));
    await steps.change('Create a', CreateGroup, { GroupName: 'a' });
    await steps.change('Create A', CreateGroup, { GroupName: 'A' });
    expect(await steps.change('Create b', CreateGroup, { GroupName: 'b' })).toBeNull();
    expect(await steps.last('Create c', CreateGroup, { GroupName: 'c' })).toMatchObject({ ok: false });
    expect(await steps.list(ListGroups, {}, ({ Groups }) => Groups)).toEqual([]);
    expect(steps.result(null)).toMatchObject({
      ok: false,
      error: { code: 'EntityAlreadyExists', member: 'GroupName', done: ['Create a'] },
    });
    expect((await root.run(ListGroups, {})).Groups.map(({ GroupName }) => GroupName)).toEqual(['a']);
  });

  it('accept a removal of something that no longer exists, but no other failure', async () => {
    const root = await world.account();
    const steps = new Steps(runAs(world, root));
    await steps.remove('Delete a', DeleteGroup, { GroupName: 'a' });
    expect(await steps.read(GetGroup, { GroupName: 'a' })).toBeNull();
    expect(steps.result('fine')).toEqual({ ok: true, data: 'fine' });
    const denied = new Steps(runAs(world, await userWith(world, root, 'nobody')));
    await denied.remove('Delete a', DeleteGroup, { GroupName: 'a' });
    expect(denied.result(null)).toMatchObject({
      ok: false,
      error: { code: 'AccessDenied', action: 'iam:DeleteGroup', done: [] },
    });
  });

  it('read all pages of a list', async () => {
    const root = await world.account();
    await world.database.writer.group.createMany({
      data: Array.from({ length: 2001 }, (_, index) => ({
        id: `AGPA${root.accountId}${index}`,
        accountId: root.accountId,
        name: `g${index}`,
        nameKey: `g${index}`,
        path: '/',
        createdAt: new Date(),
      })),
    });
    const steps = new Steps(runAs(world, root));
    const groups = await steps.list(ListGroups, {}, ({ Groups }) => Groups);
    expect(new Set(groups.map(({ GroupName }) => GroupName)).size).toBe(2001);
  });
});
