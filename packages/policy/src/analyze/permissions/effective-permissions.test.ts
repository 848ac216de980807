import { describe, expect, it } from 'vitest';
import type { PreparedPolicy } from '../../evaluate/record';
import type { PolicySet, Principal } from '../../evaluate/types';
import { FULL_ACCESS, sampleIndex, sampleLevel, samplePolicy } from '../testing/sample-policies';
import { type EffectiveOptions, effectivePermissions } from './effective-permissions';

const OWN = '111111111111';
const OTHER = '222222222222';
const index = sampleIndex();

const maria: Principal = {
  type: 'User',
  accountId: OWN,
  arn: `arn:aws:iam::${OWN}:user/maria`,
  userId: 'AIDAMARIA',
  userName: 'maria',
};
const root: Principal = { type: 'Root', accountId: OWN, arn: `arn:aws:iam::${OWN}:root` };
const role = (serviceLinked: boolean): Principal => ({
  type: 'AssumedRole',
  accountId: OWN,
  arn: `arn:aws:sts::${OWN}:assumed-role/Ops/s`,
  roleArn: `arn:aws:iam::${OWN}:role/Ops`,
  roleId: 'AROAOPS',
  sessionName: 's',
  serviceLinked,
});

const allow = (Action: unknown, Resource: unknown = '*', Condition?: unknown) => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
});
const deny = (Action: unknown, Resource: unknown = '*', Condition?: unknown) => ({
  ...allow(Action, Resource, Condition),
  Effect: 'Deny',
});
const identity = (...statements: unknown[]) => ({ identity: [samplePolicy('identity', 'own', statements)] });
const scp = (name: string, ...statements: unknown[]) => samplePolicy('scp', name, statements);

type Expected = Readonly<Record<string, string>>;
type Case = {
  name: string;
  set: PolicySet<PreparedPolicy>;
  principal?: Principal;
  options?: EffectiveOptions;
  expected: Expected;
};

