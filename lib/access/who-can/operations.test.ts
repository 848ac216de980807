import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { PutGroupPolicy, PutRolePolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateRole } from '../../iam/role/operations';
import { CreateUser } from '../../iam/user/operations';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { createOrganizationWorld, type OrganizationWorld, policyText, userWith } from '../../organizations/test-organization';
import { ExplainAccess } from '../operations';
import { type AccessWay, WhatCan, WhoCan } from './operations';

let world: OrganizationWorld;
let production: Actor;
let sandbox: Actor;
beforeEach(async () => {
  world = await createOrganizationWorld();
  production = await world.member('production');
  sandbox = await world.member('sandbox');
});
afterEach(() => world.close());

const allow = (Action: string | string[], Resource: string | string[] = '*', Condition: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
});
const MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const OBJECT = 'arn:aws:s3:::reports/2026.csv';
const READ = { Action: 's3:GetObject', Resource: OBJECT };

async function roleWith(actor: Actor, RoleName: string, trusted: string, statement: object): Promise<string> {
  const AssumeRolePolicyDocument = policyText({ Effect: 'Allow', Principal: { AWS: trusted }, Action: 'sts:AssumeRole' });
  const { Role } = await actor.run(CreateRole, { RoleName, AssumeRolePolicyDocument });
  await actor.run(PutRolePolicy, { RoleName, PolicyName: 'own', PolicyDocument: policyText(statement) });
  return Role.Arn;
}

/** Creates users and a role of the production account that reach the object in every way. */
async function populate(): Promise<void> {
  const { accountId } = production;
  await production.run(CreateGroup, { GroupName: 'readers' });
  await production.run(PutGroupPolicy, {
    GroupName: 'readers',
    PolicyName: 'read',
    PolicyDocument: policyText(allow('s3:GetObject', 'arn:aws:s3:::reports/*')),
  });
  await userWith(world, production, 'direct');
  await production.run(AddUserToGroup, { GroupName: 'readers', UserName: 'direct' });
  await userWith(world, production, 'careful', [allow('s3:GetObject', '*', MFA)]);
  await userWith(world, production, 'deployer', [allow('sts:AssumeRole', `arn:aws:iam::${accountId}:role/Reader`)]);
  await userWith(world, production, 'nobody', [allow('ec2:*')]);
  await roleWith(production, 'Reader', accountId, allow('s3:GetObject', 'arn:aws:s3:::reports/*'));
}

const named = (ways: readonly AccessWay[]) =>
  ways.map(({ Name, Access, Steps }) => [Name, Access, Steps.map(({ RoleName }) => RoleName)]);

