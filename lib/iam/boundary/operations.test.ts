import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld } from '../../core/test-world';
import { CreatePolicy } from '../policy/operations';
import { CreateRole, GetRole } from '../role/operations';
import { ALLOW_ALL, lastEvent, limitByScp, policyDocument, trustPolicy, userWith } from '../test-accounts';
import { CreateUser, GetUser, ListUsers } from '../user/operations';
import {
  DeleteRolePermissionsBoundary,
  DeleteUserPermissionsBoundary,
  PutRolePermissionsBoundary,
  PutUserPermissionsBoundary,
} from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';

const KINDS = [
  {
    type: 'user',
    create: (actor: Actor) => actor.run(CreateUser, { UserName: 'x' }),
    get: async (actor: Actor) => (await actor.run(GetUser, { UserName: 'x' })).User.PermissionsBoundary,
    put: (actor: Actor, PermissionsBoundary: string) =>
      actor.run(PutUserPermissionsBoundary, { UserName: 'x', PermissionsBoundary }),
    putFails: (actor: Actor, PermissionsBoundary: string, UserName = 'x') =>
      actor.fails(PutUserPermissionsBoundary, { UserName, PermissionsBoundary }),
    remove: (actor: Actor) => actor.run(DeleteUserPermissionsBoundary, { UserName: 'x' }),
    removeFails: (actor: Actor, UserName = 'x') => actor.fails(DeleteUserPermissionsBoundary, { UserName }),
    actions: ['PutUserPermissionsBoundary', 'DeleteUserPermissionsBoundary'],
  },
  {
    type: 'role',
    create: (actor: Actor) => actor.run(CreateRole, { RoleName: 'x', AssumeRolePolicyDocument: trustPolicy() }),
    get: async (actor: Actor) => (await actor.run(GetRole, { RoleName: 'x' })).Role.PermissionsBoundary,
    put: (actor: Actor, PermissionsBoundary: string) =>
      actor.run(PutRolePermissionsBoundary, { RoleName: 'x', PermissionsBoundary }),
    putFails: (actor: Actor, PermissionsBoundary: string, RoleName = 'x') =>
      actor.fails(PutRolePermissionsBoundary, { RoleName, PermissionsBoundary }),
    remove: (actor: Actor) => actor.run(DeleteRolePermissionsBoundary, { RoleName: 'x' }),
    removeFails: (actor: Actor, RoleName = 'x') => actor.fails(DeleteRolePermissionsBoundary, { RoleName }),
    actions: ['PutRolePermissionsBoundary', 'DeleteRolePermissionsBoundary'],
  },
] as const;

describe.each(KINDS)('the permissions boundary of a $type', (kind) => {
  async function accountWithEntity() {
    const root = await world.account();
    await kind.create(root);
    return root;
  }

  it('can be set, replaced and removed, and each change is recorded as an event', async () => {
    const root = await accountWithEntity();
    await kind.put(root, READ_ONLY);
    await kind.put(root, ADMIN);
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: kind.actions[0], outcome: 'Success' });
    expect(await kind.get(root)).toEqual({ PermissionsBoundaryType: 'Policy', PermissionsBoundaryArn: ADMIN });
    await kind.remove(root);
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: kind.actions[1], outcome: 'Success' });
    expect(await kind.get(root)).toBeUndefined();
  });

  it('must be an attachable managed policy of AWS or of the same account', async () => {
    const root = await accountWithEntity();
    const other = await world.account();
    const { Policy } = await other.run(CreatePolicy, { PolicyName: 'p', PolicyDocument: ALLOW_ALL });
    const none = `arn:aws:iam::${root.accountId}:policy/none`;
    const invalid = await kind.putFails(root, 'arn:aws:s3:::not-a-policy');
    expect(invalid).toMatchObject({
      shape: 'ValidationError',
      message: 'Value (arn:aws:s3:::not-a-policy) for parameter PermissionsBoundary is invalid.',
    });
    for (const arn of [none, Policy.Arn]) {
      expect(await kind.putFails(root, arn)).toMatchObject({
        shape: 'NoSuchEntityException',
        message: `Policy ${arn} does not exist or is not attachable.`,
      });
    }
    const root_task = 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials';
    expect((await kind.putFails(root, root_task)).shape).toBe('PolicyNotAttachableException');
  });

  it('requires an existing entity', async () => {
    const root = await world.account();
    const message = `The ${kind.type} with name none cannot be found.`;
    expect((await kind.putFails(root, READ_ONLY, 'none')).message).toBe(message);
    expect((await kind.removeFails(root, 'none')).message).toBe(message);
  });

  it('requires IAM permissions, which iam:PermissionsBoundary can limit to one boundary', async () => {
    const root = await accountWithEntity();
    const arn = `arn:aws:iam::${root.accountId}`;
    const delegate = await userWith(world, root, 'delegate', {
      Effect: 'Allow',
      Action: 'iam:*PermissionsBoundary',
      Resource: '*',
      Condition: { StringEquals: { 'iam:PermissionsBoundary': READ_ONLY } },
    });
    expect((await kind.putFails(delegate, ADMIN)).message).toBe(
      `User: ${arn}:user/delegate is not authorized to perform: iam:${kind.actions[0]} on resource: ${arn}:${kind.type}/x because no identity-based policy allows the iam:${kind.actions[0]} action`,
    );
    await kind.put(delegate, READ_ONLY);
    await kind.remove(delegate);
    await kind.put(root, ADMIN);
    expect((await kind.removeFails(delegate)).message).toContain(`iam:${kind.actions[1]}`);
  });

  it('can be protected from removal by an SCP', async () => {
    const root = await accountWithEntity();
    const admin = await userWith(world, root, 'admin', { Effect: 'Allow', Action: '*', Resource: '*' });
    await limitByScp(world, root.accountId, policyDocument({ Effect: 'Deny', Action: `iam:${kind.actions[1]}`, Resource: '*' }));
    await kind.put(admin, READ_ONLY);
    expect((await kind.removeFails(admin)).message).toContain('service control policy');
  });
});

describe('a permissions boundary', () => {
  it('limits its user from the next request', async () => {
    const root = await world.account();
    const ana = await userWith(world, root, 'ana', { Effect: 'Allow', Action: '*', Resource: '*' });
    await ana.run(CreateUser, { UserName: 'one' });
    await root.run(PutUserPermissionsBoundary, { UserName: 'ana', PermissionsBoundary: READ_ONLY });
    expect((await ana.fails(CreateUser, { UserName: 'two' })).message).toMatch(
      /because no permissions boundary allows the iam:CreateUser action$/,
    );
    await expect(ana.run(ListUsers, {})).resolves.toBeDefined();
    await root.run(DeleteUserPermissionsBoundary, { UserName: 'ana' });
    await ana.run(CreateUser, { UserName: 'two' });
  });
});
