import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld } from '../../core/test-world';
import { CreateGroup } from '../group/operations';
import { decodeDocument } from '../policy/documents';
import { CreateRole } from '../role/operations';
import { ALLOW_ALL, lastEvent, limitByScp, policyDocument, trustPolicy, userWith } from '../test-accounts';
import { CreateUser } from '../user/operations';
import {
  DeleteGroupPolicy,
  DeleteRolePolicy,
  DeleteUserPolicy,
  GetGroupPolicy,
  GetRolePolicy,
  GetUserPolicy,
  ListGroupPolicies,
  ListRolePolicies,
  ListUserPolicies,
  PutGroupPolicy,
  PutRolePolicy,
  PutUserPolicy,
} from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

type Put = { name?: string; PolicyName: string; PolicyDocument: string };
type One = { name?: string; PolicyName: string };

/** Every kind of entity has the same guarantees. Each entity is named `x`. */
const KINDS = [
  {
    type: 'user',
    quota: 2048,
    create: (actor: Actor) => actor.run(CreateUser, { UserName: 'x' }),
    put: (actor: Actor, { name: UserName = 'x', ...input }: Put) => actor.run(PutUserPolicy, { UserName, ...input }),
    putFails: (actor: Actor, { name: UserName = 'x', ...input }: Put) => actor.fails(PutUserPolicy, { UserName, ...input }),
    get: (actor: Actor, PolicyName: string) => actor.run(GetUserPolicy, { UserName: 'X', PolicyName }),
    getFails: (actor: Actor, { name: UserName = 'x', ...input }: One) => actor.fails(GetUserPolicy, { UserName, ...input }),
    remove: (actor: Actor, PolicyName: string) => actor.run(DeleteUserPolicy, { UserName: 'x', PolicyName }),
    removeFails: (actor: Actor, { name: UserName = 'x', ...input }: One) => actor.fails(DeleteUserPolicy, { UserName, ...input }),
    list: (actor: Actor, input: object = {}) => actor.run(ListUserPolicies, { UserName: 'x', ...input }),
    listFails: (actor: Actor, UserName = 'x') => actor.fails(ListUserPolicies, { UserName }),
    actions: ['PutUserPolicy', 'GetUserPolicy', 'DeleteUserPolicy', 'ListUserPolicies'],
    shown: { UserName: 'x' },
  },
  {
    type: 'group',
    quota: 5120,
    create: (actor: Actor) => actor.run(CreateGroup, { GroupName: 'x' }),
    put: (actor: Actor, { name: GroupName = 'x', ...input }: Put) => actor.run(PutGroupPolicy, { GroupName, ...input }),
    putFails: (actor: Actor, { name: GroupName = 'x', ...input }: Put) => actor.fails(PutGroupPolicy, { GroupName, ...input }),
    get: (actor: Actor, PolicyName: string) => actor.run(GetGroupPolicy, { GroupName: 'X', PolicyName }),
    getFails: (actor: Actor, { name: GroupName = 'x', ...input }: One) => actor.fails(GetGroupPolicy, { GroupName, ...input }),
    remove: (actor: Actor, PolicyName: string) => actor.run(DeleteGroupPolicy, { GroupName: 'x', PolicyName }),
    removeFails: (actor: Actor, { name: GroupName = 'x', ...input }: One) =>
      actor.fails(DeleteGroupPolicy, { GroupName, ...input }),
    list: (actor: Actor, input: object = {}) => actor.run(ListGroupPolicies, { GroupName: 'x', ...input }),
    listFails: (actor: Actor, GroupName = 'x') => actor.fails(ListGroupPolicies, { GroupName }),
    actions: ['PutGroupPolicy', 'GetGroupPolicy', 'DeleteGroupPolicy', 'ListGroupPolicies'],
    shown: { GroupName: 'x' },
  },
  {
    type: 'role',
    quota: 10_240,
    create: (actor: Actor) => actor.run(CreateRole, { RoleName: 'x', AssumeRolePolicyDocument: trustPolicy() }),
    put: (actor: Actor, { name: RoleName = 'x', ...input }: Put) => actor.run(PutRolePolicy, { RoleName, ...input }),
    putFails: (actor: Actor, { name: RoleName = 'x', ...input }: Put) => actor.fails(PutRolePolicy, { RoleName, ...input }),
    get: (actor: Actor, PolicyName: string) => actor.run(GetRolePolicy, { RoleName: 'X', PolicyName }),
    getFails: (actor: Actor, { name: RoleName = 'x', ...input }: One) => actor.fails(GetRolePolicy, { RoleName, ...input }),
    remove: (actor: Actor, PolicyName: string) => actor.run(DeleteRolePolicy, { RoleName: 'x', PolicyName }),
    removeFails: (actor: Actor, { name: RoleName = 'x', ...input }: One) => actor.fails(DeleteRolePolicy, { RoleName, ...input }),
    list: (actor: Actor, input: object = {}) => actor.run(ListRolePolicies, { RoleName: 'x', ...input }),
    listFails: (actor: Actor, RoleName = 'x') => actor.fails(ListRolePolicies, { RoleName }),
    actions: ['PutRolePolicy', 'GetRolePolicy', 'DeleteRolePolicy', 'ListRolePolicies'],
    shown: { RoleName: 'x' },
  },
] as const;