describe('WhoCan', () => {
  it('finds principals with direct, role-based and conditional access, and names the policies', async () => {
    await populate();
    const { Principals, Total, Considered, Withheld } = await production.run(WhoCan, READ);
    expect(named(Principals)).toEqual([
      ['root', 'always', []],
      ['careful', 'sometimes', []],
      ['deployer', 'always', ['Reader']],
      ['direct', 'always', []],
      ['OrganizationAccountAccessRole', 'always', []],
      ['Reader', 'always', []],
    ]);
    expect([Total, Considered, Withheld]).toEqual([6, 8, 0]);
    const way = (name: string) => Principals.find(({ Name }) => Name === name);
    expect(way('direct')?.By).toEqual([{ Name: 'read', Group: 'readers' }]);
    expect(way('deployer')?.Steps[0]?.By.map(({ Name }) => Name)).toEqual(['trust policy', 'inline']);
    expect(way('careful')?.Conditions).toEqual([
      { Effect: 'Allow', Operator: 'Bool', Key: 'aws:MultiFactorAuthPresent', Values: ['true'], Policy: 'inline' },
    ]);
  });

  it('agrees with ExplainAccess about each principal of the account', async () => {
    await populate();
    const questions = [
      READ,
      { Action: 's3:PutObject', Resource: OBJECT },
      { Action: 'ec2:RunInstances', Resource: '*' },
      { Action: 'sts:AssumeRole', Resource: `arn:aws:iam::${production.accountId}:role/Reader` },
    ];
    const everybody = ['user/direct', 'user/careful', 'user/deployer', 'user/nobody', 'role/Reader'];
    for (const question of questions) {
      const { Principals } = await production.run(WhoCan, question);
      for (const name of everybody) {
        const PrincipalArn = `arn:aws:iam::${production.accountId}:${name}`;
        const answer = Principals.find(({ Arn }) => Arn === PrincipalArn)?.Direct ?? 'never';
        const { explanation } = await production.run(ExplainAccess, { PrincipalArn, ...question });
        if (answer === 'always')
          expect([name, question.Action, explanation.decision]).toEqual([name, question.Action, 'Allowed']);
        if (answer === 'never') expect([name, explanation.decision === 'Allowed']).toEqual([name, false]);
      }
    }
  });

  it('evaluates conditions with the given context keys', async () => {
    await populate();
    const careful = async (Values: string[]) => {
      const Context = [{ Key: 'AWS:multifactorauthpresent', Values }];
      const { Principals } = await production.run(WhoCan, { ...READ, Context });
      return Principals.find(({ Name }) => Name === 'careful')?.Access;
    };
    expect(await careful(['true'])).toBe('always');
    expect(await careful(['false'])).toBeUndefined();
    expect(await careful([])).toBeUndefined();
  });

  it('applies a given resource policy and lists the outside principals that it admits', async () => {
    await populate();
    const outsider = '999999999999';
    const ResourcePolicy = policyText({
      ...allow('s3:GetObject', 'arn:aws:s3:::reports/*'),
      Principal: { AWS: [`arn:aws:iam::${production.accountId}:user/nobody`, outsider] },
    });
    const { Principals, Outside, Anonymous } = await production.run(WhoCan, { ...READ, ResourcePolicy });
    expect(Principals.map(({ Name }) => Name)).toContain('nobody');
    expect(Outside).toEqual([{ Principal: outsider, Access: 'always' }]);
    expect(Anonymous).toBe('never');
    const malformed = await production.fails(WhoCan, { ...READ, ResourcePolicy: '{\n"' });
    expect(malformed.shape).toBe('MalformedPolicyDocumentException');
  });

  it('reflects policy changes immediately', async () => {
    await userWith(world, production, 'maria');
    const names = async () => (await production.run(WhoCan, READ)).Principals.map(({ Name }) => Name);
    expect(await names()).not.toContain('maria');
    const PolicyDocument = policyText(allow('s3:*'));
    await production.run(PutUserPolicy, { UserName: 'maria', PolicyName: 'p', PolicyDocument });
    expect(await names()).toContain('maria');
    await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
    const { Policy } = await world.management.run(CreatePolicy, {
      Name: 'no-s3',
      Description: '',
      Type: 'SERVICE_CONTROL_POLICY',
      Content: policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' }),
    });
    const PolicyId = Policy.PolicySummary.Id;
    await world.management.run(AttachPolicy, { PolicyId, TargetId: production.accountId });
    expect(await names()).toEqual([]);
  });
});

