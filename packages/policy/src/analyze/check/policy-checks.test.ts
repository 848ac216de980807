import { describe, expect, it } from 'vitest';
import type { Policy, PolicyKind } from '../../policy/types';
import { sampleIndex, samplePolicy } from '../testing/sample-policies';
import { checkAccessNotGranted, checkNoNewAccess, checkNoPublicAccess, type PolicyCheck } from './policy-checks';

const A = '111111111111';
const B = '222222222222';

const policy = (kind: PolicyKind, ...statements: unknown[]): Policy => samplePolicy(kind, 'checked', statements).policy;
const identity = (...statements: unknown[]) => policy('identity', ...statements);
const bucket = (...statements: unknown[]) => policy('resource', ...statements);
const trust = (Principal: unknown, Condition: unknown = {}) =>
  policy('trust', { Effect: 'Allow', Principal, Action: 'sts:AssumeRole', Condition });
const allow = (Action: unknown, Resource: unknown = '*', Condition: unknown = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  Condition,
});
const deny = (Action: unknown, Resource: unknown = '*', Condition: unknown = {}) => ({
  Effect: 'Deny',
  Action,
  Resource,
  Condition,
});
const letIn = (Principal: unknown, Condition: unknown = {}) => ({
  ...allow('s3:GetObject', 'arn:aws:s3:::b/*', Condition),
  Principal,
});
const statementsOf = (check: PolicyCheck) =>
  check.result === 'PASS' ? [] : check.findings.map(({ statementIndex }) => statementIndex);

type NewAccess = { name: string; existing: Policy; updated: Policy; result: PolicyCheck['result'] };

const region = (operator: string, ...values: string[]) => ({ [operator]: { 'aws:RequestedRegion': values } });

