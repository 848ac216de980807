import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findAccountFacts } from '../../core/account-facts';
import { loadCallerPolicies } from '../../core/authorization/authorize';
import { documentOf } from '../../core/authorization/prepared-policies';
import type { Scope } from '../../core/operation';
import type { Actor } from '../../core/test-world';
import { markUncommitted } from '../../db/uncommitted';
import { AttachGroupPolicy, AttachUserPolicy } from '../../iam/attachment/operations';
import { PutUserPermissionsBoundary } from '../../iam/boundary/operations';
import { callerOfRole, callerOfUser } from '../../iam/callers';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { PutGroupPolicy, PutRolePolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { UpdateAccountPasswordPolicy } from '../../iam/password-policy/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { CreatePolicyVersion } from '../../iam/policy/version-operations';
import { CreateRole } from '../../iam/role/operations';
import { CreateUser } from '../../iam/user/operations';
import { MoveAccount } from '../../organizations/account/operations';
import { createOrganizationWorld, type OrganizationWorld, policyText } from '../../organizations/test-organization';
import { loadAccessModel, type ModelReach } from './access-model';

let world: OrganizationWorld;
let member: Actor;
beforeEach(async () => {
  world = await createOrganizationWorld();
  member = await world.member('member');
});
afterEach(() => world.close());

async function scopeOf({ accountId, caller }: Actor): Promise<Scope> {
  const db = world.database.reader;
  const account = await findAccountFacts(db, accountId);
  if (!account) throw new Error('the account is gone');
  return { db, account, accountId, caller, partition: 'aws' } as Scope;
}

const modelOf = async (actor: Actor, reach: ModelReach = 'account') => loadAccessModel(await scopeOf(actor), reach);
const ALLOW_S3 = policyText({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
const trustOf = (action: string) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: member.accountId }, Action: ['sts:AssumeRole', action] }],
  });

/** Creates users with a policy of every kind, a group, and two roles. */
async function populate(): Promise<void> {
  await member.run(CreateGroup, { GroupName: 'readers' });
  await member.run(PutGroupPolicy, { GroupName: 'readers', PolicyName: 'inline', PolicyDocument: ALLOW_S3 });
  await member.run(AttachGroupPolicy, { GroupName: 'readers', PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
  const { Policy } = await member.run(CreatePolicy, { PolicyName: 'edge', PolicyDocument: ALLOW_S3 });
  const PolicyArn = Policy.Arn;
  await member.run(CreatePolicyVersion, {
    PolicyArn,
    PolicyDocument: policyText({ Effect: 'Allow', Action: 'ec2:*', Resource: '*' }),
    SetAsDefault: true,
  });
  await member.run(CreateUser, { UserName: 'ana', Path: '/team/', Tags: [{ Key: 'team', Value: 'red' }] });
  await member.run(AddUserToGroup, { GroupName: 'readers', UserName: 'ana' });
  await member.run(AttachUserPolicy, { UserName: 'ana', PolicyArn });
  await member.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'own', PolicyDocument: ALLOW_S3 });
  await member.run(PutUserPermissionsBoundary, { UserName: 'ana', PermissionsBoundary: PolicyArn });
  await member.run(CreateUser, { UserName: 'bare' });
  await member.run(UpdateAccountPasswordPolicy, { AllowUsersToChangePassword: true });
  for (const [RoleName, action] of [
    ['plain', 'sts:SetSourceIdentity'],
    ['tagged', 'sts:TagSession'],
  ] as const) {
    await member.run(CreateRole, {
      RoleName,
      AssumeRolePolicyDocument: trustOf(action),
      Tags: [{ Key: 'team', Value: 'red' }],
    });
    await member.run(PutRolePolicy, { RoleName, PolicyName: 'own', PolicyDocument: ALLOW_S3 });
  }
}

const shown = (policies: readonly PreparedPolicy[]) => policies.map((policy) => [policy.ref, documentOf(policy)]);