describe('the scope of WhoCan', () => {
  it('excludes principals of other accounts for a member account and for outsiders', async () => {
    await populate();
    await userWith(world, sandbox, 'admin', [allow('*')]);
    const { Principals, Accounts } = await sandbox.run(WhoCan, { ...READ, ResourceAccount: production.accountId });
    // A member does not know whether the other account's policy allows it. So its own principals depend on that, and no other is named.
    expect(new Set(Principals.map(({ AccountId, Access, UnknownPolicy }) => [AccountId, Access, UnknownPolicy].join()))).toEqual(
      new Set([`${sandbox.accountId},sometimes,true`]),
    );
    expect(Accounts).toEqual([{ Id: sandbox.accountId, Name: 'sandbox' }]);
    const own = await sandbox.run(WhoCan, READ);
    expect(new Set(own.Principals.map(({ AccountId }) => AccountId))).toEqual(new Set([sandbox.accountId]));
    const organization = { ...READ, Reach: 'organization' as const };
    expect((await sandbox.fails(WhoCan, organization)).shape).toBe('AccessDeniedException');
    const stranger = await world.account();
    expect((await stranger.fails(WhoCan, organization)).shape).toBe('AWSOrganizationsNotInUseException');
    const foreign = { PrincipalArn: `arn:aws:iam::${production.accountId}:user/direct`, Resource: OBJECT };
    expect((await sandbox.fails(WhatCan, foreign)).shape).toBe('NoSuchEntityException');
    expect((await world.management.fails(WhatCan, { ...foreign, Reach: 'organization' })).shape).toBe('NoSuchEntityException');
  });

  it('is the management account by default and the whole organization on request', async () => {
    await populate();
    await userWith(world, world.management, 'operator', [allow('sts:AssumeRole')]);
    const question = { ...READ, ResourceAccount: production.accountId };
    const own = await world.management.run(WhoCan, question);
    expect(own.Accounts.map(({ Id }) => Id)).toEqual([world.management.accountId]);
    const all = await world.management.run(WhoCan, { ...question, Reach: 'organization' });
    expect(all.Accounts).toHaveLength(3);
    const operator = all.Principals.find(({ Name }) => Name === 'operator');
    expect(operator?.Steps.map(({ RoleName, AccountId }) => [RoleName, AccountId])).toEqual([
      ['OrganizationAccountAccessRole', production.accountId],
    ]);
    const some = await world.management.run(WhoCan, { ...question, Reach: 'organization', Account: production.accountId });
    expect(new Set(some.Principals.map(({ AccountId }) => AccountId))).toEqual(new Set([production.accountId]));
    expect(some.Principals.length).toBeGreaterThan(0);
  });

  it('requires permission to simulate, and organizations:ListAccounts for the organization', async () => {
    const reader = await userWith(world, world.management, 'reader', [allow('iam:SimulatePrincipalPolicy')]);
    await reader.run(WhoCan, READ);
    const error = await reader.fails(WhoCan, { ...READ, Reach: 'organization' });
    expect(error.message).toContain('organizations:ListAccounts');
    const none = await userWith(world, world.management, 'none');
    expect((await none.fails(WhoCan, READ)).message).toContain('perform: iam:SimulatePrincipalPolicy because');
    const narrow = await userWith(world, world.management, 'narrow', [
      allow('iam:SimulatePrincipalPolicy', `arn:aws:iam::${world.management.accountId}:user/reader`),
    ]);
    expect((await narrow.fails(WhoCan, READ)).shape).toBe('AccessDenied');
  });

  it('omits principals that the caller may not simulate and paths through them, and counts them', async () => {
    await populate();
    const secret = `arn:aws:iam::${production.accountId}:role/Reader`;
    const auditor = await userWith(world, production, 'auditor', [
      allow('iam:SimulatePrincipalPolicy'),
      { Effect: 'Deny', Action: 'iam:SimulatePrincipalPolicy', Resource: secret },
    ]);
    const { Principals, Withheld } = await auditor.run(WhoCan, READ);
    expect(Principals.map(({ Name }) => Name)).not.toContain('Reader');
    expect(Principals.map(({ Name }) => Name)).not.toContain('deployer');
    expect(Withheld).toBe(2);
  });
});

describe('WhatCan', () => {
  it('finds what a principal can do on a resource, directly and through roles', async () => {
    await populate();
    const { User } = await production.run(CreateUser, { UserName: 'writer' });
    const PolicyDocument = JSON.stringify({
      Version: '2012-10-17',
      Statement: [allow('s3:PutObject', '*', MFA), allow('sts:AssumeRole')],
    });
    await production.run(PutUserPolicy, { UserName: 'writer', PolicyName: 'own', PolicyDocument });
    const { Actions } = await production.run(WhatCan, { PrincipalArn: User.Arn, Resource: OBJECT });
    expect(Actions.map(({ Name, Level, Access, Steps }) => [Name, Level, Access, Steps.length])).toEqual([
      ['GetObject', 'Read', 'always', 1],
      ['PutObject', 'Write', 'sometimes', 0],
    ]);
    expect(Actions[1]?.Conditions.map(({ Key }) => Key)).toEqual(['aws:MultiFactorAuthPresent']);
  });

  it('requires permission to simulate the principal', async () => {
    const maria = await userWith(world, production, 'maria');
    const PrincipalArn = `arn:aws:iam::${production.accountId}:user/maria`;
    const error = await maria.fails(WhatCan, { PrincipalArn, Resource: OBJECT });
    expect(error.message).toContain(`iam:SimulatePrincipalPolicy on resource: ${PrincipalArn}`);
  });
});
