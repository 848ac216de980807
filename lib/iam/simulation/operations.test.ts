import { afterAll, describe, expect, it, vi } from 'vitest';
import type { InputOf } from '../../core/operation';
import { type Actor, createTestWorld, TEST_NOW } from '../../core/test-world';
import { AttachUserPolicy } from '../attachment/operations';
import { PutUserPermissionsBoundary } from '../boundary/operations';
import { AddUserToGroup, CreateGroup } from '../group/operations';
import { PutGroupPolicy, PutRolePolicy, PutUserPolicy } from '../inline-policy/operations';
import { CreatePolicy } from '../policy/operations';
import { CreateRole } from '../role/operations';
import { ALLOW_ALL, limitByScp, policyDocument, trustPolicy, userWith } from '../test-accounts';
import { CreateUser, TagUser } from '../user/operations';
import {
  GetContextKeysForCustomPolicy,
  GetContextKeysForPrincipalPolicy,
  SimulateCustomPolicy,
  SimulatePrincipalPolicy,
} from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const READ_ONLY = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
const allow = (Action: string | string[], Resource: string | string[] = '*', Condition?: object) =>
  policyDocument({ Effect: 'Allow', Action, Resource, ...(Condition ? { Condition } : {}) });
const deny = (Action: string) => policyDocument({ Effect: 'Deny', Action, Resource: '*' });

type CustomInput = InputOf<typeof SimulateCustomPolicy>;
type PrincipalInput = InputOf<typeof SimulatePrincipalPolicy>;
const root = await world.account();
const simulate = async (input: CustomInput) => (await root.run(SimulateCustomPolicy, input)).EvaluationResults;

describe('a policy simulation without a resource policy', () => {
  const key = `arn:aws:kms:eu-west-1:${root.accountId}:key/1`;
  const role = `arn:aws:iam::${root.accountId}:role/app`;
  const cases = [
    ['kms:Decrypt', key],
    ['kms:DescribeKey', key],
    ['sts:AssumeRole', role],
    ['sts:TagSession', role],
  ] as const;

  it.each(cases)('returns the decision of identity policies for %s, both custom and of a principal', async (action, resource) => {
    const asked = { ActionNames: [action], ResourceArns: [resource] };
    for (const [document, decision] of [
      [allow(action, resource), 'allowed'],
      [allow(action), 'allowed'],
      [allow('s3:*'), 'implicitDeny'],
      [policyDocument({ Effect: 'Deny', Action: action, Resource: resource }), 'explicitDeny'],
    ] as const) {
      const [custom] = await simulate({ ...asked, PolicyInputList: [document] });
      expect([action, document, custom?.EvalDecision]).toEqual([action, document, decision]);
      // The simulation assumes a policy that allows the call, but reports no statement of it.
      expect(custom?.MatchedStatements).toHaveLength(decision === 'implicitDeny' ? 0 : 1);
      const name = `simulated-${action.replace(':', '-')}-${decision}`;
      const { User } = await root.run(CreateUser, { UserName: `${name}-${document.length}` });
      await root.run(PutUserPolicy, { UserName: User.UserName, PolicyName: 'p', PolicyDocument: document });
      const { EvaluationResults } = await root.run(SimulatePrincipalPolicy, { ...asked, PolicySourceArn: User.Arn });
      expect([action, document, EvaluationResults[0]?.EvalDecision]).toEqual([action, document, decision]);
    }
  });

  it('uses a given resource policy, and denies access to a resource of another account', async () => {
    const PolicyInputList = [allow('kms:Decrypt')];
    const asked = { PolicyInputList, ActionNames: ['kms:Decrypt'], ResourceArns: [key] };
    const ResourcePolicy = policyDocument({
      Effect: 'Allow',
      Principal: { AWS: '444455556666' },
      Action: 'kms:*',
      Resource: '*',
    });
    const CallerArn = `arn:aws:iam::${root.accountId}:user/nobody`;
    expect((await simulate({ ...asked, ResourcePolicy, CallerArn }))[0]?.EvalDecision).toBe('implicitDeny');
    const elsewhere = key.replace(root.accountId, '444455556666');
    expect((await simulate({ ...asked, ResourceArns: [elsewhere] }))[0]?.EvalDecision).toBe('implicitDeny');
  });
});

