import { isInDirectory } from '@gatehouse/policy/analyze';
import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { ListUsers } from '../../iam/user/operations';
import { CreateAccountAssignment } from '../../identity-center/assignment/operations';
import { CreatePermissionSet } from '../../identity-center/permission-set/operations';
import {
  AttachManagedPolicyToPermissionSet,
  PutInlinePolicyToPermissionSet,
  PutPermissionsBoundaryToPermissionSet,
} from '../../identity-center/permission-set/policy-operations';
import { ProvisionPermissionSet } from '../../identity-center/provisioning/operations';
import { enableIdentityCenter, makeStoreGroup, makeStoreUser } from '../../identity-center/test-instance';
import { DisableUser } from '../../identity-store/password/console-operations';
import { CreateProvisioningTenant } from '../../identity-store/scim/console-operations';
import { RegisterDelegatedAdministrator } from '../../organizations/delegated-administrator/operations';
import { organizationOf } from '../../organizations/test-organization';
import { allow, policy, userWith } from '../../sts/test-actors';
import { instanceOf, sessionOf, walkInDirectory } from '../testing/directory-walks';
import { type EscalationRoute, ListEscalationPaths } from './operations';

// Laws: the calls of a path that is always possible make its caller an administrator. Without one of its permissions it is no path.

const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';
const ACTIONS = [
  'sso:AttachManagedPolicyToPermissionSet',
  'sso:PutInlinePolicyToPermissionSet',
  'sso:DeletePermissionsBoundaryFromPermissionSet',
  'sso:ProvisionPermissionSet',
  'sso:CreatePermissionSet',
  'sso:CreateAccountAssignment',
  'identitystore:CreateGroupMembership',
  'identitystore:CreateUser',
  'sso-directory:CreateBearerToken',
  'sso-directory:UpdatePassword',
  'organizations:RegisterDelegatedAdministrator',
  'iam:AttachRolePolicy',
  'sts:AssumeRole',
];
const ACCOUNTS = ['management', 'delegate', 'plain'] as const;
const [SETS, GROUPS, PEOPLE] = [3, 3, 3];
const below = (end: number) => fc.integer({ min: 0, max: end - 1 });

const organizations = fc.record({
  /** The permissions of an IAM user in each account, and of each permission set. */
  users: fc.array(fc.subarray(ACTIONS), { minLength: 3, maxLength: 3 }),
  sets: fc.array(
    fc.record({ actions: fc.subarray(ACTIONS), isAdministrator: fc.boolean(), bounded: fc.boolean(), behind: fc.boolean() }),
    { minLength: SETS, maxLength: SETS },
  ),
  people: fc.array(fc.record({ groups: fc.uniqueArray(below(GROUPS), { maxLength: 2 }), disabled: fc.boolean() }), {
    minLength: PEOPLE,
    maxLength: PEOPLE,
  }),
  assignments: fc.uniqueArray(fc.tuple(below(SETS), below(GROUPS), below(ACCOUNTS.length)), { minLength: 1, maxLength: 4 }),
  hasDelegate: fc.boolean(),
  hasTenant: fc.boolean(),
  /** Which path is walked, and which of its permissions is taken away. */
  pick: fc.nat(),
  lost: fc.nat(),
});
type Generated = typeof organizations extends fc.Arbitrary<infer T> ? T : never;

let world: TestWorld;
beforeAll(async () => {
  world = await createTestWorld();
});
afterAll(() => world.close());

const granted = (actions: readonly string[]) => policy(allow('s3:GetObject'), ...actions.map((action) => allow(action)));

