import { afterAll, describe, expect, it } from 'vitest';
import { createTestWorld } from '../../core/test-world';
import { AttachUserPolicy, ListAttachedUserPolicies } from '../../iam/attachment/operations';
import { AddUserToGroup, CreateGroup, ListGroupsForUser } from '../../iam/group/operations';
import { ListUserPolicies, PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { ALLOW_ALL } from '../../iam/test-accounts';
import { CreateUser } from '../../iam/user/operations';
import { runAs } from '../testing/run-as';
import { replacePolicies } from './replace-policies';

const world = await createTestWorld();
afterAll(() => world.close());

const WIDE = 'arn:aws:iam::aws:policy/AdministratorAccess';

async function administrator() {
  const root = await world.account();
  const UserName = 'ana';
  await root.run(CreateUser, { UserName });
  await root.run(CreateGroup, { GroupName: 'Admins' });
  await root.run(AddUserToGroup, { GroupName: 'Admins', UserName });
  await root.run(AttachUserPolicy, { UserName, PolicyArn: WIDE });
  await root.run(PutUserPolicy, { UserName, PolicyName: 'extra', PolicyDocument: ALLOW_ALL });
  const state = async () => {
    const { AttachedPolicies } = await root.run(ListAttachedUserPolicies, { UserName });
    const { PolicyNames } = await root.run(ListUserPolicies, { UserName });
    const { Groups } = await root.run(ListGroupsForUser, { UserName });
    return [AttachedPolicies.map(({ PolicyName }) => PolicyName), PolicyNames, Groups.map(({ GroupName }) => GroupName)];
  };
  return { root, state };
}

const REPLACEMENT = {
  entity: { kind: 'users', name: 'ana' },
  create: ['ana-1', 'ana-2'].map((name) => ({ name, description: '', document: ALLOW_ALL })),
  remove: [
    { kind: 'detach', value: WIDE },
    { kind: 'inline', value: 'extra' },
    { kind: 'group', value: 'Admins' },
  ],
} as const;

describe('replacing policies', () => {
  it('creates and attaches the new policies before it removes the old ones', async () => {
    const { root, state } = await administrator();
    expect(await replacePolicies(runAs(world, root), REPLACEMENT)).toEqual({ ok: true, data: null });
    expect(await state()).toEqual([['ana-1', 'ana-2'], [], []]);
  });

  it('changes no attachment if a policy cannot be created', async () => {
    const { root, state } = await administrator();
    await root.run(CreatePolicy, { PolicyName: 'ana-2', PolicyDocument: ALLOW_ALL });
    expect(await replacePolicies(runAs(world, root), REPLACEMENT)).toMatchObject({
      ok: false,
      error: { code: 'EntityAlreadyExists', done: ['Create the policy ana-1'] },
    });
    expect(await state()).toEqual([['AdministratorAccess'], ['extra'], ['Admins']]);
  });
});