const NEW_ACCESS: readonly NewAccess[] = [
  { name: 'the same policy', existing: identity(allow('s3:*')), updated: identity(allow('s3:*')), result: 'PASS' },
  { name: 'fewer actions', existing: identity(allow('s3:*')), updated: identity(allow(['s3:Get*', 's3:List*'])), result: 'PASS' },
  { name: 'more actions', existing: identity(allow('s3:Get*')), updated: identity(allow('s3:*')), result: 'FAIL' },
  {
    name: 'the same access in two statements',
    existing: identity(allow(['s3:Get*', 'sqs:*'])),
    updated: identity(allow('s3:Get*'), allow('sqs:*')),
    result: 'PASS',
  },
  {
    name: 'a wildcard that two existing wildcards cover together',
    existing: identity(allow(['s3:*t', 's3:*'])),
    updated: identity(allow('s3:?*')),
    result: 'PASS',
  },
  {
    name: 'a Deny instead of a condition on a tag that requests can have twice in different case',
    existing: identity(allow('s3:*', '*', { StringEquals: { 'aws:PrincipalTag/team': 'a' } })),
    updated: identity(
      allow('s3:*', '*', { Null: { 'aws:RequestedRegion': ['true', 'false'] } }),
      deny('s3:*', '*', { StringNotEquals: { 'aws:PrincipalTag/team': 'a' } }),
    ),
    result: 'FAIL',
  },
  {
    name: 'a Deny instead of a condition on a key that callers cannot name',
    existing: identity(allow('s3:*', '*', { StringEquals: { 'aws:PrincipalAccount': A } })),
    updated: identity(allow('s3:*'), deny('s3:*', '*', { StringNotEquals: { 'aws:PrincipalAccount': A } })),
    result: 'PASS',
  },
  {
    name: 'narrower resources',
    existing: identity(allow('s3:*', 'arn:aws:s3:::b*')),
    updated: identity(allow('s3:*', 'arn:aws:s3:::b1/*')),
    result: 'PASS',
  },
  {
    name: 'broader resources',
    existing: identity(allow('s3:*', 'arn:aws:s3:::b/*')),
    updated: identity(allow('s3:*', 'arn:aws:s3:::b*')),
    result: 'FAIL',
  },
  {
    name: 'new combinations of allowed actions and resources',
    existing: identity(allow('s3:GetObject', 'arn:aws:s3:::a/*'), allow('s3:PutObject', 'arn:aws:s3:::b/*')),
    updated: identity(allow(['s3:GetObject', 's3:PutObject'], ['arn:aws:s3:::a/*', 'arn:aws:s3:::b/*'])),
    result: 'FAIL',
  },
  { name: 'a removed Deny', existing: identity(allow('*'), deny('iam:*')), updated: identity(allow('*')), result: 'FAIL' },
  {
    name: 'a removed Deny that had no effect',
    existing: identity(allow('s3:*'), deny('iam:*')),
    updated: identity(allow('s3:*')),
    result: 'PASS',
  },
  {
    name: 'a Deny instead of NotAction',
    existing: identity({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
    updated: identity(allow('*'), deny('iam:*')),
    result: 'PASS',
  },
  {
    name: 'NotAction instead of a Deny',
    existing: identity(allow('*'), deny('iam:*')),
    updated: identity({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }),
    result: 'PASS',
  },
  {
    name: 'NotResource with one more exception',
    existing: identity({ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::a' }),
    updated: identity({ Effect: 'Allow', Action: 's3:*', NotResource: ['arn:aws:s3:::a', 'arn:aws:s3:::b'] }),
    result: 'PASS',
  },
  {
    name: 'NotResource with one exception fewer',
    existing: identity({ Effect: 'Allow', Action: 's3:*', NotResource: ['arn:aws:s3:::a', 'arn:aws:s3:::b'] }),
    updated: identity({ Effect: 'Allow', Action: 's3:*', NotResource: 'arn:aws:s3:::a' }),
    result: 'FAIL',
  },
  {
    name: 'an added condition',
    existing: identity(allow('ec2:*')),
    updated: identity(allow('ec2:*', '*', region('StringEquals', 'eu-north-1'))),
    result: 'PASS',
  },
  {
    name: 'a removed condition',
    existing: identity(allow('ec2:*', '*', region('StringEquals', 'eu-north-1'))),
    updated: identity(allow('ec2:*')),
    result: 'FAIL',
  },
  {
    name: 'fewer condition values',
    existing: identity(allow('ec2:*', '*', region('StringLike', 'eu-*'))),
    updated: identity(allow('ec2:*', '*', region('StringEquals', 'eu-north-1', 'eu-west-1'))),
    result: 'PASS',
  },
  {
    name: 'one more condition value',
    existing: identity(allow('ec2:*', '*', region('StringEquals', 'eu-north-1'))),
    updated: identity(allow('ec2:*', '*', region('StringEquals', 'eu-north-1', 'us-east-1'))),
    result: 'FAIL',
  },
  {
    name: 'IfExists, which also allows requests without the key',
    existing: identity(allow('ec2:*', '*', region('StringEquals', 'eu-north-1'))),
    updated: identity(allow('ec2:*', '*', region('StringEqualsIfExists', 'eu-north-1'))),
    result: 'FAIL',
  },
  {
    name: 'a condition and its negation',
    existing: identity(allow('ec2:*', '*', region('StringEquals', 'a')), allow('ec2:*', '*', region('StringNotEquals', 'a'))),
    updated: identity(allow('ec2:*')),
    result: 'PASS',
  },
  {
    name: 'a condition and its negation on a multivalued key, when neither matches several values',
    existing: identity(
      allow('dynamodb:*', '*', { StringEquals: { 'dynamodb:LeadingKeys': 'a' } }),
      allow('dynamodb:*', '*', { StringNotEquals: { 'dynamodb:LeadingKeys': 'a' } }),
    ),
    updated: identity(allow('dynamodb:*')),
    result: 'FAIL',
  },
  {
    name: 'a Deny with the negated condition',
    existing: identity(allow('ec2:*'), deny('ec2:*', '*', region('StringNotEquals', 'eu-north-1', 'eu-west-1'))),
    updated: identity(allow('ec2:*', '*', region('StringEquals', 'eu-north-1'))),
    result: 'PASS',
  },
  {
    name: 'a smaller network',
    existing: identity(allow('s3:*', '*', { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.168.0.0/16'] } })),
    updated: identity(allow('s3:*', '*', { IpAddress: { 'aws:SourceIp': ['10.1.0.0/16', '192.168.7.1'] } })),
    result: 'PASS',
  },
  {
    name: 'a larger network',
    existing: identity(allow('s3:*', '*', { IpAddress: { 'aws:SourceIp': '10.1.0.0/16' } })),
    updated: identity(allow('s3:*', '*', { IpAddress: { 'aws:SourceIp': '10.0.0.0/15' } })),
    result: 'FAIL',
  },
  {
    name: 'a lower number limit',
    existing: identity(allow('sts:*', '*', { NumericLessThanEquals: { 'sts:DurationSeconds': '3600' } })),
    updated: identity(allow('sts:*', '*', { NumericLessThan: { 'sts:DurationSeconds': '3600' } })),
    result: 'PASS',
  },
  {
    name: 'a number limit that includes one more value',
    existing: identity(allow('sts:*', '*', { NumericLessThan: { 'sts:DurationSeconds': '3600' } })),
    updated: identity(allow('sts:*', '*', { NumericLessThanEquals: { 'sts:DurationSeconds': '3600' } })),
    result: 'FAIL',
  },
  {
    name: 'an earlier end date',
    existing: identity(allow('s3:*', '*', { DateLessThan: { 'aws:CurrentTime': '2027-01-01T00:00:00Z' } })),
    updated: identity(allow('s3:*', '*', { DateLessThan: { 'aws:CurrentTime': '2026-06-01T00:00:00Z' } })),
    result: 'PASS',
  },
  {
    name: 'fewer tag keys',
    existing: identity(allow('ec2:*', '*', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } })),
    updated: identity(allow('ec2:*', '*', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a'] } })),
    result: 'PASS',
  },
  {
    name: 'ForAnyValue instead of ForAllValues',
    existing: identity(allow('ec2:*', '*', { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } })),
    updated: identity(allow('ec2:*', '*', { 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['a'] } })),
    result: 'FAIL',
  },
  {
    name: 'the same variable',
    existing: identity(allow('s3:*', 'arn:aws:s3:::home/${aws:username}/*')),
    updated: identity(allow('s3:GetObject', 'arn:aws:s3:::home/${aws:username}/*')),
    result: 'PASS',
  },
  {
    name: 'a variable within the granted resources',
    existing: identity(allow('s3:*', 'arn:aws:s3:::home/*')),
    updated: identity(allow('s3:*', 'arn:aws:s3:::home/${aws:username}/*')),
    result: 'PASS',
  },
  {
    name: 'everything instead of a variable',
    existing: identity(allow('s3:*', 'arn:aws:s3:::home/${aws:username}/*')),
    updated: identity(allow('s3:*', 'arn:aws:s3:::home/*')),
    result: 'FAIL',
  },
  {
    name: 'a variable instead of one of its values',
    existing: identity(allow('s3:*', 'arn:aws:s3:::home/maria/*')),
    updated: identity(allow('s3:*', 'arn:aws:s3:::home/${aws:username}/*')),
    result: 'FAIL',
  },
  {
    name: 'the same condition with a variable',
    existing: identity(allow('s3:*', '*', { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } })),
    updated: identity(allow('s3:Get*', '*', { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } })),
    result: 'PASS',
  },
  {
    name: 'a user instead of its account',
    existing: bucket(letIn({ AWS: A })),
    updated: bucket(letIn({ AWS: `arn:aws:iam::${A}:user/u` })),
    result: 'FAIL',
  },
  {
    name: 'the account instead of its user',
    existing: bucket(letIn({ AWS: `arn:aws:iam::${A}:user/u` })),
    updated: bucket(letIn({ AWS: A })),
    result: 'FAIL',
  },
  { name: 'one of two accounts', existing: bucket(letIn({ AWS: [A, B] })), updated: bucket(letIn({ AWS: B })), result: 'PASS' },
  {
    name: 'one role instead of everyone',
    existing: bucket(letIn('*')),
    updated: bucket(letIn({ AWS: `arn:aws:iam::${B}:role/r` })),
    result: 'PASS',
  },
  { name: 'everyone instead of one account', existing: bucket(letIn({ AWS: A })), updated: bucket(letIn('*')), result: 'FAIL' },
  {
    name: 'one more service',
    existing: trust({ Service: 'ec2.amazonaws.com' }),
    updated: trust({ Service: ['ec2.amazonaws.com', 'lambda.amazonaws.com'] }),
    result: 'FAIL',
  },
  {
    name: 'a role session instead of its role',
    existing: trust({ AWS: `arn:aws:iam::${A}:role/r` }),
    updated: trust({ AWS: `arn:aws:sts::${A}:assumed-role/r/s` }),
    result: 'FAIL',
  },
  {
    name: 'one more organization',
    existing: bucket(letIn('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } })),
    updated: bucket(letIn('*', { StringEquals: { 'aws:PrincipalOrgID': ['o-1', 'o-2'] } })),
    result: 'FAIL',
  },
];

describe('checkNoNewAccess', () => {
  it.each(NEW_ACCESS)('$name: $result', ({ existing, updated, result }) => {
    expect(checkNoNewAccess(existing, updated).result).toBe(result);
  });

  it('returns the granting statement and a witness request', () => {
    const check = checkNoNewAccess(
      identity(allow('s3:Get*')),
      identity(allow('s3:GetObject'), allow('sqs:SendMessage', 'arn:aws:sqs:*:*:q')),
    );
    expect(statementsOf(check)).toEqual([1]);
    expect(check.result === 'FAIL' && check.findings[0]?.witness).toMatchObject({ action: 'sqs:sendmessage', context: {} });
  });

  it('ignores nonexistent actions when it has an action index', () => {
    const index = sampleIndex('sqs');
    const listed = identity(allow(index.actions.map(({ name }) => `sqs:${name}`)));
    expect(checkNoNewAccess(listed, identity(allow('sqs:*'))).result).toBe('FAIL');
    expect(checkNoNewAccess(listed, identity(allow('sqs:*')), { index }).result).toBe('PASS');
  });

  it('returns UNKNOWN when the result depends on a policy variable', () => {
    const condition = { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } };
    const tags = { StringEquals: { 'aws:ResourceTag/team': 'red', 'aws:PrincipalTag/team': 'red' } };
    const check = checkNoNewAccess(identity(allow('s3:*', '*', condition)), identity(allow('s3:*', '*', tags)));
    expect(check).toEqual({ result: 'UNKNOWN', findings: [{ statementIndex: 0, witness: null }], tooComplex: false });
  });
});

describe('checkAccessNotGranted', () => {
  const readAll = identity(allow(['s3:Get*', 's3:List*']), deny('s3:*', 'arn:aws:s3:::secret/*'));

  it('passes when no Allow grants the actions on the resources, or a Deny denies them', () => {
    expect(checkAccessNotGranted(readAll, { actions: ['s3:PutObject', 'iam:*'] }).result).toBe('PASS');
    expect(checkAccessNotGranted(readAll, { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::secret/x'] }).result).toBe(
      'PASS',
    );
    expect(checkAccessNotGranted(identity(allow('s3:*', 'arn:aws:s3:::a/*')), { resources: ['arn:aws:s3:::b/*'] }).result).toBe(
      'PASS',
    );
  });

  it('fails with the statement and a witness request when an Allow grants them', () => {
    const check = checkAccessNotGranted(readAll, { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::open/x'] });
    expect(check).toEqual({
      result: 'FAIL',
      findings: [
        { statementIndex: 0, witness: { principal: null, action: 's3:getobject', resource: 'arn:aws:s3:::open/x', context: {} } },
      ],
    });
  });

  it('fails when some requests satisfy the condition', () => {
    const guarded = identity(allow('s3:GetObject', '*', { Bool: { 'aws:SecureTransport': 'true' } }));
    const check = checkAccessNotGranted(guarded, { actions: ['s3:GetObject'] });
    expect(check.result === 'FAIL' && check.findings[0]?.witness?.context).toEqual({ 'aws:securetransport': 'true' });
  });
});

describe('checkNoPublicAccess', () => {
  const cases: readonly (readonly [string, Policy, PolicyCheck['result']])[] = [
    ['a named account is not public', bucket(letIn({ AWS: A })), 'PASS'],
    ['everyone is public', bucket(letIn('*')), 'FAIL'],
    [
      'everyone except one account is public',
      bucket({ ...allow('s3:GetObject', 'arn:aws:s3:::b/*'), NotPrincipal: { AWS: A } }),
      'FAIL',
    ],
    [
      'everyone in an organization is not public',
      bucket(letIn('*', { StringEquals: { 'aws:PrincipalOrgID': 'o-aaaaaaaaaa' } })),
      'PASS',
    ],
    [
      'everyone outside an organization is public',
      bucket(letIn('*', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-aaaaaaaaaa' } })),
      'FAIL',
    ],
    [
      'everyone is public if the organization condition has IfExists',
      bucket(letIn('*', { StringEqualsIfExists: { 'aws:PrincipalOrgID': 'o-aaaaaaaaaa' } })),
      'FAIL',
    ],
    ['everyone in any organization is public', bucket(letIn('*', { StringLike: { 'aws:PrincipalOrgID': 'o-*' } })), 'FAIL'],
    [
      'a VPC pattern next to a fixed VPC is public',
      bucket(letIn('*', { StringLike: { 'aws:SourceVpc': ['vpc-1', 'vpc-1*'] } })),
      'FAIL',
    ],
    [
      'roles of one account are not public',
      bucket(letIn('*', { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${A}:role/*` } })),
      'PASS',
    ],
    ['roles of any account are public', bucket(letIn('*', { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/r' } })), 'FAIL'],
    [
      'an organization path is not public',
      bucket(letIn('*', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-aaaaaaaaaa/r-aaaa/*' } })),
      'PASS',
    ],
    ['one network is not public', bucket(letIn('*', { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })), 'PASS'],
    ['half of all IP addresses are public', bucket(letIn('*', { IpAddress: { 'aws:SourceIp': '0.0.0.0/1' } })), 'FAIL'],
    [
      'all IP addresses except one network are public',
      bucket(letIn('*', { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } })),
      'FAIL',
    ],
    [
      'service requests for one source account are not public',
      bucket(letIn('*', { StringEquals: { 'aws:SourceOwner': A } })),
      'PASS',
    ],
    ['everyone with encryption in transit is public', bucket(letIn('*', { Bool: { 'aws:SecureTransport': 'true' } })), 'FAIL'],
    [
      'everyone is not public if a Deny limits access to one VPC endpoint',
      bucket(letIn('*'), { ...deny('s3:*', '*', { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }), Principal: '*' }),
      'PASS',
    ],
    ['a service is not public', trust({ Service: 'lambda.amazonaws.com' }), 'PASS'],
    ['a role that everyone can assume is public', trust({ AWS: '*' }), 'FAIL'],
    ['a role for one external account is not public', trust({ AWS: B }, { StringEquals: { 'sts:ExternalId': 'x' } }), 'PASS'],
  ];

  it.each(cases)('%s', (_, checked, result) => {
    expect(checkNoPublicAccess(checked).result).toBe(result);
  });
});

describe('checkNoNewAccess with a low limit on effort', () => {
  const numbered = (prefix: string) => Array.from({ length: 100 }, (_, i) => `${prefix}${'*a'.repeat(15)}${i}`);

  it('decides ordinary policies and returns UNKNOWN for hostile ones', () => {
    const now = identity(allow('s3:GetObject', 'arn:aws:s3:::reports/*'));
    const hostile = identity(allow(numbered('s3:')));
    expect(checkNoNewAccess(now, identity(allow('s3:*')), { effort: 0.01 }).result).toBe('FAIL');
    expect(checkNoNewAccess(identity(allow('s3:*')), now, { effort: 0.01 }).result).toBe('PASS');
    expect(checkNoNewAccess(now, hostile, { effort: 0.01 })).toEqual({ result: 'UNKNOWN', findings: [], tooComplex: true });
  });
});