async function made({ users, sets, people, assignments, hasDelegate, hasTenant }: Generated) {
  const management = await world.account('management');
  const { member, organizationId } = await organizationOf(world, management);
  const roots: Record<(typeof ACCOUNTS)[number], Actor> = {
    management,
    delegate: await member('delegate'),
    plain: await member('plain'),
  };
  const { InstanceArn, IdentityStoreId } = await enableIdentityCenter(management);
  if (hasTenant) await management.run(CreateProvisioningTenant, { IdentityStoreId });
  if (hasDelegate) {
    const given = { AccountId: roots.delegate.accountId, ServicePrincipal: 'sso.amazonaws.com' };
    await management.run(RegisterDelegatedAdministrator, given);
  }
  const callers = new Map<string, Actor>();
  for (const [index, name] of ACCOUNTS.entries()) {
    const user = await userWith(world, roots[name], 'x');
    await roots[name].run(PutUserPolicy, { UserName: 'x', PolicyName: 'own', PolicyDocument: granted(users[index] ?? []) });
    callers.set(user.arn, user);
  }
  const arns: string[] = [];
  for (const [index, { actions, bounded }] of sets.entries()) {
    const { PermissionSet } = await management.run(CreatePermissionSet, { InstanceArn, Name: `Set${index}` });
    const { PermissionSetArn = '' } = PermissionSet;
    arns.push(PermissionSetArn);
    await management.run(PutInlinePolicyToPermissionSet, { InstanceArn, PermissionSetArn, InlinePolicy: granted(actions) });
    const PermissionsBoundary = { ManagedPolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' };
    if (bounded)
      await management.run(PutPermissionsBoundaryToPermissionSet, { InstanceArn, PermissionSetArn, PermissionsBoundary });
  }
  const attach = async (index: number) =>
    management.run(AttachManagedPolicyToPermissionSet, {
      ...{ InstanceArn, PermissionSetArn: arns[index] ?? '', ManagedPolicyArn: ADMINISTRATOR },
    });
  for (const [index, { isAdministrator, behind }] of sets.entries()) if (isAdministrator && !behind) await attach(index);
  const groups: string[] = [];
  for (let at = 0; at < GROUPS; at += 1) groups.push(await makeStoreGroup(management, IdentityStoreId, `group${at}`));
  for (const [index, person] of people.entries()) {
    const UserId = await makeStoreUser(
      management,
      IdentityStoreId,
      `person${index}`,
      person.groups.map((at) => groups[at] ?? ''),
    );
    if (person.disabled) await management.run(DisableUser, { IdentityStoreId, UserId });
  }
  for (const [set, group, account] of assignments)
    await management.run(CreateAccountAssignment, {
      ...{ InstanceArn, PermissionSetArn: arns[set] ?? '', PrincipalType: 'GROUP', PrincipalId: groups[group] ?? '' },
      ...{ TargetType: 'AWS_ACCOUNT', TargetId: roots[ACCOUNTS[account] ?? 'plain'].accountId },
    });
  // These accounts have an older definition than the permission set.
  for (const [index, { isAdministrator, behind }] of sets.entries()) if (isAdministrator && behind) await attach(index);
  const instance = await instanceOf(world, organizationId);
  /** Returns the caller at the start of a path: an IAM user, or a person with the permission set. */
  const callerAt = async (arn: string): Promise<Actor> => {
    const user = callers.get(arn);
    if (user) return user;
    const [, accountId = '', set = ''] = /^arn:aws:iam::(\d+):role\/.*AWSReservedSSO_(.+)_/.exec(arn) ?? [];
    for (const [index, { disabled }] of people.entries()) {
      if (disabled) continue;
      const asked = { userName: `person${index}`, accountId, permissionSet: set };
      const found = await sessionOf(world, instance, asked).catch(() => null);
      if (found) return found;
    }
    throw new Error(`nobody has ${arn}`);
  };
  return { management, roots, instance, InstanceArn, arns, callers, callerAt };
}

const walkable = ({ Access, Steps }: EscalationRoute) =>
  Access === 'always' &&
  Steps.some(({ Method }) => isInDirectory({ method: Method })) &&
  Steps.every(({ Method }) => isInDirectory({ method: Method }) || Method === 'registerDelegate' || Method === 'assumeRole');

describe('escalation by IAM Identity Center', () => {
  it('is real, and needs every permission that it shows', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(organizations, async (given) => {
        const { management, roots, instance, InstanceArn, arns, callers, callerAt } = await made(given);
        const list = async () => (await management.run(ListEscalationPaths, { Reach: 'organization' })).Paths;
        const paths = (await list()).filter(walkable);
        // Without a delegated administrator, only the management account can change anything.
        for (const { AccountId } of paths)
          expect([management.accountId, ...(given.hasDelegate ? [roots.delegate.accountId] : [])]).toContain(AccountId);
        expect((await roots.plain.run(ListEscalationPaths, {})).Paths.filter(walkable)).toEqual([]);
        const path = paths[given.pick % Math.max(1, paths.length)];
        if (!path) return;
        for (const { Method } of path.Steps) seen.set(Method, (seen.get(Method) ?? 0) + 1);
        const own = path.Steps.filter(({ By }) => By === path.Arn).flatMap(({ Needs }) => Needs.map(({ Action }) => Action));
        const asked = ACTIONS.filter((action) => own.includes(action));
        const lost = asked[given.lost % Math.max(1, asked.length)];
        const regrant = async (without?: string) => {
          const grantedNow = (actions: readonly string[]) => granted(actions.filter((action) => action !== without));
          for (const [index, name] of ACCOUNTS.entries())
            if (callers.has(path.Arn) && path.Arn.includes(`:${roots[name].accountId}:`))
              await roots[name].run(PutUserPolicy, {
                ...{ UserName: 'x', PolicyName: 'own', PolicyDocument: grantedNow(given.users[index] ?? []) },
              });
          const index = Number(/_Set(\d)_/.exec(path.Arn)?.[1] ?? -1);
          const PermissionSetArn = arns[index];
          if (!PermissionSetArn) return;
          const InlinePolicy = grantedNow(given.sets[index]?.actions ?? []);
          await management.run(PutInlinePolicyToPermissionSet, { InstanceArn, PermissionSetArn, InlinePolicy });
          const target = { TargetType: 'AWS_ACCOUNT' as const, TargetId: path.AccountId };
          await management.run(ProvisionPermissionSet, { InstanceArn, PermissionSetArn, ...target });
        };
        // Provisioning again would change a set whose newer definition is not provisioned.
        const isBehind = given.sets.some(({ behind, isAdministrator }) => behind && isAdministrator);
        if (lost !== undefined && (callers.has(path.Arn) || !isBehind)) {
          await regrant(lost);
          const left = (await list()).find(({ Arn }) => Arn === path.Arn);
          const needs = left?.Steps.filter(({ By }) => By === path.Arn).flatMap(({ Needs }) => Needs.map(({ Action }) => Action));
          expect(needs ?? []).not.toContain(lost);
          await regrant();
        }
        const caller = await callerAt(path.Arn);
        expect((await caller.fails(ListUsers, {})).shape).toBe('AccessDenied');
        const administrator = await walkInDirectory(world, caller, instance, path.Steps);
        await administrator.run(ListUsers, {});
      }),
      runs(30),
    );
    if (process.env.LOOK) console.log(seen);
  }, 300_000);
});
