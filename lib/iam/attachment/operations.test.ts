import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld } from '../../core/test-world';
import { CreateGroup } from '../group/operations';
import { CreatePolicy } from '../policy/operations';
import { CreateRole } from '../role/operations';
import { ALLOW_ALL, lastEvent, limitByScp, policyDocument, trustPolicy, userWith } from '../test-accounts';
import { CreateUser, GetUser } from '../user/operations';
import {
  AttachGroupPolicy,
  AttachRolePolicy,
  AttachUserPolicy,
  DetachGroupPolicy,
  DetachRolePolicy,
  DetachUserPolicy,
  ListAttachedGroupPolicies,
  ListAttachedRolePolicies,
  ListAttachedUserPolicies,
} from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const VIEW_ONLY = 'arn:aws:iam::aws:policy/job-function/ViewOnlyAccess';

/** Every kind of entity has the same guarantees. Each entity is named `x`. */
const KINDS = [
  {
    type: 'user',
    create: (actor: Actor) => actor.run(CreateUser, { UserName: 'x' }),
    attach: (actor: Actor, PolicyArn: string, UserName = 'x') => actor.run(AttachUserPolicy, { UserName, PolicyArn }),
    attachFails: (actor: Actor, PolicyArn: string, UserName = 'x') => actor.fails(AttachUserPolicy, { UserName, PolicyArn }),
    detach: (actor: Actor, PolicyArn: string) => actor.run(DetachUserPolicy, { UserName: 'x', PolicyArn }),
    detachFails: (actor: Actor, PolicyArn: string, UserName = 'x') => actor.fails(DetachUserPolicy, { UserName, PolicyArn }),
    list: (actor: Actor, input: object = {}) => actor.run(ListAttachedUserPolicies, { UserName: 'x', ...input }),
    listFails: (actor: Actor, UserName = 'x') => actor.fails(ListAttachedUserPolicies, { UserName }),
    names: ['AttachUserPolicy', 'DetachUserPolicy', 'ListAttachedUserPolicies'],
    quota: 'PoliciesPerUser',
  },
  {
    type: 'group',
    create: (actor: Actor) => actor.run(CreateGroup, { GroupName: 'x' }),
    attach: (actor: Actor, PolicyArn: string, GroupName = 'x') => actor.run(AttachGroupPolicy, { GroupName, PolicyArn }),
    attachFails: (actor: Actor, PolicyArn: string, GroupName = 'x') => actor.fails(AttachGroupPolicy, { GroupName, PolicyArn }),
    detach: (actor: Actor, PolicyArn: string) => actor.run(DetachGroupPolicy, { GroupName: 'x', PolicyArn }),
    detachFails: (actor: Actor, PolicyArn: string, GroupName = 'x') => actor.fails(DetachGroupPolicy, { GroupName, PolicyArn }),
    list: (actor: Actor, input: object = {}) => actor.run(ListAttachedGroupPolicies, { GroupName: 'x', ...input }),
    listFails: (actor: Actor, GroupName = 'x') => actor.fails(ListAttachedGroupPolicies, { GroupName }),
    names: ['AttachGroupPolicy', 'DetachGroupPolicy', 'ListAttachedGroupPolicies'],
    quota: 'PoliciesPerGroup',
  },
  {
    type: 'role',
    create: (actor: Actor) => actor.run(CreateRole, { RoleName: 'x', AssumeRolePolicyDocument: trustPolicy() }),
    attach: (actor: Actor, PolicyArn: string, RoleName = 'x') => actor.run(AttachRolePolicy, { RoleName, PolicyArn }),
    attachFails: (actor: Actor, PolicyArn: string, RoleName = 'x') => actor.fails(AttachRolePolicy, { RoleName, PolicyArn }),
    detach: (actor: Actor, PolicyArn: string) => actor.run(DetachRolePolicy, { RoleName: 'x', PolicyArn }),
    detachFails: (actor: Actor, PolicyArn: string, RoleName = 'x') => actor.fails(DetachRolePolicy, { RoleName, PolicyArn }),
    list: (actor: Actor, input: object = {}) => actor.run(ListAttachedRolePolicies, { RoleName: 'x', ...input }),
    listFails: (actor: Actor, RoleName = 'x') => actor.fails(ListAttachedRolePolicies, { RoleName }),
    names: ['AttachRolePolicy', 'DetachRolePolicy', 'ListAttachedRolePolicies'],
    quota: 'PoliciesPerRole',
  },
] as const;