/** Returns a valid document with the given number of characters, without white space. */
function sized(characters: number): string {
  const resource = 'arn:aws:s3:::';
  const rest = policyDocument({ Effect: 'Allow', Action: '*', Resource: resource }).length;
  return policyDocument({ Effect: 'Allow', Action: '*', Resource: resource + 'x'.repeat(characters - rest) });
}

describe.each(KINDS)('inline policies of a $type', (kind) => {
  async function accountWithEntity() {
    const root = await world.account();
    await kind.create(root);
    return root;
  }

  it('are stored unchanged, replaced by the same name in any case, listed by name and deleted', async () => {
    const root = await accountWithEntity();
    const pretty = JSON.stringify(JSON.parse(ALLOW_ALL), null, 2);
    await kind.put(root, { PolicyName: 'B', PolicyDocument: ALLOW_ALL });
    await kind.put(root, { PolicyName: 'a', PolicyDocument: ALLOW_ALL });
    await kind.put(root, { PolicyName: 'b', PolicyDocument: pretty });
    expect(await lastEvent(world, root.accountId)).toMatchObject({
      eventName: kind.actions[0],
      outcome: 'Success',
      readOnly: false,
    });
    const { PolicyDocument = '', ...rest } = await kind.get(root, 'B');
    expect(rest).toEqual({ ...kind.shown, PolicyName: 'b' });
    expect(PolicyDocument).not.toContain('"');
    expect(decodeDocument(PolicyDocument)).toBe(pretty);
    const first = await kind.list(root, { MaxItems: 1 });
    expect(first).toMatchObject({ PolicyNames: ['a'], IsTruncated: true });
    expect(await kind.list(root, { MaxItems: 1, Marker: first.Marker })).toMatchObject({
      PolicyNames: ['b'],
      IsTruncated: false,
    });
    await kind.remove(root, 'A');
    expect((await kind.list(root)).PolicyNames).toEqual(['b']);
  });

  it('share one size quota that ignores white space', async () => {
    const root = await accountWithEntity();
    const half = kind.quota / 2;
    await kind.put(root, { PolicyName: 'one', PolicyDocument: sized(half).replaceAll(',', `,\n${' '.repeat(100)}`) });
    expect(await kind.putFails(root, { PolicyName: 'two', PolicyDocument: sized(half + 1) })).toMatchObject({
      shape: 'LimitExceededException',
      message: `Maximum policy size of ${kind.quota} bytes exceeded for ${kind.type} x`,
    });
    await kind.put(root, { PolicyName: 'two', PolicyDocument: sized(half) });
    await kind.put(root, { PolicyName: 'two', PolicyDocument: sized(half - 1) });
  });

  it('must be valid policy documents on an existing entity', async () => {
    const root = await accountWithEntity();
    const trust = trustPolicy();
    expect(await kind.putFails(root, { PolicyName: 'p', PolicyDocument: trust })).toMatchObject({
      shape: 'MalformedPolicyDocumentException',
    });
    const message = `The ${kind.type} with name none cannot be found.`;
    expect((await kind.putFails(root, { name: 'none', PolicyName: 'p', PolicyDocument: ALLOW_ALL })).message).toBe(message);
    expect((await kind.getFails(root, { name: 'none', PolicyName: 'p' })).message).toBe(message);
    expect((await kind.removeFails(root, { name: 'none', PolicyName: 'p' })).message).toBe(message);
    expect((await kind.listFails(root, 'none')).message).toBe(message);
    const missing = { shape: 'NoSuchEntityException', message: `The ${kind.type} policy with name p cannot be found.` };
    expect(await kind.getFails(root, { PolicyName: 'p' })).toMatchObject(missing);
    expect(await kind.removeFails(root, { PolicyName: 'p' })).toMatchObject(missing);
  });

  it('require the permission of each operation on the entity', async () => {
    const root = await accountWithEntity();
    await kind.put(root, { PolicyName: 'p', PolicyDocument: ALLOW_ALL });
    const nobody = await userWith(world, root, 'nobody');
    const arn = `arn:aws:iam::${root.accountId}`;
    const words = (action: string) =>
      `User: ${arn}:user/nobody is not authorized to perform: iam:${action} on resource: ${arn}:${kind.type}/x because no identity-based policy allows the iam:${action} action`;
    expect((await kind.putFails(nobody, { PolicyName: 'p', PolicyDocument: ALLOW_ALL })).message).toBe(words(kind.actions[0]));
    expect((await kind.getFails(nobody, { PolicyName: 'p' })).message).toBe(words(kind.actions[1]));
    expect((await kind.removeFails(nobody, { PolicyName: 'p' })).message).toBe(words(kind.actions[2]));
    expect((await kind.listFails(nobody)).message).toBe(words(kind.actions[3]));
  });

  it('can be denied by an SCP', async () => {
    const root = await accountWithEntity();
    const admin = await userWith(world, root, 'admin', { Effect: 'Allow', Action: '*', Resource: '*' });
    await limitByScp(world, root.accountId, policyDocument({ Effect: 'Deny', Action: 'iam:Put*', Resource: '*' }));
    expect((await kind.putFails(admin, { PolicyName: 'p', PolicyDocument: ALLOW_ALL })).message).toContain(
      'service control policy',
    );
    await expect(kind.list(admin)).resolves.toMatchObject({ PolicyNames: [] });
  });
});