describe('SimulateCustomPolicy', () => {
  it('returns a decision per action with the positions of the matched statements', async () => {
    const PolicyInputList = [
      `{\n  "Version": "2012-10-17",\n  "Statement": [\n    { "Effect": "Allow", "Action": "s3:Get*", "Resource": "*" }\n  ]\n}`,
      deny('s3:GetObjectAcl'),
    ];
    const results = await simulate({ PolicyInputList, ActionNames: ['s3:GetObject', 's3:GetObjectAcl', 's3:PutObject'] });
    expect(results).toEqual([
      {
        EvalActionName: 's3:GetObject',
        EvalResourceName: '*',
        EvalDecision: 'allowed',
        MatchedStatements: [
          {
            SourcePolicyId: 'PolicyInputList.1',
            SourcePolicyType: 'IAM Policy',
            StartPosition: { Line: 3, Column: 17 },
            EndPosition: { Line: 4, Column: 64 },
          },
        ],
        MissingContextValues: [],
      },
      expect.objectContaining({
        EvalActionName: 's3:GetObjectAcl',
        EvalDecision: 'explicitDeny',
        MatchedStatements: [expect.objectContaining({ SourcePolicyId: 'PolicyInputList.2' })],
      }),
      expect.objectContaining({ EvalActionName: 's3:PutObject', EvalDecision: 'implicitDeny', MatchedStatements: [] }),
    ]);
  });

  it('returns a decision per resource, and the strictest of them for the action', async () => {
    const [inside, outside] = ['arn:aws:s3:::mine/a', 'arn:aws:s3:::other/a'];
    const [result] = await simulate({
      PolicyInputList: [allow('s3:GetObject', 'arn:aws:s3:::mine/*')],
      ActionNames: ['s3:GetObject'],
      ResourceArns: [inside, outside],
    });
    expect(result).toMatchObject({
      EvalResourceName: inside,
      EvalDecision: 'implicitDeny',
      ResourceSpecificResults: [
        {
          EvalResourceName: inside,
          EvalResourceDecision: 'allowed',
          MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.1' }],
        },
        { EvalResourceName: outside, EvalResourceDecision: 'implicitDeny', MatchedStatements: [] },
      ],
    });
    // AWS: details appear only for cross-account requests. Within one account the map is empty.
    expect(result?.EvalDecisionDetails).toEqual({});
    expect(result?.ResourceSpecificResults?.map((one) => one.EvalDecisionDetails)).toEqual([{}, {}]);
  });

  it('returns the start and end positions of statements as AWS does', async () => {
    const matched = async (document: string) => {
      const [result] = await simulate({ PolicyInputList: [document], ActionNames: ['s3:GetObject'] });
      return result?.MatchedStatements?.map(({ StartPosition: start, EndPosition: end }) => [
        start?.Line,
        start?.Column,
        end?.Line,
        end?.Column,
      ]);
    };
    const one = '{"Effect":"Allow","Action":"s3:*","Resource":"*"}';
    expect(await matched(`{"Version":"2012-10-17","Statement":${one}}`)).toEqual([[1, 38, 1, 86]]);
    expect(await matched(`{"Version":"2012-10-17",\n"Statement":\n  ${one}}`)).toEqual([[3, 4, 3, 52]]);
    expect(await matched(`{"Version":"2012-10-17","Statement":[${one}, ${one}]}`)).toEqual([
      [1, 38, 1, 87],
      [1, 88, 1, 138],
    ]);
    expect(await matched(`{"Version":"2012-10-17",\n"Statement": [\n  ${one},\n\n  ${one}]}`)).toEqual([
      [2, 15, 3, 52],
      [3, 53, 5, 52],
    ]);
  });

  it('returns missing context keys and uses given ones with single or multiple values', async () => {
    const PolicyInputList = [
      allow('s3:GetObject', '*', {
        IpAddress: { 'aws:SourceIp': '10.0.0.0/8' },
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] },
        Null: { 'aws:TagKeys': 'false' },
      }),
    ];
    const ActionNames = ['s3:GetObject'];
    const [without] = await simulate({ PolicyInputList, ActionNames });
    expect(without).toMatchObject({ EvalDecision: 'implicitDeny', MissingContextValues: ['aws:SourceIp', 'aws:TagKeys'] });
    const ContextEntries: CustomInput['ContextEntries'] = [
      { ContextKeyName: 'aws:sourceip', ContextKeyValues: ['10.1.2.3'], ContextKeyType: 'ip' },
      { ContextKeyName: 'aws:TagKeys', ContextKeyValues: ['a'], ContextKeyType: 'stringList' },
    ];
    const [given] = await simulate({ PolicyInputList, ActionNames, ContextEntries });
    expect(given).toMatchObject({ EvalDecision: 'allowed', MissingContextValues: [] });
  });

  it('uses the time of the request unless aws:CurrentTime is given', async () => {
    const PolicyInputList = [allow('s3:GetObject', '*', { DateLessThan: { 'aws:CurrentTime': '2026-06-01T00:00:00Z' } })];
    const ActionNames = ['s3:GetObject'];
    expect(TEST_NOW.toISOString() < '2026-06').toBe(true);
    expect((await simulate({ PolicyInputList, ActionNames }))[0]?.EvalDecision).toBe('allowed');
    const ContextEntries: CustomInput['ContextEntries'] = [
      { ContextKeyName: 'aws:CurrentTime', ContextKeyValues: ['2027-01-01T00:00:00Z'], ContextKeyType: 'date' },
    ];
    expect((await simulate({ PolicyInputList, ActionNames, ContextEntries }))[0]?.EvalDecision).toBe('implicitDeny');
  });

  it('applies a permissions boundary and SCPs by level, and reports whether each allows the action', async () => {
    const input = { PolicyInputList: [ALLOW_ALL], ActionNames: ['s3:GetObject', 'ec2:RunInstances'] };
    const bounded = await simulate({ ...input, PermissionsBoundaryPolicyInputList: [allow('s3:*')] });
    expect(bounded).toMatchObject([
      { EvalDecision: 'allowed', PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true } },
      { EvalDecision: 'implicitDeny', PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } },
    ]);
    const level = (...documents: string[]) => ({ ServiceControlPolicyInputList: documents });
    const guarded = await simulate({
      ...input,
      OrderedOrganizationPolicyInputList: [level(ALLOW_ALL), level(ALLOW_ALL, deny('ec2:*')), level(allow('s3:*'))],
    });
    expect(guarded).toMatchObject([
      { EvalDecision: 'allowed', OrganizationsDecisionDetail: { AllowedByOrganizations: true } },
      { EvalDecision: 'explicitDeny', OrganizationsDecisionDetail: { AllowedByOrganizations: false }, MatchedStatements: [] },
    ]);
    const nothing = await simulate({ ...input, OrderedOrganizationPolicyInputList: [level(ALLOW_ALL), level()] });
    expect(nothing[0]).toMatchObject({
      EvalDecision: 'implicitDeny',
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
    });
  });

  it('evaluates a resource policy and returns both decisions of a cross-account request', async () => {
    const CallerArn = `arn:aws:iam::${root.accountId}:user/ana`;
    const resource = 'arn:aws:s3:::theirs/a';
    const input = {
      PolicyInputList: [allow('s3:GetObject')],
      ActionNames: ['s3:GetObject'],
      ResourceArns: [resource],
      CallerArn,
      ResourceOwner: 'arn:aws:iam::123456789012:root',
    };
    const bucketPolicy = (principal: string) =>
      policyDocument({
        Effect: 'Allow',
        Principal: { AWS: principal },
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::theirs/*',
      });
    expect((await simulate(input))[0]).toMatchObject({
      EvalDecision: 'implicitDeny',
      EvalDecisionDetails: { 'IAM Policy': 'allowed', 'Resource Policy': 'implicitDeny' },
    });
    expect((await simulate({ ...input, ResourcePolicy: bucketPolicy(CallerArn) }))[0]).toMatchObject({
      EvalDecision: 'allowed',
      EvalDecisionDetails: { 'IAM Policy': 'allowed', 'Resource Policy': 'allowed' },
    });
    // Within one account, the resource policy alone is enough.
    const alone = {
      ...input,
      ResourceOwner: root.accountId,
      PolicyInputList: [allow('ec2:*')],
      ResourcePolicy: bucketPolicy(CallerArn),
    };
    expect((await simulate(alone))[0]).toMatchObject({
      EvalDecision: 'allowed',
      EvalDecisionDetails: {},
      MatchedStatements: [{ SourcePolicyId: 'ResourcePolicy', SourcePolicyType: 'resource' }],
    });
  });

  it('evaluates a trust policy for sts:AssumeRole', async () => {
    const role = `arn:aws:iam::${root.accountId}:role/r`;
    const CallerArn = `arn:aws:iam::${root.accountId}:user/ana`;
    const input = { PolicyInputList: [allow('s3:*')], ActionNames: ['sts:AssumeRole'], ResourceArns: [role], CallerArn };
    expect((await simulate({ ...input, ResourcePolicy: trustPolicy(CallerArn) }))[0]?.EvalDecision).toBe('allowed');
    expect((await simulate({ ...input, ResourcePolicy: trustPolicy() }))[0]?.EvalDecision).toBe('implicitDeny');
  });

  it('pages by action', async () => {
    const input = { PolicyInputList: [ALLOW_ALL], ActionNames: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'] };
    const first = await root.run(SimulateCustomPolicy, { ...input, MaxItems: 2 });
    expect(first).toMatchObject({
      IsTruncated: true,
      EvaluationResults: [{ EvalActionName: 's3:GetObject' }, { EvalActionName: 's3:PutObject' }],
    });
    const second = await root.run(SimulateCustomPolicy, { ...input, MaxItems: 2, Marker: first.Marker });
    expect(second).toMatchObject({ IsTruncated: false, EvaluationResults: [{ EvalActionName: 's3:DeleteObject' }] });
  });

  it('makes at most 1,000 decisions per page and lets other requests run in between', async () => {
    const ActionNames = Array.from({ length: 500 }, (_, i) => `s3:Action${i}`);
    const ResourceArns = Array.from({ length: 100 }, (_, i) => `arn:aws:s3:::bucket-${i}/*`);
    const input = { PolicyInputList: [ALLOW_ALL, deny('s3:Action9')], ActionNames, ResourceArns, MaxItems: 1000 };
    // Each reading of the clock is three milliseconds later, so the work yields after every second decision.
    let clock = performance.now();
    const spy = vi.spyOn(performance, 'now').mockImplementation(() => {
      clock += 3;
      return clock;
    });
    let turns = 0;
    let running = true;
    const count = () => {
      turns += 1;
      if (running) setImmediate(count);
    };
    setImmediate(count);
    const first = await root.run(SimulateCustomPolicy, input);
    running = false;
    spy.mockRestore();
    expect(first.EvaluationResults).toHaveLength(10);
    expect(first.EvaluationResults[9]).toMatchObject({ EvalActionName: 's3:Action9', EvalDecision: 'explicitDeny' });
    expect(turns).toBeGreaterThan(400);
    const second = await root.run(SimulateCustomPolicy, { ...input, Marker: first.Marker });
    expect(second).toMatchObject({ IsTruncated: true, EvaluationResults: { length: 10, 0: { EvalActionName: 's3:Action10' } } });
  });

  it.each([
    [{ PolicyInputList: ['{'] }, /^PolicyInputList\.1: Syntax errors in policy\.$/],
    [{ PermissionsBoundaryPolicyInputList: [ALLOW_ALL, ALLOW_ALL] }, /^Only one permissions boundary/],
    [
      { ResourcePolicy: policyDocument({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }) },
      /^CallerArn is required/,
    ],
    [{ CallerArn: 'arn:aws:sts::123456789012:assumed-role/r/s' }, /^Invalid CallerArn/],
    [{ ResourceOwner: 'somebody' }, /^Invalid ResourceOwner/],
    [{ ResourceHandlingOption: 'EC2-Nothing' }, /^Invalid ResourceHandlingOption/],
    [
      { ResourceHandlingOption: 'EC2-VPC-EBS', ResourceArns: ['arn:aws:ec2:us-east-1:123456789012:instance/i-1'] },
      /needs: image, security-group, network-interface, volume$/,
    ],
  ])('refuses %j', async (more, message) => {
    const error = await root.fails(SimulateCustomPolicy, {
      PolicyInputList: [ALLOW_ALL],
      ActionNames: ['s3:GetObject'],
      ...more,
    });
    expect(error.shape).toBe('InvalidInputException');
    expect(error.message).toMatch(message);
  });

  it('refuses wildcards in action names', async () => {
    const error = await root.fails(SimulateCustomPolicy, { PolicyInputList: [ALLOW_ALL], ActionNames: ['s3:Get*'] });
    expect(error).toMatchObject({
      shape: 'ValidationError',
      message: expect.stringContaining("Value 's3:Get*' at 'actionNames.1.member'"),
    });
  });

  it('denies access without an Allow', async () => {
    const nobody = await userWith(world, root, 'custom-nobody');
    expect((await nobody.fails(SimulateCustomPolicy, { PolicyInputList: [], ActionNames: ['s3:GetObject'] })).message).toContain(
      'iam:SimulateCustomPolicy because no identity-based policy',
    );
  });
});

describe('SimulatePrincipalPolicy', () => {
  async function accountWithUser() {
    const account = await world.account();
    const { User } = await account.run(CreateUser, { UserName: 'ana' });
    return { account, PolicySourceArn: User.Arn };
  }
  const decide = async (account: Actor, input: PrincipalInput) =>
    (await account.run(SimulatePrincipalPolicy, input)).EvaluationResults;

  it('evaluates inline and attached policies of the user and its groups', async () => {
    const { account, PolicySourceArn } = await accountWithUser();
    const { Policy } = await account.run(CreatePolicy, { PolicyName: 'own', PolicyDocument: allow('sqs:*') });
    await account.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'in', PolicyDocument: allow('ec2:*') });
    await account.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: READ_ONLY });
    await account.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: Policy.Arn });
    await account.run(CreateGroup, { GroupName: 'g' });
    await account.run(PutGroupPolicy, { GroupName: 'g', PolicyName: 'in', PolicyDocument: allow('iam:*') });
    await account.run(AddUserToGroup, { GroupName: 'g', UserName: 'ana' });
    const ActionNames = ['ec2:RunInstances', 's3:GetObject', 'sqs:SendMessage', 'iam:GetUser', 'sns:Publish'];
    const results = await decide(account, { PolicySourceArn, ActionNames });
    expect(results.map(({ EvalDecision }) => EvalDecision)).toEqual(['allowed', 'allowed', 'allowed', 'allowed', 'implicitDeny']);
    expect(results.slice(0, 4).map(({ MatchedStatements }) => MatchedStatements?.[0])).toMatchObject([
      { SourcePolicyId: 'user_ana_in', SourcePolicyType: 'user' },
      { SourcePolicyId: 'AmazonS3ReadOnlyAccess', SourcePolicyType: 'IAM Policy' },
      { SourcePolicyId: 'own', SourcePolicyType: 'IAM Policy' },
      { SourcePolicyId: 'group_g_in', SourcePolicyType: 'group' },
    ]);
  });

  it('sets the name, tags and ARN of the user in the context, or those of CallerArn', async () => {
    const { account, PolicySourceArn } = await accountWithUser();
    await account.run(TagUser, { UserName: 'ana', Tags: [{ Key: 'team', Value: 'red' }] });
    await account.run(PutUserPolicy, {
      UserName: 'ana',
      PolicyName: 'in',
      PolicyDocument: allow('s3:GetObject', 'arn:aws:s3:::b/${aws:username}/*', {
        StringEquals: { 'aws:PrincipalTag/team': 'red' },
      }),
    });
    const ResourceArns = ['arn:aws:s3:::b/ana/x', 'arn:aws:s3:::b/bob/x'];
    const [result] = await decide(account, { PolicySourceArn, ActionNames: ['s3:GetObject'], ResourceArns });
    expect(result?.ResourceSpecificResults?.map((one) => one.EvalResourceDecision)).toEqual(['allowed', 'implicitDeny']);
    const asBob = {
      PolicySourceArn,
      ActionNames: ['s3:GetObject'],
      ResourceArns,
      CallerArn: `arn:aws:iam::${account.accountId}:user/bob`,
    };
    const [bob] = await decide(account, asBob);
    expect(bob?.ResourceSpecificResults?.map((one) => one.EvalResourceDecision)).toEqual(['implicitDeny', 'allowed']);
  });

  it('adds the given policies and omits the excluded policies', async () => {
    const { account, PolicySourceArn } = await accountWithUser();
    await account.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'in', PolicyDocument: allow('ec2:*') });
    await account.run(AttachUserPolicy, { UserName: 'ana', PolicyArn: READ_ONLY });
    await account.run(PutUserPermissionsBoundary, { UserName: 'ana', PermissionsBoundary: READ_ONLY });
    const ActionNames = ['ec2:RunInstances', 's3:GetObject'];
    const decisions = async (more: Partial<PrincipalInput>) =>
      (await decide(account, { PolicySourceArn, ActionNames, ...more })).map(({ EvalDecision }) => EvalDecision);
    expect(await decisions({})).toEqual(['implicitDeny', 'allowed']);
    expect(await decisions({ PolicyExclusionList: [{ PolicyType: 'permission-boundary' }] })).toEqual(['allowed', 'allowed']);
    expect(await decisions({ PermissionsBoundaryPolicyInputList: [ALLOW_ALL] })).toEqual(['allowed', 'allowed']);
    const free = { PolicyType: 'permission-boundary' } as const;
    expect(await decisions({ PolicyExclusionList: [free, { PolicyType: 'inline' }] })).toEqual(['implicitDeny', 'allowed']);
    expect(await decisions({ PolicyExclusionList: [free, { PolicyType: 'aws-managed' }] })).toEqual(['allowed', 'implicitDeny']);
    expect(await decisions({ PolicyExclusionList: [free, { PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3*' }] })).toEqual([
      'allowed',
      'implicitDeny',
    ]);
    const inline = { PolicyName: 'in', AttachmentType: 'user', AttachmentName: 'a?a' } as const;
    expect(await decisions({ PolicyExclusionList: [free, { InlinePolicyIdentifier: inline }] })).toEqual([
      'implicitDeny',
      'allowed',
    ]);
    expect(
      await decisions({ PolicyExclusionList: [free, { InlinePolicyIdentifier: { ...inline, AttachmentType: 'group' } }] }),
    ).toEqual(['allowed', 'allowed']);
    expect(await decisions({ PolicyExclusionList: [free], PolicyInputList: [deny('s3:*')] })).toEqual([
      'allowed',
      'explicitDeny',
    ]);
    const bad = { PolicySourceArn, ActionNames, PolicyExclusionList: [{ PolicyArn: 'arn:aws:iam::*:policy/x' }] };
    expect((await account.fails(SimulatePrincipalPolicy, bad)).shape).toBe('InvalidInputException');
  });

  it('applies the SCPs of the account and refuses to exclude one by ARN', async () => {
    const { account, PolicySourceArn } = await accountWithUser();
    await account.run(PutUserPolicy, { UserName: 'ana', PolicyName: 'in', PolicyDocument: ALLOW_ALL });
    await limitByScp(world, account.accountId, deny('ec2:*'));
    const ActionNames = ['ec2:RunInstances', 's3:GetObject'];
    expect(await decide(account, { PolicySourceArn, ActionNames })).toMatchObject([
      { EvalDecision: 'explicitDeny', OrganizationsDecisionDetail: { AllowedByOrganizations: false } },
      { EvalDecision: 'allowed', OrganizationsDecisionDetail: { AllowedByOrganizations: true } },
    ]);
    const PolicyExclusionList = [{ PolicyArn: 'arn:aws:organizations::*:policy/x' }];
    expect((await account.fails(SimulatePrincipalPolicy, { PolicySourceArn, ActionNames, PolicyExclusionList })).shape).toBe(
      'InvalidInputException',
    );
  });

  it('simulates the policies of groups and roles', async () => {
    const account = await world.account();
    const { Group } = await account.run(CreateGroup, { GroupName: 'g' });
    await account.run(PutGroupPolicy, {
      GroupName: 'g',
      PolicyName: 'in',
      PolicyDocument: allow('s3:GetObject', 'arn:aws:s3:::b/${aws:username}'),
    });
    const { Role } = await account.run(CreateRole, { RoleName: 'r', Path: '/x/', AssumeRolePolicyDocument: trustPolicy() });
    await account.run(PutRolePolicy, { RoleName: 'r', PolicyName: 'in', PolicyDocument: allow('s3:GetObject') });
    const ActionNames = ['s3:GetObject'];
    const ofGroup = await decide(account, {
      PolicySourceArn: Group.Arn,
      ActionNames,
      ResourceArns: ['arn:aws:s3:::b/ana'],
    });
    expect(ofGroup[0]).toMatchObject({ EvalDecision: 'implicitDeny', MissingContextValues: ['aws:username'] });
    const ofRole = await decide(account, { PolicySourceArn: Role.Arn, ActionNames });
    expect(ofRole[0]).toMatchObject({
      EvalDecision: 'allowed',
      MatchedStatements: [{ SourcePolicyId: 'role_r_in', SourcePolicyType: 'role' }],
    });
  });

  it('fails for missing entities, entities of other accounts and ARNs of other resources', async () => {
    const { account, PolicySourceArn } = await accountWithUser();
    const other = await world.account();
    const ActionNames = ['s3:GetObject'];
    const missing = `arn:aws:iam::${account.accountId}:user/bob`;
    expect((await account.fails(SimulatePrincipalPolicy, { PolicySourceArn: missing, ActionNames })).shape).toBe(
      'NoSuchEntityException',
    );
    expect(
      (await account.fails(SimulatePrincipalPolicy, { PolicySourceArn: `${missing.replace('bob', 'x')}/ana`, ActionNames }))
        .shape,
    ).toBe('NoSuchEntityException');
    expect((await other.fails(SimulatePrincipalPolicy, { PolicySourceArn, ActionNames })).shape).toBe('AccessDenied');
    expect((await account.fails(SimulatePrincipalPolicy, { PolicySourceArn: READ_ONLY, ActionNames })).shape).toBe(
      'InvalidInputException',
    );
  });

  it('denies access without an Allow on the entity', async () => {
    const { account, PolicySourceArn } = await accountWithUser();
    const nobody = await userWith(world, account, 'nobody');
    expect((await nobody.fails(SimulatePrincipalPolicy, { PolicySourceArn, ActionNames: ['s3:GetObject'] })).message).toContain(
      `iam:SimulatePrincipalPolicy on resource: ${PolicySourceArn} because no identity-based policy`,
    );
  });
});

describe('GetContextKeysForCustomPolicy and GetContextKeysForPrincipalPolicy', () => {
  it('return each context key of conditions and policy variables once', async () => {
    const document = policyDocument(
      {
        Effect: 'Allow',
        Action: 's3:*',
        Resource: 'arn:aws:s3:::${aws:PrincipalTag/team}/*',
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      },
      { Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { BoolIfExists: { 'aws:securetransport': 'false' } } },
    );
    const { ContextKeyNames } = await root.run(GetContextKeysForCustomPolicy, { PolicyInputList: [document, ALLOW_ALL] });
    expect(ContextKeyNames).toEqual(['aws:PrincipalTag/team', 'aws:SecureTransport']);
    expect((await root.fails(GetContextKeysForCustomPolicy, { PolicyInputList: ['{'] })).shape).toBe('InvalidInputException');
  });

  it('return the context keys of a user, its groups and the given policies', async () => {
    const account = await world.account();
    const { User } = await account.run(CreateUser, { UserName: 'ana' });
    await account.run(CreateGroup, { GroupName: 'g' });
    await account.run(AddUserToGroup, { GroupName: 'g', UserName: 'ana' });
    await account.run(PutGroupPolicy, {
      GroupName: 'g',
      PolicyName: 'p',
      PolicyDocument: allow('s3:*', '*', { Null: { 'aws:SourceVpc': 'true' } }),
    });
    const PolicyInputList = [allow('s3:*', '*', { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } })];
    const { ContextKeyNames } = await account.run(GetContextKeysForPrincipalPolicy, {
      PolicySourceArn: User.Arn,
      PolicyInputList,
    });
    expect(ContextKeyNames).toEqual(['aws:SourceIp', 'aws:SourceVpc']);
    const missing = `arn:aws:iam::${account.accountId}:user/bob`;
    expect((await account.fails(GetContextKeysForPrincipalPolicy, { PolicySourceArn: missing })).shape).toBe(
      'NoSuchEntityException',
    );
  });

  it('deny access without an Allow', async () => {
    const nobody = await userWith(world, root, 'keys-nobody');
    const PolicySourceArn = `arn:aws:iam::${root.accountId}:user/keys-nobody`;
    expect((await nobody.fails(GetContextKeysForCustomPolicy, { PolicyInputList: [] })).shape).toBe('AccessDenied');
    expect((await nobody.fails(GetContextKeysForPrincipalPolicy, { PolicySourceArn })).shape).toBe('AccessDenied');
  });
});