describe.each(KINDS)('policies attached to a $type', (kind) => {
  async function accountWithEntity() {
    const root = await world.account();
    await kind.create(root);
    return root;
  }

  it('can be AWS managed or customer managed, are listed by name and recorded as events', async () => {
    const root = await accountWithEntity();
    const { Policy } = await root.run(CreatePolicy, { PolicyName: 'own', PolicyDocument: ALLOW_ALL });
    for (const arn of [VIEW_ONLY, Policy.Arn, ADMIN]) await kind.attach(root, arn);
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: kind.names[0], outcome: 'Success' });
    const first = await kind.list(root, { MaxItems: 2 });
    expect(first.AttachedPolicies).toEqual([
      { PolicyName: 'AdministratorAccess', PolicyArn: ADMIN },
      { PolicyName: 'own', PolicyArn: Policy.Arn },
    ]);
    expect((await kind.list(root, { MaxItems: 2, Marker: first.Marker })).AttachedPolicies).toEqual([
      { PolicyName: 'ViewOnlyAccess', PolicyArn: VIEW_ONLY },
    ]);
    expect((await kind.list(root, { PathPrefix: '/job-function/' })).AttachedPolicies).toHaveLength(1);
  });

  it('can be attached twice but not detached twice', async () => {
    const root = await accountWithEntity();
    await kind.attach(root, ADMIN);
    await kind.attach(root, ADMIN);
    expect((await kind.list(root)).AttachedPolicies).toHaveLength(1);
    await kind.detach(root, ADMIN);
    expect(await kind.detachFails(root, ADMIN)).toMatchObject({
      shape: 'NoSuchEntityException',
      message: `Policy ${ADMIN} was not found.`,
    });
  });

  it('must exist in the account, be attachable and number at most ten', async () => {
    const root = await accountWithEntity();
    const other = await world.account();
    const { Policy: foreign } = await other.run(CreatePolicy, { PolicyName: 'p', PolicyDocument: ALLOW_ALL });
    for (const arn of [`arn:aws:iam::${root.accountId}:policy/none`, 'arn:aws:iam::aws:policy/None', foreign.Arn]) {
      expect(await kind.attachFails(root, arn)).toMatchObject({
        shape: 'NoSuchEntityException',
        message: `Policy ${arn} does not exist or is not attachable.`,
      });
    }
    expect((await kind.attachFails(root, 'arn:aws:iam::aws:role/no-policy')).shape).toBe('InvalidInputException');
    expect(
      await kind.attachFails(root, 'arn:aws:iam::aws:policy/aws-service-role/AWSOrganizationsServiceTrustPolicy'),
    ).toMatchObject({
      shape: 'PolicyNotAttachableException',
      message: 'Cannot attach a Service Role Policy to a Customer Role.',
    });
    for (let i = 0; i < 10; i++) {
      const { Policy } = await root.run(CreatePolicy, { PolicyName: `p${i}`, PolicyDocument: ALLOW_ALL });
      await kind.attach(root, Policy.Arn);
    }
    expect(await kind.attachFails(root, ADMIN)).toMatchObject({
      shape: 'LimitExceededException',
      message: expect.stringMatching(`^Cannot exceed quota for ${kind.quota}: 10(\\. Gatehouse.* up to 20\\.)?$`),
    });
    await expect(kind.attach(root, `arn:aws:iam::${root.accountId}:policy/p3`)).resolves.toEqual({});
  });

  it('require an existing entity', async () => {
    const root = await world.account();
    const message = `The ${kind.type} with name none cannot be found.`;
    expect((await kind.attachFails(root, ADMIN, 'none')).message).toBe(message);
    expect((await kind.detachFails(root, ADMIN, 'none')).message).toBe(message);
    expect((await kind.listFails(root, 'none')).message).toBe(message);
  });

  it('require IAM permissions, which iam:PolicyARN can limit to certain policies', async () => {
    const root = await accountWithEntity();
    const arn = `arn:aws:iam::${root.accountId}`;
    const helper = await userWith(world, root, 'helper', {
      Effect: 'Allow',
      Action: 'iam:*',
      Resource: `${arn}:${kind.type}/x`,
      Condition: { ArnEqualsIfExists: { 'iam:PolicyARN': VIEW_ONLY } },
    });
    await kind.attach(helper, VIEW_ONLY);
    await kind.list(helper);
    await kind.detach(helper, VIEW_ONLY);
    expect((await kind.attachFails(helper, ADMIN)).message).toBe(
      `User: ${arn}:user/helper is not authorized to perform: iam:${kind.names[0]} on resource: ${arn}:${kind.type}/x because no identity-based policy allows the iam:${kind.names[0]} action`,
    );
    expect((await kind.detachFails(helper, ADMIN)).message).toContain(`iam:${kind.names[1]}`);
    const nobody = await userWith(world, root, 'nobody');
    expect((await kind.listFails(nobody)).message).toContain(`iam:${kind.names[2]} on resource: ${arn}:${kind.type}/x`);
    expect(await lastEvent(world, root.accountId)).toMatchObject({ eventName: kind.names[2], outcome: 'Denied', readOnly: true });
  });

  it('can be denied by an SCP with iam:PolicyARN', async () => {
    const root = await accountWithEntity();
    const admin = await userWith(world, root, 'admin', { Effect: 'Allow', Action: '*', Resource: '*' });
    await limitByScp(
      world,
      root.accountId,
      policyDocument({
        Effect: 'Deny',
        Action: 'iam:Attach*',
        Resource: '*',
        Condition: { ArnEquals: { 'iam:PolicyARN': ADMIN } },
      }),
    );
    expect((await kind.attachFails(admin, ADMIN)).message).toContain('with an explicit deny in a service control policy');
    await kind.attach(admin, VIEW_ONLY);
  });
});

