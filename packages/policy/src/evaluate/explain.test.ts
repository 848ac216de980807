import { describe, expect, it } from 'vitest';
import { loadCase } from '../cases/case';
import { explain } from './explain';
import { assumeRoleActions, passRoleRequest } from './further-checks';
import { missingContextKeys } from './missing-context-keys';
import { principalContext } from './principal-context';
import type { Explanation } from './types';

function load(value: object) {
  const result = loadCase(value);
  if (!result.ok) throw new Error(result.message);
  return result.loaded;
}

function explainCase(value: object): Explanation {
  const { request, set } = load(value);
  return explain(request, set);
}

const A = '111122223333';
const USER = `arn:aws:iam::${A}:user/ana`;
const allowAll = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };

describe('an explanation', () => {
  const document = {
    Version: '2012-10-17',
    Statement: [
      { Sid: 'Other', Effect: 'Allow', Action: 'ec2:*', Resource: '*' },
      {
        Sid: 'Home',
        Effect: 'Allow',
        Action: ['s3:List*', 's3:Get*'],
        Resource: ['arn:aws:s3:::other/*', 'arn:aws:s3:::home/${aws:username}/*'],
        Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1'], 'k:owner': '${aws:username}' } },
      },
    ],
  };
  const asks = {
    principal: USER,
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::home/ana/x',
    identity: [{ name: 'Home', document }],
  };

  it('names the deciding entry of each element in each statement, with its position in the document', () => {
    const [trace] = explainCase({ ...asks, context: { 'aws:RequestedRegion': 'eu-west-1', 'k:owner': 'ana' } }).policies;
    const [other, home] = trace?.statements ?? [];
    expect(other).toMatchObject({
      sid: 'Other',
      applies: false,
      elements: [
        { element: 'Action', matched: false },
        { element: 'Resource', entry: '*' },
      ],
    });
    expect(home).toMatchObject({
      sid: 'Home',
      applies: true,
      elements: [
        { element: 'Action', matched: true, entry: 's3:Get*' },
        { element: 'Resource', matched: true, entry: 'arn:aws:s3:::home/${aws:username}/*' },
      ],
    });
    const text = JSON.stringify(document);
    const { start, end } = home?.elements[0]?.span ?? { start: { offset: 0 }, end: { offset: 0 } };
    expect(text.slice(start.offset, end.offset)).toBe('"s3:Get*"');
  });

  it('gives the expected, resolved and actual values of each condition and the rule that decided it', () => {
    const [trace] = explainCase({ ...asks, context: { 'k:owner': 'bob' } }).policies;
    expect(trace?.statements[1]?.conditions).toMatchObject([
      {
        operator: 'StringEquals',
        key: 'aws:RequestedRegion',
        expected: ['eu-west-1'],
        actual: null,
        matched: false,
        rule: 'keyMissing',
      },
      {
        key: 'k:owner',
        expected: ['${aws:username}'],
        resolved: ['ana'],
        actual: ['bob'],
        matched: false,
        rule: 'noValueMatched',
      },
    ]);
  });

  it('lists the steps in the order of evaluation, with a reason for each skipped step', () => {
    const { steps } = explainCase({
      principal: USER,
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/o',
      identity: [allowAll],
    });
    expect(steps.map(({ step, outcome, reason }) => [step, outcome, reason])).toEqual([
      ['explicitDeny', 'NoMatch', undefined],
      ['rcp', 'Skipped', 'notInEffect'],
      ['scp', 'Skipped', 'notInEffect'],
      ['vpcEndpoint', 'Skipped', 'noEndpoint'],
      ['resource', 'Skipped', 'noResourcePolicy'],
      ['identity', 'Allow', undefined],
      ['boundary', 'Skipped', 'noBoundary'],
      ['session', 'Skipped', 'notASession'],
    ]);
  });

  it('classifies the match of the principal and names the policies that a direct grant bypasses', () => {
    const session = `arn:aws:sts::${A}:assumed-role/R/s`;
    const resourcePolicy = { Statement: { Effect: 'Allow', Principal: { AWS: session }, Action: 's3:*', Resource: '*' } };
    const { policies, steps } = explainCase({
      principal: session,
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/o',
      boundary: allowAll,
      session: [],
      resourcePolicy,
    });
    expect(policies.at(-1)?.statements[0]?.elements[0]).toMatchObject({
      element: 'Principal',
      entry: session,
      principalClass: 'DIRECT',
    });
    expect(steps.filter((step) => step.reason === 'bypassedByDirectGrant').map((step) => step.step)).toEqual([
      'identity',
      'boundary',
      'session',
    ]);
  });

  it('skips the steps that do not apply to the caller, with the reason', () => {
    const resourcePolicy = { Statement: { Effect: 'Allow', Principal: { AWS: USER }, Action: 's3:*', Resource: '*' } };
    const { steps } = explainCase({
      principal: USER,
      action: 's3:GetObject',
      resource: 'arn:aws:s3:::b/o',
      session: [],
      resourcePolicy,
    });
    expect(steps.slice(-3).map(({ step, reason }) => [step, reason])).toEqual([
      ['identity', 'bypassedByDirectGrant'],
      ['boundary', 'noBoundary'],
      ['session', 'notASession'],
    ]);
  });

  it('shows SCPs for each level', () => {
    const only = { Statement: { Effect: 'Allow', Action: 'ec2:*', Resource: '*' } };
    const scp = [['FullAWSAccess'], { id: 'ou-1', name: 'Workloads', policies: [only] }, ['FullAWSAccess']];
    const { scpLevels, blockedBy } = explainCase({ principal: USER, action: 's3:ListAllMyBuckets', identity: [allowAll], scp });
    expect(scpLevels.map((level) => [level.kind, level.outcome])).toEqual([
      ['root', 'Allow'],
      ['organizationalUnit', 'NoMatch'],
      ['account', 'Allow'],
    ]);
    expect(blockedBy[0]).toEqual({
      type: 'scp',
      kind: 'implicit',
      level: { id: 'ou-1', name: 'Workloads', kind: 'organizationalUnit' },
    });
  });

  it('names the level nearest to the root when several levels have no Allow', () => {
    const { blockedBy } = explainCase({
      principal: USER,
      action: 's3:ListAllMyBuckets',
      identity: [allowAll],
      scp: [['FullAWSAccess'], [], []],
    });
    expect(blockedBy[0]?.level?.id).toBe('scp/1');
  });

  it('classifies the root user as named directly by its account', () => {
    const resourcePolicy = { Statement: { Effect: 'Allow', Principal: { AWS: A }, Action: 's3:*', Resource: '*' } };
    const classOf = (principal: string) =>
      explainCase({ principal, action: 's3:GetObject', resourcePolicy }).policies[0]?.statements[0]?.elements[0]?.principalClass;
    expect(classOf(A)).toBe('DIRECT');
    expect(classOf(USER)).toBe('ACCOUNT');
  });

  it('keeps the traces of policies that did not apply, with the reason', () => {
    const deny = { Statement: { Effect: 'Deny', Action: '*', Resource: '*' } };
    const organization = { principalInManagementAccount: true };
    const { decision, scpLevels, steps } = explainCase({
      principal: USER,
      action: 'ec2:RunInstances',
      identity: [allowAll],
      scp: [[deny]],
      organization,
    });
    expect(decision).toBe('Allowed');
    expect(scpLevels[0]?.outcome).toBe('Deny');
    expect(steps.find((step) => step.step === 'scp')?.reason).toBe('managementAccount');
  });

  it('names the owner account of the resource and whether access is cross-account', () => {
    expect(explainCase({ ...asks, resourceAccount: '444455556666' })).toMatchObject({
      resourceAccount: '444455556666',
      crossAccount: true,
    });
    expect(explainCase(asks)).toMatchObject({ resourceAccount: A, crossAccount: false });
  });

  it('states the policy version of each document', () => {
    const old = { ...document, Version: '2008-10-17' };
    const { policies } = explainCase({ ...asks, identity: [document, old, { Statement: document.Statement }] });
    expect(policies.map(({ version }) => version)).toEqual(['2012-10-17', '2008-10-17', '2008-10-17']);
  });

  it.each<readonly [string, object, readonly unknown[]]>([
    ['without any policy', {}, ['Skipped', 'noResourcePolicy']],
    ['with a policy that does not name the caller', { AWS: '444455556666' }, ['Skipped', 'noGrantNeeded']],
    ['with a policy that names its account', { AWS: A }, ['Skipped', 'accountAddsNothing']],
  ])('skips the resource step within the owner account %s', (_name, Principal, expected) => {
    const resourcePolicy = { Statement: { Effect: 'Allow', Principal, Action: 's3:*', Resource: '*' } };
    const given = Object.keys(Principal).length === 0 ? {} : { resourcePolicy };
    for (const principal of [USER, A]) {
      if (principal === A && expected[1] === 'accountAddsNothing') continue;
      const { steps } = explainCase({ principal, action: 's3:GetObject', resource: 'arn:aws:s3:::b/o', identity: [], ...given });
      const resource = steps.find(({ step }) => step === 'resource');
      expect([resource?.outcome, resource?.reason]).toEqual(expected);
    }
  });

  it('distinguishes a missing grant that is necessary from one that is not', () => {
    const resourcePolicy = { Statement: { Effect: 'Allow', Principal: { AWS: '444455556666' }, Action: 'kms:*', Resource: '*' } };
    const { steps, blockedBy } = explainCase({
      principal: A,
      action: 'kms:Decrypt',
      resource: `arn:aws:kms:eu-west-1:${A}:key/1`,
      resourcePolicy,
    });
    expect(steps.find(({ step }) => step === 'resource')).toMatchObject({ outcome: 'NoMatch', reason: 'noGrant' });
    expect(blockedBy[0]?.policy?.id).toBe('resourcePolicy');
  });

  it('names no blocking policy when no policy of the resource applies', () => {
    const { blockedBy } = explainCase({
      principal: USER,
      action: 'iam:PassRole',
      resource: 'arn:aws:iam::444455556666:role/r',
      identity: [allowAll],
      trustPolicy: { Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' } },
    });
    expect(blockedBy).toEqual([{ type: 'resource', kind: 'implicit' }]);
  });

  it('states that a Deny in the bucket policy does not apply when the root user repairs the policy', () => {
    const resourcePolicy = { Statement: { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' } };
    const repair = { action: 's3:DeleteBucketPolicy', resource: 'arn:aws:s3:::b', resourceAccount: A, resourcePolicy };
    const { decision, steps, policies } = explainCase({ principal: A, ...repair });
    expect([decision, policies[0]?.outcome]).toEqual(['Allowed', 'Deny']);
    expect(steps[0]).toMatchObject({ step: 'explicitDeny', outcome: 'NoMatch', reason: 'rootRepairsPolicy' });
    expect(explainCase({ principal: USER, ...repair }).steps[0]).not.toHaveProperty('reason');
  });

  it('states that only the caller’s policies decide sts:AssumeRoot', () => {
    const { steps } = explainCase({
      principal: USER,
      action: 'sts:AssumeRoot',
      resource: 'arn:aws:iam::444455556666:root',
      identity: [allowAll],
    });
    expect(steps.find(({ step }) => step === 'resource')).toMatchObject({ outcome: 'Skipped', reason: 'callerSideOnly' });
  });

  it.each<readonly [string, object, object]>([
    ['of a boundary', { boundary: allowAll, list: [USER, A] }, { matched: true, reason: 'boundaryIsNeverExempt' }],
    ['of an account that is not listed', { list: [USER] }, { matched: true, reason: 'notWhollyListed', entry: USER }],
  ])(
    'explains why a NotPrincipal denies a listed principal: because %s',
    (_name, { boundary, list }: { boundary?: object; list?: string[] }, expected) => {
      const resourcePolicy = { Statement: { Effect: 'Deny', NotPrincipal: { AWS: list }, Action: 's3:*', Resource: '*' } };
      const { policies } = explainCase({ principal: USER, action: 's3:GetObject', boundary, resourcePolicy });
      expect(policies.at(-1)?.statements[0]?.elements[0]).toMatchObject({ element: 'NotPrincipal', ...expected });
    },
  );

  it('explains why "*" does not allow a web identity', () => {
    const { policies } = explainCase({
      principal: { type: 'WebIdentity', provider: 'accounts.google.com' },
      action: 'sts:AssumeRoleWithWebIdentity',
      resource: `arn:aws:iam::${A}:role/r`,
      trustPolicy: { Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRoleWithWebIdentity' } },
    });
    expect(policies[0]?.statements[0]?.elements[0]).toMatchObject({ matched: false, reason: 'federatedMustBeNamed' });
  });

  it('has no missing keys for an action that needs no policy', () => {
    const { request, set } = load({ ...asks, action: 'sts:GetCallerIdentity', resource: '*' });
    expect(explain(request, set).missingContextKeys).toEqual([]);
    expect(missingContextKeys(request, set)).toEqual([]);
  });

  it('names the same missing keys as missingContextKeys', () => {
    const { request, set } = load(asks);
    expect(missingContextKeys(request, set)).toEqual(['aws:RequestedRegion', 'k:owner']);
    expect(explain(request, set).missingContextKeys).toEqual(['aws:RequestedRegion', 'k:owner']);
  });
});

describe('an additional authorization', () => {
  it('asks for iam:PassRole on the passed role with the receiving service', () => {
    const { request } = load({
      principal: USER,
      action: 'ec2:RunInstances',
      resourceAccount: '444455556666',
      context: { 'aws:RequestedRegion': 'eu-west-1' },
    });
    const second = passRoleRequest(request, { roleArn: `arn:aws:iam::${A}:role/Web`, service: 'ec2.amazonaws.com' });
    expect(second).toMatchObject({
      action: 'iam:PassRole',
      resource: `arn:aws:iam::${A}:role/Web`,
      principal: request.principal,
    });
    expect(second.resourceAccount).toBeUndefined();
    expect(second.context).toMatchObject({ 'iam:PassedToService': 'ec2.amazonaws.com', 'aws:RequestedRegion': 'eu-west-1' });
  });

  it('asks for one more action each for session tags, source identity and contexts', () => {
    expect(assumeRoleActions('AssumeRole', {})).toEqual(['sts:AssumeRole']);
    expect(assumeRoleActions('AssumeRoleWithSAML', { tags: true, sourceIdentity: true, providedContexts: true })).toEqual([
      'sts:AssumeRoleWithSAML',
      'sts:TagSession',
      'sts:SetSourceIdentity',
      'sts:SetContext',
    ]);
  });
});

describe('principalContext', () => {
  it.each<readonly [string, Parameters<typeof principalContext>[0], object]>([
    [
      'root user',
      { type: 'Root', accountId: A, arn: `arn:aws:iam::${A}:root` },
      { 'aws:PrincipalType': 'Account', 'aws:userid': A },
    ],
    [
      'user',
      { type: 'User', accountId: A, arn: USER, userId: 'AIDA1', userName: 'ana' },
      { 'aws:PrincipalArn': USER, 'aws:PrincipalType': 'User', 'aws:userid': 'AIDA1', 'aws:username': 'ana' },
    ],
    [
      'role session: the role, not the session',
      {
        type: 'AssumedRole',
        accountId: A,
        arn: `arn:aws:sts::${A}:assumed-role/R/s`,
        roleArn: `arn:aws:iam::${A}:role/p/R`,
        roleId: 'AROA1',
        sessionName: 's',
        serviceLinked: false,
      },
      { 'aws:PrincipalArn': `arn:aws:iam::${A}:role/p/R`, 'aws:PrincipalType': 'AssumedRole', 'aws:userid': 'AROA1:s' },
    ],
    [
      'federated user',
      { type: 'FederatedUser', accountId: A, arn: `arn:aws:sts::${A}:federated-user/n`, name: 'n', sourceArn: USER },
      { 'aws:PrincipalArn': `arn:aws:sts::${A}:federated-user/n`, 'aws:PrincipalType': 'FederatedUser', 'aws:userid': `${A}:n` },
    ],
    [
      'service',
      { type: 'Service', serviceName: 'sns.amazonaws.com' },
      { 'aws:PrincipalIsAWSService': 'true', 'aws:PrincipalServiceName': 'sns.amazonaws.com' },
    ],
    [
      'anonymous',
      { type: 'Anonymous' },
      { 'aws:PrincipalAccount': 'anonymous', 'aws:PrincipalType': 'Anonymous', 'aws:userid': 'anonymous' },
    ],
  ])('returns the keys of the principal: %s', (_name, principal, expected) => {
    const context = principalContext(principal);
    expect(context).toMatchObject(expected);
    if (principal.type !== 'User') expect(context).not.toHaveProperty('aws:username');
  });
});
