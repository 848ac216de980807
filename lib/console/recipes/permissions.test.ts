import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld } from '../../core/test-world';
import { ListAttachedGroupPolicies, ListAttachedRolePolicies, ListAttachedUserPolicies } from '../../iam/attachment/operations';
import { CreateGroup } from '../../iam/group/operations';
import { ListGroupPolicies, ListRolePolicies, ListUserPolicies } from '../../iam/inline-policy/operations';
import { CreateRole, GetRole } from '../../iam/role/operations';
import { ALLOW_ALL, trustPolicy, userWith } from '../../iam/test-accounts';
import { CreateUser, GetUser } from '../../iam/user/operations';
import type { Entity } from '../entity';
import { runAs } from '../testing/run-as';
import { attachPolicies, detachPolicy, putInlinePolicy, removePolicies, setBoundary } from './permissions';

const world = await createTestWorld();
afterAll(() => world.close());

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const POWER_USER = 'arn:aws:iam::aws:policy/PowerUserAccess';
const USER: Entity = { kind: 'users', name: 'ana' };
const GROUP: Entity = { kind: 'groups', name: 'Developers' };
const ROLE: Entity = { kind: 'roles', name: 'Worker' };
const THREE = [USER, GROUP, ROLE];

async function accountWithThree(): Promise<Actor> {
  const root = await world.account();
  await root.run(CreateUser, { UserName: 'ana' });
  await root.run(CreateGroup, { GroupName: 'Developers' });
  await root.run(CreateRole, { RoleName: 'Worker', AssumeRolePolicyDocument: trustPolicy() });
  return root;
}

/** Returns the attached policies of the three principals, in their order. */
async function attached(root: Actor) {
  const pages = [
    await root.run(ListAttachedUserPolicies, { UserName: 'ana' }),
    await root.run(ListAttachedGroupPolicies, { GroupName: 'Developers' }),
    await root.run(ListAttachedRolePolicies, { RoleName: 'Worker' }),
  ];
  return pages.map(({ AttachedPolicies }) => AttachedPolicies.map(({ PolicyArn }) => PolicyArn));
}

async function inline(root: Actor) {
  const pages = [
    await root.run(ListUserPolicies, { UserName: 'ana' }),
    await root.run(ListGroupPolicies, { GroupName: 'Developers' }),
    await root.run(ListRolePolicies, { RoleName: 'Worker' }),
  ];
  return pages.map(({ PolicyNames }) => PolicyNames);
}

describe('policies', () => {
  it('are attached to users, groups and roles, and can be detached twice', async () => {
    const root = await accountWithThree();
    const run = runAs(world, root);
    const both = [POWER_USER, READ_ONLY];
    expect(await attachPolicies(run, { entities: THREE, arns: both })).toEqual({ ok: true, data: null });
    expect(await attached(root)).toEqual([both, both, both]);
    for (let time = 0; time < 2; time++)
      expect(await detachPolicy(run, { entities: THREE, arn: READ_ONLY })).toEqual({ ok: true, data: null });
    expect(await attached(root)).toEqual([[POWER_USER], [POWER_USER], [POWER_USER]]);
  });

  it('are attached up to the first denial', async () => {
    const root = await accountWithThree();
    const allow = { Effect: 'Allow', Action: ['iam:AttachUserPolicy', 'iam:AttachRolePolicy'], Resource: '*' };
    const run = runAs(world, await userWith(world, root, 'admin', allow));
    expect(await attachPolicies(run, { entities: THREE, arns: [READ_ONLY] })).toMatchObject({
      ok: false,
      error: { action: 'iam:AttachGroupPolicy', done: [`Attach ${READ_ONLY} to user ana`] },
    });
    expect(await attached(root)).toEqual([[READ_ONLY], [], []]);
  });

  it('are added inline to users, groups and roles, and removed together with attached policies', async () => {
    const root = await accountWithThree();
    const run = runAs(world, root);
    await attachPolicies(run, { entities: THREE, arns: [READ_ONLY] });
    for (const entity of THREE)
      expect(await putInlinePolicy(run, { entity, name: 'own', document: ALLOW_ALL })).toMatchObject({ ok: true });
    expect(await inline(root)).toEqual([['own'], ['own'], ['own']]);
    for (const entity of THREE)
      expect(await removePolicies(run, { entity, arns: [READ_ONLY], inline: ['own'] })).toEqual({ ok: true, data: null });
    expect([await attached(root), await inline(root)]).toEqual([
      [[], [], []],
      [[], [], []],
    ]);
  });
});

describe('a permissions boundary', () => {
  it('is set and removed', async () => {
    const root = await accountWithThree();
    const run = runAs(world, root);
    const boundaries = async () =>
      [
        (await root.run(GetUser, { UserName: 'ana' })).User.PermissionsBoundary,
        (await root.run(GetRole, { RoleName: 'Worker' })).Role.PermissionsBoundary,
      ].map((boundary) => boundary?.PermissionsBoundaryArn ?? null);
    for (const arn of [READ_ONLY, null]) {
      await setBoundary(run, { kind: 'users', name: 'ana', arn });
      await setBoundary(run, { kind: 'roles', name: 'Worker', arn });
      expect(await boundaries()).toEqual([arn, arn]);
    }
  });
});
