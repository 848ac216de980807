import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { ListGroupsForUser } from '../../iam/group/operations';
import { userWith } from '../../iam/test-accounts';
import { CreateUser, ListUsers, ListUserTags } from '../../iam/user/operations';
import { runAs } from '../testing/run-as';
import { each, MOST_AT_ONCE } from './each';
import { addToGroups, createGroup } from './group';
import { saveTags } from './tags';
import { deleteUser } from './user/delete-user';

const world = await createTestWorld();
afterAll(() => world.close());

describe('a recipe for several items', () => {
  it('reports each failure and continues with the other items', async () => {
    const root = await world.account();
    for (const UserName of ['ana', 'kim', 'zoe']) await root.run(CreateUser, { UserName });
    const allow = { Effect: 'Allow', Action: 'iam:*', Resource: '*' };
    const spare = { Effect: 'Deny', Action: 'iam:DeleteUser', Resource: `arn:aws:iam::${root.accountId}:user/kim` };
    const admin = await userWith(world, root, 'admin', allow, spare);
    const result = await each(deleteUser)(runAs(world, admin), ['ana', 'kim', 'zoe']);
    expect(result).toEqual({
      ok: true,
      data: [null, expect.objectContaining({ code: 'AccessDenied', action: 'iam:DeleteUser' }), null],
    });
    expect((await root.run(ListUsers, {})).Users.map(({ UserName }) => UserName)).toEqual(['admin', 'kim']);
    expect(await each(deleteUser)(runAs(world, root), ['kim'])).toEqual({ ok: true, data: [null] });
  });

  it('can be repeated on items that already have the change', async () => {
    const root = await world.account();
    const run = runAs(world, root);
    await root.run(CreateUser, { UserName: 'ana' });
    await createGroup(run, { name: 'Readers', users: [], arns: [] });
    const tag = { on: { kind: 'users', id: 'ana' }, remove: [], put: [{ Key: 'Team', Value: 'blue' }] } as const;
    for (let time = 0; time < 2; time++) {
      expect(await each(addToGroups)(run, [{ users: ['ana'], groups: ['Readers'] }])).toEqual({ ok: true, data: [null] });
      expect(await each(saveTags)(run, [tag])).toEqual({ ok: true, data: [null] });
    }
    expect((await root.run(ListGroupsForUser, { UserName: 'ana' })).Groups).toMatchObject([{ GroupName: 'Readers' }]);
    expect((await root.run(ListUserTags, { UserName: 'ana' })).Tags).toEqual([{ Key: 'Team', Value: 'blue' }]);
  });

  it('refuses more items than the limit, without any change', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'ana' });
    const names = Array.from({ length: MOST_AT_ONCE + 1 }, () => 'ana');
    expect(await each(deleteUser)(runAs(world, root), names)).toMatchObject({ ok: false, error: { code: 'ValidationError' } });
    expect((await root.run(ListUsers, {})).Users).toHaveLength(1);
  });
});