describe('the access model of an account', () => {
  it('has the same policies for every user and role as authorization uses', async () => {
    await populate();
    const scope = await scopeOf(member);
    const [account] = (await modelOf(member)).accounts;
    const users = await scope.db.user.findMany({ where: { accountId: member.accountId } });
    const roles = await scope.db.role.findMany({ where: { accountId: member.accountId } });
    const callers = [
      ...users.map((user) => ({ id: user.id, caller: callerOfUser('aws', user) })),
      ...roles.map((role) => ({ id: role.id, caller: callerOfRole('aws', role) })),
    ];
    expect(callers.length).toBeGreaterThanOrEqual(4);
    for (const { id, caller } of callers) {
      const entry = account?.principals.find(({ principal }) =>
        principal.type === 'User' ? principal.userId === id : principal.type === 'AssumedRole' && principal.roleId === id,
      );
      const { policies } = await loadCallerPolicies(scope.db, caller, scope.account);
      expect(shown(entry?.identity ?? [])).toEqual(shown(policies.identity));
      expect(shown(entry?.boundary ? [entry.boundary] : [])).toEqual(shown(policies.boundary ? [policies.boundary] : []));
      expect(account?.scp).toEqual(policies.scp);
    }
  });

  it('knows principal tags and the organization path, except where a session may set tags', async () => {
    await populate();
    const [account] = (await modelOf(member)).accounts;
    const factsOf = (name: string) => account?.principals.find(({ arn }) => arn.endsWith(`/${name}`))?.facts;
    expect(factsOf('ana')?.knownContext).toMatchObject({
      'aws:PrincipalTag/team': 'red',
      'aws:PrincipalOrgID': world.organizationId,
    });
    expect(factsOf('ana')?.absentKeys).toEqual(['aws:PrincipalTag/*']);
    expect(factsOf('plain')?.knownContext).toMatchObject({ 'aws:PrincipalTag/team': 'red' });
    expect(factsOf('tagged')?.knownContext).not.toHaveProperty('aws:PrincipalTag/team');
    expect(factsOf('tagged')?.absentKeys).toEqual([]);
  });

  it('is cached until a change, which is visible immediately', async () => {
    const before = await modelOf(member);
    expect(await modelOf(member)).toBe(before);
    await member.run(CreateUser, { UserName: 'late' });
    const after = await modelOf(member);
    expect(after.accounts[0]?.principals.map(({ arn }) => arn)).toContain(`arn:aws:iam::${member.accountId}:user/late`);
    const unit = await world.unit('Workloads');
    await world.management.run(MoveAccount, {
      AccountId: member.accountId,
      SourceParentId: world.rootId,
      DestinationParentId: unit,
    });
    const moved = await modelOf(member);
    const ana = moved.accounts[0]?.principals[0]?.facts?.knownContext?.['aws:PrincipalOrgPaths'];
    expect(ana).toEqual([`${world.organizationId}/${world.rootId}/${unit}/`]);
  });

  it('covers the organization on request and reloads only changed accounts', async () => {
    const before = await modelOf(world.management, 'organization');
    expect(before.accounts.map(({ accountId }) => accountId).sort()).toEqual(
      [world.management.accountId, member.accountId].sort(),
    );
    await member.run(CreateUser, { UserName: 'late' });
    const after = await modelOf(world.management, 'organization');
    const part = (model: typeof before, { accountId }: Actor) => model.accounts.find((each) => each.accountId === accountId);
    expect(part(after, world.management)).toBe(part(before, world.management));
    expect(part(after, member)).not.toBe(part(before, member));
    expect((await modelOf(world.management)).accounts).toHaveLength(1);
  });
});

it('loadAccessModel does not cache what an uncommitted transaction read', async () => {
  const scope = await scopeOf(member);
  const uncommitted = new Proxy(scope.db, {});
  markUncommitted(uncommitted);
  const seen = await loadAccessModel({ ...scope, db: uncommitted }, 'account');
  const model = await loadAccessModel(scope, 'account');
  expect(model.accounts[0]).not.toBe(seen.accounts[0]);
  expect(await loadAccessModel(scope, 'account')).toBe(model);
  expect(await loadAccessModel({ ...scope, db: uncommitted }, 'account')).toBe(model);
});