describe('AttachUserPolicy and DetachUserPolicy', () => {
  it('take effect on the next request', async () => {
    const root = await world.account();
    const ana = await userWith(world, root, 'ana');
    await root.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: ADMIN });
    await expect(ana.run(GetUser, {})).resolves.toBeDefined();
    await root.run(DetachUserPolicy, { UserName: 'ana', PolicyArn: ADMIN });
    expect((await ana.fails(GetUser, {})).shape).toBe('AccessDenied');
  });

  it('can be limited to users with a permissions boundary by iam:PermissionsBoundary', async () => {
    const root = await world.account();
    await root.run(CreateUser, { UserName: 'free' });
    await root.run(CreateUser, { UserName: 'bound', PermissionsBoundary: VIEW_ONLY });
    const delegate = await userWith(world, root, 'delegate', {
      Effect: 'Allow',
      Action: ['iam:AttachUserPolicy', 'iam:DetachUserPolicy'],
      Resource: '*',
      Condition: { StringEquals: { 'iam:PermissionsBoundary': VIEW_ONLY } },
    });
    await delegate.run(AttachUserPolicy, { UserName: 'bound', PolicyArn: ADMIN });
    await delegate.run(DetachUserPolicy, { UserName: 'bound', PolicyArn: ADMIN });
    expect((await delegate.fails(AttachUserPolicy, { UserName: 'free', PolicyArn: ADMIN })).shape).toBe('AccessDenied');
  });
});
