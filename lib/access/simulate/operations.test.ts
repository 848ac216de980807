import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestWorld, type TestWorld } from '../../core/test-world';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateRole } from '../../iam/role/operations';
import { CreateUser } from '../../iam/user/operations';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { createOrganizationWorld, organizationOf, policyText, userWith } from '../../organizations/test-organization';
import { ExplainAccess } from '../operations';
import type { PolicyDraft } from '../schema';
import { SimulateAccess } from './operations';

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(() => world.close());

const READ_OWN = policyText({ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::team/${aws:username}/*' });
const PUBLIC = { Effect: 'Allow', Principal: '*', Resource: '*' };
const TEAM = ['arn:aws:s3:::team/maria/plan.txt', 'arn:aws:s3:::team/jo/plan.txt'];

async function maria() {
  const root = await world.account();
  const { User } = await root.run(CreateUser, { UserName: 'maria' });
  await root.run(PutUserPolicy, { UserName: 'maria', PolicyName: 'own', PolicyDocument: READ_OWN });
  return { root, User, PrincipalArn: User.Arn };
}

describe('SimulateAccess', () => {
  it('evaluates every action on every resource as ExplainAccess does', async () => {
    const { root, PrincipalArn } = await maria();
    const trust = policyText({ Effect: 'Allow', Principal: { AWS: PrincipalArn }, Action: 'sts:AssumeRole' });
    const { Role } = await root.run(CreateRole, { RoleName: 'reader', AssumeRolePolicyDocument: trust });
    const Actions = ['s3:GetObject', 's3:PutObject', 'sts:AssumeRole'];
    const Resources = [...TEAM, Role.Arn];
    const { Results } = await root.run(SimulateAccess, { PrincipalArn, Actions, Resources });
    expect(Results).toHaveLength(9);
    for (const result of Results) {
      const { Action, Resource } = result;
      const { explanation } = await root.run(ExplainAccess, { PrincipalArn, Action, Resource });
      expect([Action, Resource, result.Decision]).toEqual([Action, Resource, explanation.decision]);
      expect(result.Statements).toBe(explanation.deciding.length);
      expect(result.MissingContextKeys).toEqual(explanation.missingContextKeys);
    }
    const allowed = Results.filter(({ Decision }) => Decision === 'Allowed').map(({ Action, Resource }) => [Action, Resource]);
    expect(allowed).toEqual([
      ['s3:GetObject', TEAM[0]],
      ['sts:AssumeRole', Role.Arn],
    ]);
  });

  it('simulates draft policies without a principal, with a boundary and a resource policy', async () => {
    const root = await world.account();
    const identity = policyText({ Effect: 'Allow', Action: ['s3:*', 'ec2:*'], Resource: '*' });
    const boundary = policyText({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
    const Drafts: PolicyDraft[] = [
      { kind: 'add', type: 'identity', name: 'new', document: identity },
      { kind: 'add', type: 'boundary', name: 'edge', document: boundary },
    ];
    const question = { Actions: ['s3:GetObject', 'ec2:RunInstances'], Resources: ['arn:aws:s3:::b/k'], Drafts };
    const decide = async (more: { ResourcePolicy?: string } = {}) =>
      (await root.run(SimulateAccess, { ...question, ...more })).Results.map(({ Decision, BlockedBy }) => [
        Decision,
        BlockedBy.map(({ type }) => type),
      ]);
    expect(await decide()).toEqual([
      ['Allowed', []],
      ['ImplicitDeny', ['boundary']],
    ]);
    const ResourcePolicy = policyText({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' });
    expect((await decide({ ResourcePolicy }))[0]).toEqual(['ExplicitDeny', ['resource']]);
    const explained = await root.run(ExplainAccess, { Action: 'ec2:RunInstances', Resource: '*', Drafts });
    expect(explained.explanation.blockedBy[0]?.type).toBe('boundary');
    expect(explained.explanation.deciding.length + explained.explanation.steps.length).toBeGreaterThan(0);
  });

  it('removes and replaces policies, including SCPs, and returns missing context keys', async () => {
    const organization = await createOrganizationWorld();
    const { management, rootId } = organization;
    const member = await organization.member('member');
    await management.run(EnablePolicyType, { RootId: rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
    const Content = policyText({
      Effect: 'Deny',
      Action: 's3:*',
      Resource: '*',
      Condition: { Null: { 'aws:MultiFactorAuthPresent': 'true' } },
    });
    const scp = { Name: 'mfa', Description: '', Type: 'SERVICE_CONTROL_POLICY', Content } as const;
    const { Policy } = await management.run(CreatePolicy, scp);
    const PolicyId = Policy.PolicySummary.Id;
    await management.run(AttachPolicy, { PolicyId, TargetId: member.accountId });
    const user = await userWith(organization, member, 'jo', [{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]);
    const { arn = '' } = user.caller.principal.type === 'User' ? user.caller.principal : {};
    const decide = async (Drafts: PolicyDraft[] = [], Context: { Key: string; Values: string[] }[] = []) =>
      (await member.run(SimulateAccess, { PrincipalArn: arn, Actions: ['s3:GetObject'], Resources: ['*'], Drafts, Context }))
        .Results[0];
    const denied = await decide();
    expect(denied).toMatchObject({
      Decision: 'ExplicitDeny',
      MissingContextKeys: ['aws:MultiFactorAuthPresent'],
      Statements: 1,
      Policies: ['mfa'],
    });
    expect(denied?.BlockedBy[0]).toMatchObject({ type: 'scp', kind: 'explicit', policy: { name: 'mfa' } });
    expect((await decide([{ kind: 'remove', policyId: PolicyId }]))?.Decision).toBe('Allowed');
    expect((await decide([], [{ Key: 'aws:MultiFactorAuthPresent', Values: ['true'] }]))?.Decision).toBe('Allowed');
    const document = policyText({ Effect: 'Deny', Action: 'ec2:*', Resource: '*' });
    expect((await decide([{ kind: 'replace', policyId: PolicyId, document }]))?.Decision).toBe('Allowed');
    await organization.close();
  });

  it('requires the simulation permissions of AWS and limits the size of one call', async () => {
    const { root, User, PrincipalArn } = await maria();
    const caller = { UserName: 'maria', PolicyName: 'sim' };
    const self = world.as({
      accountId: root.accountId,
      credential: 'longTerm',
      principal: { type: 'User', accountId: root.accountId, arn: PrincipalArn, userId: User.UserId, userName: 'maria' },
    });
    const question = { Actions: ['s3:GetObject'], Resources: ['*'] };
    expect((await self.fails(SimulateAccess, { PrincipalArn, ...question })).message).toContain('iam:SimulatePrincipalPolicy');
    expect((await self.fails(SimulateAccess, question)).message).toContain('iam:SimulateCustomPolicy');
    await root.run(PutUserPolicy, {
      ...caller,
      PolicyDocument: policyText({ Effect: 'Allow', Action: 'iam:SimulateCustomPolicy', Resource: '*' }),
    });
    await self.run(SimulateAccess, question);
    const Resources = Array.from({ length: 101 }, (_, i) => `arn:aws:s3:::b${i}`);
    const many = await root.fails(SimulateAccess, { Actions: ['s3:GetObject', 's3:PutObject'], Resources });
    expect(many.shape).toBe('ValidationError');
  });

  it('reveals nothing about an account outside the organization', async () => {
    const { root, PrincipalArn } = await maria();
    const other = await world.account('other');
    const { rootId, organizationId, member } = await organizationOf(world, other);
    await other.run(EnablePolicyType, { RootId: rootId, PolicyType: 'RESOURCE_CONTROL_POLICY' });
    const owner = await member('owner');
    const answer = await root.run(ExplainAccess, {
      PrincipalArn,
      Action: 's3:GetObject',
      Resource: TEAM[0] ?? '',
      ResourceAccount: owner.accountId,
    });
    expect(answer.explanation.rcpLevels).toEqual([]);
    expect(JSON.stringify(answer)).not.toContain(organizationId);
    expect(JSON.stringify(answer)).not.toContain(rootId);
    // The other account does not know what the principal may do.
    const asked = { Actions: ['s3:GetObject'], Resources: TEAM, ResourcePolicy: policyText({ ...PUBLIC, Action: 's3:*' }) };
    const { Results } = await other.run(SimulateAccess, { PrincipalArn, ...asked });
    const unknown = [{ type: 'identity', kind: 'unknown' }];
    expect(Results.map(({ BlockedBy }) => BlockedBy)).toEqual([unknown, unknown]);
  });
});