const CASES: readonly Case[] = [
  {
    name: 'an Allow on every resource allows, and other actions are implicitly denied',
    set: identity(allow('s3:Get*')),
    expected: { 's3:GetObject': 'allowed', 's3:PutObject': 'implicitDeny' },
  },
  {
    name: 'an Allow on some resources or with a condition is limited',
    set: identity(
      allow('s3:GetObject', 'arn:aws:s3:::b/*'),
      allow('ec2:*', '*', { StringEquals: { 'aws:RequestedRegion': 'eu-north-1' } }),
    ),
    expected: { 's3:GetObject': 'limited', 'ec2:RunInstances': 'limited' },
  },
  {
    name: 'a pattern that matches all resources of an action allows it like *',
    set: identity(allow('s3:CreateBucket', 'arn:aws:s3:::*'), allow(['iam:*'], `arn:aws:iam::${OWN}:*`)),
    expected: { 's3:CreateBucket': 'allowed', 'iam:DeleteUser': 'allowed', 'iam:ListUsers': 'allowed' },
  },
  {
    name: 'an action without resource types needs *, or the ARN of all resources of an account in its service',
    set: identity(
      allow('s3:*', 'arn:aws:s3:::*'),
      allow('ec2:Describe*', 'arn:aws:ec2:*:*:instance/*'),
      allow('sqs:*', `arn:aws:sqs:eu-north-1:${OWN}:*`),
      allow('dynamodb:*', `arn:aws:dynamodb:*:${OWN}:table/books`),
    ),
    expected: {
      's3:ListAllMyBuckets': 'allowed',
      's3:GetAccountPublicAccessBlock': 'allowed',
      'ec2:DescribeInstances': 'implicitDeny',
      'sqs:ListQueues': 'limited',
      'dynamodb:ListTables': 'implicitDeny',
    },
  },
  {
    name: 'an ARN of no resource type of the action grants nothing',
    set: identity(allow('s3:*', 'arn:aws:s3:::b/*'), allow('dynamodb:*', 'arn:aws:sqs:*:*:q')),
    expected: { 's3:DeleteBucket': 'implicitDeny', 's3:GetObject': 'limited', 'dynamodb:Query': 'implicitDeny' },
  },
  {
    name: 'a Deny on every resource denies, and a Deny on some resources or with a condition limits',
    set: identity(
      allow('*'),
      deny('s3:DeleteBucket'),
      deny('s3:GetObject', 'arn:aws:s3:::secret/*'),
      deny('ec2:*', '*', { Bool: { 'aws:SecureTransport': 'false' } }),
      deny('sqs:*', 'arn:aws:sqs:*:*:*'),
    ),
    expected: {
      's3:DeleteBucket': 'explicitDeny',
      's3:GetObject': 'limited',
      's3:GetBucketPolicy': 'allowed',
      'ec2:RunInstances': 'limited',
      'sqs:SendMessage': 'explicitDeny',
      'sqs:ListQueues': 'explicitDeny',
    },
  },
  {
    name: 'NotAction and NotResource match all unlisted actions and resources',
    set: identity(
      { Effect: 'Allow', NotAction: ['iam:*'], Resource: '*' },
      { Effect: 'Deny', Action: 's3:*', NotResource: ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'] },
    ),
    expected: {
      'iam:GetUser': 'implicitDeny',
      'ec2:RunInstances': 'allowed',
      's3:GetObject': 'limited',
      's3:ListAllMyBuckets': 'explicitDeny',
    },
  },
  {
    name: 'an Allow with a variable of unknown value is limited',
    set: identity(allow('s3:PutObject', 'arn:aws:s3:::home/${aws:PrincipalTag/team}/*')),
    expected: { 's3:PutObject': 'limited' },
  },
  {
    name: 'an Allow with a variable without a value grants nothing',
    set: identity(allow('s3:PutObject', 'arn:aws:s3:::home/${aws:PrincipalTag/team}/*')),
    options: { absentKeys: ['aws:PrincipalTag/*'] },
    expected: { 's3:PutObject': 'implicitDeny' },
  },
  {
    name: 'conditions on known context keys are evaluated',
    set: identity(
      allow('s3:*', '*', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/m*' } }),
      allow('ec2:*', '*', { StringEquals: { 'aws:PrincipalTag/team': 'red' } }),
      deny('sqs:*', '*', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } }),
      allow('sqs:*'),
    ),
    options: { knownContext: { 'aws:PrincipalTag/Team': 'blue', 'aws:PrincipalOrgID': 'o-1' } },
    expected: { 's3:GetObject': 'allowed', 'ec2:RunInstances': 'implicitDeny', 'sqs:SendMessage': 'allowed' },
  },
  {
    name: 'the boundary and the identity policy must allow the same resources',
    set: {
      ...identity(allow('s3:*', ['arn:aws:s3:::a/*', 'arn:aws:s3:::ab*/*'])),
      boundary: samplePolicy('boundary', 'limit', [
        allow('s3:GetObject', 'arn:aws:s3:::b/*'),
        allow('s3:PutObject', 'arn:aws:s3:::a*'),
      ]),
    },
    expected: { 's3:GetObject': 'implicitDeny', 's3:PutObject': 'limited' },
  },
  {
    name: 'an Allow on resources that a Deny covers grants nothing',
    set: identity(allow('s3:GetObject', 'arn:aws:s3:::a/x*'), deny('s3:*', 'arn:aws:s3:::a/*')),
    expected: { 's3:GetObject': 'implicitDeny' },
  },
  {
    name: 'actions on roles and KMS keys are limited by trust policies and key policies',
    set: identity(allow(['sts:AssumeRole', 'kms:Decrypt'])),
    expected: { 'sts:AssumeRole': 'limited', 'kms:Decrypt': 'limited' },
  },
  {
    name: 'actions on resources of another account are limited by its policies',
    set: identity(allow('sqs:SendMessage', `arn:aws:sqs:eu-north-1:${OTHER}:q`)),
    expected: { 'sqs:SendMessage': 'limited' },
  },
  {
    name: 'boundary without the service (evaluation examples: Shirley)',
    set: {
      ...identity(allow('iam:CreateUser')),
      boundary: samplePolicy('boundary', 'limit', allow(['s3:*', 'cloudwatch:*', 'ec2:*'])),
    },
    expected: { 'iam:CreateUser': 'implicitDeny', 's3:GetObject': 'implicitDeny' },
  },
  {
    name: 'SCPs must allow at every level and can deny at any level',
    set: {
      ...identity(allow('*')),
      scp: [
        sampleLevel('root', 'r', FULL_ACCESS, scp('DenyS3', deny('s3:*'))),
        sampleLevel('organizationalUnit', 'ou', scp('OnlySome', allow(['s3:*', 'ec2:*']))),
        sampleLevel('account', OWN, FULL_ACCESS),
      ],
    },
    expected: { 's3:GetObject': 'explicitDeny', 'ec2:RunInstances': 'allowed', 'sqs:SendMessage': 'implicitDeny' },
  },
  {
    name: 'SCPs do not apply to the management account',
    set: { ...identity(allow('*')), scp: [sampleLevel('root', 'r')], principalInManagementAccount: true },
    expected: { 'ec2:RunInstances': 'allowed' },
  },
  {
    name: 'SCPs do not apply to service-linked roles',
    principal: role(true),
    set: { ...identity(allow('*')), scp: [sampleLevel('root', 'r')] },
    expected: { 'ec2:RunInstances': 'allowed' },
  },
  {
    name: 'the root user of a member account is limited only by SCPs',
    principal: root,
    set: { identity: [], scp: [sampleLevel('root', 'r', FULL_ACCESS, scp('NoEc2', deny('ec2:*')))] },
    expected: { 'ec2:RunInstances': 'explicitDeny', 's3:GetObject': 'allowed', 'sts:AssumeRole': 'explicitDeny' },
  },
  {
    name: 'RCPs apply to the services that support them',
    set: {
      ...identity(allow('*')),
      rcp: [
        sampleLevel(
          'root',
          'r',
          samplePolicy('rcp', 'Lock', [
            { Principal: '*', ...deny('*') },
            { Principal: '*', ...allow('*') },
          ]),
        ),
      ],
      rcpServices: ['s3'],
    },
    expected: { 's3:GetObject': 'explicitDeny', 'ec2:RunInstances': 'allowed' },
  },
  {
    name: 'a session policy limits a role session',
    principal: role(false),
    set: { ...identity(allow('*')), session: [samplePolicy('session', 's', allow('s3:Get*'))] },
    expected: { 's3:GetObject': 'allowed', 's3:PutObject': 'implicitDeny' },
  },
  {
    name: 'actions that the credential type cannot call are explicitly denied',
    set: identity(allow('*')),
    options: { credential: 'sessionToken' },
    expected: { 'iam:GetUser': 'explicitDeny', 'sts:AssumeRole': 'limited', 'sts:GetFederationToken': 'explicitDeny' },
  },
  {
    name: "GetCallerIdentity and a user's GetSessionToken are allowed regardless of policies",
    set: identity(deny('*')),
    expected: { 'sts:GetCallerIdentity': 'allowed', 'sts:GetSessionToken': 'allowed', 'sts:GetFederationToken': 'explicitDeny' },
  },
  {
    name: 'a role session can call GetCallerIdentity but not GetSessionToken',
    principal: role(false),
    set: identity(allow('*')),
    expected: { 'sts:GetCallerIdentity': 'allowed', 'sts:GetSessionToken': 'explicitDeny' },
  },
];

