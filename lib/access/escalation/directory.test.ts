import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { PutRolePolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { ListUsers } from '../../iam/user/operations';
import { CreateAccountAssignment } from '../../identity-center/assignment/operations';
import type { InstanceRow } from '../../identity-center/instance/rows';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import {
  AttachManagedPolicyToPermissionSet,
  PutInlinePolicyToPermissionSet,
} from '../../identity-center/permission-set/policy-operations';
import { enableIdentityCenter, makeStoreGroup, makeStoreUser } from '../../identity-center/test-instance';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { organizationOf } from '../../organizations/test-organization';
import { allow, policy, roleOf, trust, userWith } from '../../sts/test-actors';
import { instanceOf, walkInDirectory } from '../testing/directory-walks';
import { ListEscalationPaths } from './operations';

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
let world: TestWorld;
let root: Actor;
let delegate: Actor;
let plain: Actor;
let instance: InstanceRow;
let InstanceArn: string;
let IdentityStoreId: string;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  root = await world.account('management');
  const { member, organizationId } = await organizationOf(world, root);
  [delegate, plain] = [await member('delegate'), await member('plain')];
  ({ InstanceArn, IdentityStoreId } = await enableIdentityCenter(root));
  instance = await instanceOf(world, organizationId);
});

const register = () =>
  root.run(RegisterDelegatedAdministrator, { AccountId: delegate.accountId, ServicePrincipal: 'sso.amazonaws.com' });

/** Assigns a new permission set to a new group with one member. */
async function assigned(Name: string, account: Actor, { policyArn, actions }: { policyArn?: string; actions?: string[] }) {
  const { PermissionSet } = await root.run(CreatePermissionSet, { InstanceArn, Name });
  const { PermissionSetArn = '' } = PermissionSet;
  const set = { InstanceArn, PermissionSetArn };
  if (policyArn) await root.run(AttachManagedPolicyToPermissionSet, { ...set, ManagedPolicyArn: policyArn });
  if (actions) await root.run(PutInlinePolicyToPermissionSet, { ...set, InlinePolicy: policy(allow(actions)) });
  const PrincipalId = await makeStoreGroup(root, IdentityStoreId, Name);
  await makeStoreUser(root, IdentityStoreId, `of-${Name}`, [PrincipalId]);
  const target = { TargetType: 'AWS_ACCOUNT' as const, TargetId: account.accountId };
  await root.run(CreateAccountAssignment, { ...set, ...target, PrincipalType: 'GROUP', PrincipalId });
  return set;
}

async function pathOf(asking: Actor, name: string, Reach: 'account' | 'organization' = 'account') {
  const { Paths } = await asking.run(ListEscalationPaths, { Reach });
  return Paths.find(({ Arn }) => Arn.includes(name));
}
const methodsOf = (path: Awaited<ReturnType<typeof pathOf>>) => path?.Steps.map(({ Method }) => Method);

describe('escalation by IAM Identity Center', () => {
  it('goes through an account that the caller registers as delegated administrator', async () => {
    await assigned('Boss', plain, { policyArn: ADMINISTRATOR });
    const worker = await roleOf(delegate, 'worker', trust(`arn:aws:iam::${root.accountId}:root`));
    const own = policy(allow('sso-directory:UpdatePassword'));
    await delegate.run(PutRolePolicy, { RoleName: 'worker', PolicyName: 'own', PolicyDocument: own });
    const sly = await userWith(world, root, 'sly', allow('sts:AssumeRole', worker));
    expect(await pathOf(root, 'sly', 'organization')).toBeUndefined();
    const PolicyDocument = policy(allow('sts:AssumeRole', worker), allow('organizations:RegisterDelegatedAdministrator'));
    await root.run(PutUserPolicy, { UserName: 'sly', PolicyName: 'own', PolicyDocument });
    const path = await pathOf(root, 'sly', 'organization');
    expect(methodsOf(path)).toEqual(['registerDelegate', 'assumeRole', 'resetPersonPassword', 'signIn']);
    await (await walkInDirectory(world, sly, instance, path?.Steps ?? [])).run(ListUsers, {});
    // There is one delegated administrator at most.
    await root.run(PutUserPolicy, { UserName: 'sly', PolicyName: 'own', PolicyDocument });
    expect(methodsOf(await pathOf(root, 'sly', 'organization'))).toEqual(['assumeRole', 'resetPersonPassword', 'signIn']);
  });

  it('is no path for the delegated administrator to permission sets of the management account', async () => {
    await register();
    const set = await assigned('Boss', root, { policyArn: ADMINISTRATOR });
    await userWith(world, delegate, 'sly', allow(['sso:CreateAccountAssignment', 'sso-directory:UpdatePassword']));
    // The permission set is provisioned in the management account, so the delegate cannot assign it anywhere.
    expect(methodsOf(await pathOf(root, ':user/sly', 'organization'))).toEqual(['resetPersonPassword', 'signIn']);
    await delegate.run(PutUserPolicy, {
      ...{ UserName: 'sly', PolicyName: 'own', PolicyDocument: policy(allow('sso:*', set.PermissionSetArn)) },
    });
    expect(await pathOf(root, ':user/sly', 'organization')).toBeUndefined();
  });

  it('is none by calls of IAM, which only IAM Identity Center makes for the roles of permission sets', async () => {
    await assigned('Lists', plain, { actions: ['iam:ListUsers'] });
    const reserved = `arn:aws:iam::${plain.accountId}:role/aws-reserved/*`;
    await userWith(world, plain, 'sly', allow(['iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy', 'sts:*'], reserved));
    expect(await pathOf(plain, ':user/sly')).toBeUndefined();
  });

  it('is seen by no other member account, and by the delegated administrator only in its own account', async () => {
    await register();
    for (const account of [plain, delegate])
      await assigned(account === plain ? 'Plain' : 'Own', account, { policyArn: ADMINISTRATOR });
    await userWith(world, plain, 'outsider', allow(['sso:*', 'sso-directory:*', 'identitystore:*']));
    await userWith(world, delegate, 'sly', allow('sso-directory:UpdatePassword'));
    const answer = await plain.run(ListEscalationPaths, {});
    expect(answer.Paths).toEqual([]);
    expect(JSON.stringify(answer)).not.toMatch(/of-|identitystore|permissionSet|Own/);
    const own = await pathOf(delegate, ':user/sly');
    expect(own?.Steps.map(({ On, Name }) => [On.includes(plain.accountId), Name])).toEqual([
      [false, 'of-Own'],
      [false, undefined],
    ]);
    expect(JSON.stringify(await delegate.run(ListEscalationPaths, {}))).not.toMatch(/of-Plain/);
    const reader = await userWith(world, delegate, 'reader', allow('iam:SimulatePrincipalPolicy'));
    const hidden = await reader.run(ListEscalationPaths, {});
    expect([hidden.Paths, hidden.Withheld]).toEqual([[], 1]);
  });
});
