import { afterAll, describe, expect, it } from 'vitest';
import type { Actor } from '../../core/test-world';
import { AttachUserPolicy } from '../../iam/attachment/operations';
import { PutUserPermissionsBoundary } from '../../iam/boundary/operations';
import { AddUserToGroup, CreateGroup } from '../../iam/group/operations';
import { PutGroupPolicy, PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreatePolicy as CreateManagedPolicy } from '../../iam/policy/operations';
import { CreateRole } from '../../iam/role/operations';
import { CreateUser } from '../../iam/user/operations';
import { AttachPolicy } from '../../organizations/attachment/operations';
import { CreatePolicy } from '../../organizations/policy/operations';
import { EnablePolicyType } from '../../organizations/policy-type/operations';
import { createOrganizationWorld, policyText, userWith } from '../../organizations/test-organization';
import { GetActionPermission } from '../effective/operations';
import { ExplainAccess, GetSubject } from '../operations';

// A word in every policy text and nowhere else.
const SECRET = 'arn:aws:s3:::secret-plan';
const text = (Effect: 'Allow' | 'Deny', more: object = {}) =>
  policyText({ Effect, Action: 's3:Get*', Resource: [SECRET, '*'], ...more });

const world = await createOrganizationWorld();
afterAll(() => world.close());
await world.management.run(EnablePolicyType, { RootId: world.rootId, PolicyType: 'SERVICE_CONTROL_POLICY' });
const member = await world.member('dev');
const Content = text('Deny', { Condition: { StringEquals: { 'aws:PrincipalTag/plan': 'secret-plan' } } });
const guardrail = await world.management.run(CreatePolicy, {
  Name: 'keep',
  Description: '',
  Type: 'SERVICE_CONTROL_POLICY',
  Content,
});
const PolicyId = guardrail.Policy.PolicySummary.Id;
await world.management.run(AttachPolicy, { PolicyId, TargetId: member.accountId });
const PrincipalArn = (await member.run(CreateUser, { UserName: 'ana' })).User.Arn;
await member.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'own', PolicyDocument: text('Allow') });
await member.run(CreateGroup, { GroupName: 'team' });
await member.run(AddUserToGroup, { GroupName: 'team', UserName: 'ana' });
await member.run(PutGroupPolicy, { GroupName: 'team', PolicyName: 'shared', PolicyDocument: text('Allow') });
const managed = await member.run(CreateManagedPolicy, { PolicyName: 'managed', PolicyDocument: text('Allow') });
await member.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: managed.Policy.Arn });
await member.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: 'arn:aws:iam::aws:policy/SecurityAudit' });
await member.run(PutUserPermissionsBoundary, { UserName: 'ana', PermissionsBoundary: managed.Policy.Arn });

let asked = 0;
const asker = (...Action: string[]) =>
  userWith(world, member, `asker-${++asked}`, [
    { Effect: 'Allow', Action: ['iam:SimulatePrincipalPolicy', ...Action], Resource: '*' },
  ]);

async function namesRead(actor: Actor): Promise<string[]> {
  const { Documents } = await actor.run(GetSubject, { PrincipalArn });
  return Object.keys(Documents)
    .map((id) => /(own|shared|managed@boundary|managed|SecurityAudit|p-FullAWSAccess)/.exec(id)?.[0] ?? 'keep')
    .sort();
}