describe('effectivePermissions', () => {
  it.each(CASES)('$name', ({ principal = maria, set, options, expected }) => {
    const permissions = effectivePermissions(principal, set, index, options);
    expect(Object.fromEntries(Object.keys(expected).map((action) => [action, permissions.outcome(action)]))).toEqual(expected);
  });

  it('covers every action of the catalog and no others', () => {
    const permissions = effectivePermissions(maria, identity(allow('*')), index);
    expect(permissions.codes().length).toBe(index.actions.length);
    expect(index.actions.length).toBeGreaterThan(20_000);
    expect(permissions.outcome('s3:NoSuchAction')).toBeUndefined();
    expect(permissions.detail('nothing')).toBeUndefined();
  });

  it('returns the open resources, conditions and resource policy of a limited action', () => {
    const set = identity(
      allow('s3:*', ['arn:aws:s3:::b', 'arn:aws:s3:::b/*']),
      deny('s3:*', 'arn:aws:s3:::b/secret', { Bool: { 'aws:SecureTransport': 'false' } }),
      allow('kms:Decrypt'),
      allow('sqs:SendMessage', `arn:aws:sqs:eu-north-1:${OTHER}:q`),
    );
    const permissions = effectivePermissions(maria, set, index);
    expect(permissions.detail('s3:getobject')?.residue).toEqual({
      granted: [{ negated: false, patterns: ['arn:aws:s3:::b/*'] }],
      denied: [{ negated: false, patterns: ['arn:aws:s3:::b/secret'] }],
      conditions: [
        {
          operator: 'Bool',
          key: 'aws:SecureTransport',
          values: ['false'],
          effect: 'Deny',
          statement: { policyId: 'own', statementIndex: 1 },
        },
      ],
      resourcePolicy: null,
    });
    expect(permissions.detail('kms:Decrypt')?.residue?.resourcePolicy).toBe('key');
    expect(permissions.detail('sqs:SendMessage')?.residue?.resourcePolicy).toBe('otherAccount');
  });

  it('returns the policy of an explicit denial and every layer of an implicit one', () => {
    const set: PolicySet<PreparedPolicy> = {
      identity: [],
      boundary: samplePolicy('boundary', 'limit', allow('s3:*')),
      scp: [sampleLevel('root', 'r', FULL_ACCESS), sampleLevel('account', OWN, FULL_ACCESS, scp('NoSqs', deny('sqs:*')))],
    };
    const permissions = effectivePermissions(maria, set, index);
    const blocked = (action: string) =>
      permissions.detail(action)?.blockedBy.map(({ type, kind, policy, level }) => [type, kind, policy?.name, level?.id]);
    expect(blocked('ec2:RunInstances')).toEqual([
      ['identity', 'implicit', undefined, undefined],
      ['boundary', 'implicit', 'limit', undefined],
    ]);
    expect(blocked('sqs:SendMessage')).toEqual([['scp', 'explicit', 'NoSqs', OWN]]);
  });

  it('returns a separate outcome for each resource type, required ones included', () => {
    const set = identity(allow('ec2:RunInstances', ['arn:aws:ec2:*:*:instance/*']));
    const detail = effectivePermissions(maria, set, index).detail('ec2:RunInstances');
    const outcomes = new Map(detail?.resourceTypes.map(({ name, required, outcome }) => [name, [required, outcome]]));
    expect(outcomes.get('instance')).toEqual([true, 'allowed']);
    expect(outcomes.get('image')).toEqual([true, 'implicitDeny']);
  });
});