describe('the text of a policy that applies to a principal', () => {
  it.each([
    ['only for AWS managed policies without further permissions', [], ['SecurityAudit']],
    ['for inline policies of the user with iam:GetUserPolicy', ['iam:GetUserPolicy'], ['SecurityAudit', 'own']],
    ['for inline policies of groups with iam:GetGroupPolicy', ['iam:GetGroupPolicy'], ['SecurityAudit', 'shared']],
    [
      'for customer managed policies with iam:GetPolicyVersion',
      ['iam:GetPolicyVersion'],
      ['SecurityAudit', 'managed', 'managed@boundary'],
    ],
  ])('is shown %s', async (_, actions, names) => {
    const found = await namesRead(await asker(...actions));
    expect([...new Set(found)].filter((name) => name !== 'p-FullAWSAccess')).toEqual(names);
  });

  it('is hidden if it is an SCP, regardless of permissions within the member account', async () => {
    expect(await namesRead(member)).not.toContain('keep');
    expect(await namesRead(await asker('organizations:DescribePolicy'))).not.toContain('keep');
    const { Documents } = await world.management.run(GetSubject, { PrincipalArn: `arn:aws:iam::${member.accountId}:root` });
    expect(Object.values(Documents)).toContain(Content);
  });

  it('is not quoted in explanations, which name only the policy, type and statement', async () => {
    const limited = await asker();
    const question = { PrincipalArn, Action: 's3:GetObject', Resource: 'arn:aws:s3:::other/x' };
    const answer = await limited.run(ExplainAccess, question);
    expect(JSON.stringify(answer)).not.toContain('secret-plan');
    expect(answer.explanation.decision).toBe('Allowed');
    const own = answer.explanation.policies.find(({ policy }) => policy.name === 'own');
    expect(own).toMatchObject({ policy: { type: 'identity' }, outcome: 'Allow', statements: [] });
    expect(answer.explanation.deciding).toContainEqual({ policyId: own?.policy.id, statementIndex: 0 });

    const denied = { ...question, Context: [{ Key: 'aws:PrincipalTag/plan', Values: ['secret-plan'] }] };
    const { explanation, documents, fixes } = await limited.run(ExplainAccess, denied);
    expect(explanation.blockedBy).toMatchObject([{ type: 'scp', kind: 'explicit', policy: { name: 'keep' } }]);
    expect(JSON.stringify([explanation.scpLevels, documents, fixes])).not.toContain('secret-plan');

    // The answer says what must become true, but not how: the smallest change would reveal the policy.
    expect(fixes).toEqual([
      {
        alternative: 1,
        step: 1,
        sentence:
          "The service control policy keep on dev must stop denying s3:GetObject on arn:aws:s3:::other/x (statement 1 denies it now). Only the organization's management account can read it.",
        others: true,
      },
    ]);
    const put = { ...question, Action: 's3:PutObject' };
    const missing = await limited.run(ExplainAccess, put);
    expect(missing.fixes.length).toBeGreaterThan(0);
    expect(JSON.stringify(missing)).not.toContain('secret-plan');
    // A viewer who may read the policy gets it with the change applied. The boundary is attached too, so it is one change.
    const given = (await (await asker('iam:GetPolicyVersion')).run(ExplainAccess, put)).fixes;
    expect(given).toMatchObject([
      { policyId: expect.stringContaining('managed'), document: expect.stringContaining('s3:PutObject') },
    ]);
    expect(missing.fixes).toMatchObject([{ others: true }]);
    expect(missing.fixes[0]).not.toHaveProperty('document');

    const { Documents } = await limited.run(GetActionPermission, { PrincipalArn, Action: 's3:GetObject' });
    expect(JSON.stringify(Documents)).not.toContain('secret-plan');
    const reader = await asker('iam:GetUserPolicy', 'iam:GetGroupPolicy', 'iam:GetPolicyVersion');
    expect(JSON.stringify((await reader.run(ExplainAccess, question)).documents)).toContain('secret-plan');
  });

  it('is quoted in an answer about an action only as far as the decision depends on it', async () => {
    const arn = (await member.run(CreateUser, { UserName: 'ben' })).User.Arn;
    const limits = { Sid: 'SecretPlan', Effect: 'Allow', Action: 's3:PutObject', Resource: `${SECRET}/*` };
    await member.run(PutUserPolicy, { UserName: 'ben', PolicyName: 'own', PolicyDocument: policyText(limits) });
    const question = { PrincipalArn: arn, Action: 's3:PutObject' };
    const { Detail } = await (await asker()).run(GetActionPermission, question);
    expect(Detail.residue?.granted).toEqual([{ negated: false, patterns: [`${SECRET}/*`] }]);
    expect(JSON.stringify({ ...Detail, residue: null })).not.toMatch(/secret-?plan/i);
    const reader = await (await asker('iam:GetUserPolicy')).run(GetActionPermission, question);
    expect(JSON.stringify(reader.Detail.layers)).toContain('SecretPlan');
  });

  it('is shown if it is the caller’s own draft', async () => {
    const { explanation } = await (await asker()).run(ExplainAccess, { PrincipalArn, Action: 's3:GetObject', Resource: '*' });
    const policyId = explanation.policies.find(({ policy }) => policy.name === 'own')?.policy.id ?? '';
    const draft = policyText({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
    const { documents } = await (await asker()).run(ExplainAccess, {
      PrincipalArn,
      Action: 's3:GetObject',
      Resource: '*',
      Drafts: [{ kind: 'replace', policyId, document: draft }],
    });
    expect(documents[policyId]).toBe(draft);
  });

  it('is hidden from a caller who names the policy in a draft without replacing it', async () => {
    const trust = policyText({ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole', Sid: 'SecretPlan' });
    const { Role } = await member.run(CreateRole, { RoleName: 'trusting', AssumeRolePolicyDocument: trust });
    const Resource = Role.Arn;
    const Drafts = [{ kind: 'replace' as const, policyId: `${Resource}/trust`, document: text('Allow') }];
    const question = { PrincipalArn, Action: 'sts:AssumeRole', Resource, Drafts };
    expect(JSON.stringify(await (await asker()).run(ExplainAccess, question))).not.toContain('SecretPlan');
    expect(JSON.stringify(await (await asker('iam:GetRole')).run(ExplainAccess, question))).toContain('SecretPlan');
  });
});
