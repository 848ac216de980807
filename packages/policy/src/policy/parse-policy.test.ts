import { listManagedPolicies, managedPolicyDocument } from '@gatehouse/catalog/managed-policies';
import { describe, expect, it } from 'vitest';
import { malformedPolicyMessage } from './malformed-message';
import { parsePolicy } from './parse-policy';
import type { ParsePolicyOptions, PolicyKind } from './types';

const S = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const T = { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' };
const R = { Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' };
const doc = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });

function issuesOf(document: unknown, kind: PolicyKind, options?: ParsePolicyOptions) {
  const result = parsePolicy(typeof document === 'string' ? document : JSON.stringify(document), kind, options);
  return result.ok ? [] : result.issues;
}

type Refused = readonly [
  name: string,
  kind: PolicyKind,
  document: unknown,
  code: string,
  path: readonly (string | number)[],
  message: string,
];
const SYNTAX = 'Syntax errors in policy.';
const VENDOR = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.';
const LEGACY = 'The policy failed legacy parsing';
const ORGANIZATIONS = 'The provided policy document does not meet the requirements of the specified policy type.';

const REFUSED: readonly Refused[] = [
  ['text that is not JSON', 'identity', '{', 'JSON_SYNTAX_ERROR', [], SYNTAX],
  ['a document that is a list', 'identity', [], 'DATA_TYPE_MISMATCH', [], SYNTAX],
  ['a key twice', 'identity', '{"Version":"2012-10-17","Statement":[],"Statement":[]}', 'DUPLICATE_KEY', ['Statement'], SYNTAX],
  ['an unknown element', 'identity', { ...doc(S), Name: 'x' }, 'INVALID_POLICY_ELEMENT', ['Name'], SYNTAX],
  [
    'an unknown element of a statement',
    'identity',
    doc({ ...S, Actions: 'x' }),
    'INVALID_POLICY_ELEMENT',
    ['Statement', 0, 'Actions'],
    SYNTAX,
  ],
  [
    'an element in another case',
    'identity',
    doc({ ...S, effect: 'Allow' }),
    'INVALID_POLICY_ELEMENT',
    ['Statement', 0, 'effect'],
    SYNTAX,
  ],
  ['no Statement', 'identity', { Version: '2012-10-17' }, 'MISSING_STATEMENT', [], SYNTAX],
  ['an empty Statement list', 'identity', doc(), 'MISSING_STATEMENT', ['Statement'], SYNTAX],
  ['a Statement of text', 'identity', { Statement: 'x' }, 'DATA_TYPE_MISMATCH', ['Statement'], SYNTAX],
  ['a statement of text', 'identity', { Statement: ['x'] }, 'DATA_TYPE_MISMATCH', ['Statement', 0], SYNTAX],
  ['another Version', 'identity', { ...doc(S), Version: '2020-01-01' }, 'INVALID_VERSION', ['Version'], SYNTAX],
  ['a Version that is a number', 'identity', { ...doc(S), Version: 2012 }, 'DATA_TYPE_MISMATCH', ['Version'], SYNTAX],
  ['an Id that is a list', 'identity', { ...doc(S), Id: ['x'] }, 'DATA_TYPE_MISMATCH', ['Id'], SYNTAX],
  ['an Id that is an object', 'identity', { ...doc(S), Id: {} }, 'DATA_TYPE_MISMATCH', ['Id'], SYNTAX],
  ['no Effect', 'identity', doc({ Action: 's3:*', Resource: '*' }), 'MISSING_EFFECT', ['Statement', 0], SYNTAX],
  ['an Effect in lower case', 'identity', doc({ ...S, Effect: 'allow' }), 'INVALID_EFFECT', ['Statement', 0, 'Effect'], LEGACY],
  ['another Effect', 'identity', doc({ ...S, Effect: 'Permit' }), 'INVALID_EFFECT', ['Statement', 0, 'Effect'], SYNTAX],
  [
    'no Action',
    'identity',
    doc({ Effect: 'Allow', Resource: '*' }),
    'MISSING_ACTION',
    ['Statement', 0],
    'Policy statement must contain actions.',
  ],
  [
    'an empty Action',
    'identity',
    doc({ ...S, Action: [] }),
    'MISSING_ACTION',
    ['Statement', 0, 'Action'],
    'Policy statement must contain actions.',
  ],
  [
    'Action and NotAction',
    'identity',
    doc({ ...S, NotAction: 'x:y' }),
    'UNSUPPORTED_ELEMENT_COMBINATION',
    ['Statement', 0, 'NotAction'],
    SYNTAX,
  ],
  [
    'an action that is a number',
    'identity',
    doc({ ...S, Action: [1] }),
    'DATA_TYPE_MISMATCH',
    ['Statement', 0, 'Action', 0],
    SYNTAX,
  ],
  [
    'an action without service',
    'identity',
    doc({ ...S, Action: 'GetObject' }),
    'INVALID_ACTION_FORMAT',
    ['Statement', 0, 'Action'],
    VENDOR,
  ],
  [
    'an action of two colons',
    'identity',
    doc({ ...S, Action: ['a:b', 'a:b:c'] }),
    'INVALID_ACTION_FORMAT',
    ['Statement', 0, 'Action', 1],
    'Actions/Condition can contain only one colon.',
  ],
  [
    'a service with a space',
    'identity',
    doc({ ...S, Action: 's 3:Get' }),
    'INVALID_ACTION_FORMAT',
    ['Statement', 0, 'Action'],
    'Vendor s 3 is not valid',
  ],
  [
    'an action without name',
    'identity',
    doc({ ...S, Action: 's3:' }),
    'INVALID_ACTION_FORMAT',
    ['Statement', 0, 'Action'],
    SYNTAX,
  ],
  [
    'no Resource',
    'identity',
    doc({ Effect: 'Allow', Action: 's3:*' }),
    'MISSING_RESOURCE',
    ['Statement', 0],
    'Policy statement must contain resources.',
  ],
  [
    'an empty Resource',
    'identity',
    doc({ ...S, Resource: [] }),
    'MISSING_RESOURCE',
    ['Statement', 0, 'Resource'],
    'Policy statement must contain resources.',
  ],
  [
    'a resource that is no ARN',
    'identity',
    doc({ ...S, Resource: 'bucket' }),
    'INVALID_RESOURCE_FORMAT',
    ['Statement', 0, 'Resource'],
    'Resource bucket must be in ARN format or "*".',
  ],
  [
    'a short ARN with an empty part',
    'identity',
    doc({ ...S, Resource: 'arn:aws:s3::x' }),
    'INVALID_RESOURCE_FORMAT',
    ['Statement', 0, 'Resource'],
    LEGACY,
  ],
  [
    'an ARN of an empty service',
    'identity',
    doc({ ...S, Resource: 'arn:aws::eu-west-1:111122223333:b' }),
    'INVALID_RESOURCE_FORMAT',
    ['Statement', 0, 'Resource'],
    LEGACY,
  ],
  [
    'an action with nothing before its colon',
    'identity',
    doc({ ...S, Action: ':GetObject' }),
    'INVALID_ACTION_FORMAT',
    ['Statement', 0, 'Action'],
    LEGACY,
  ],
  ...(
    [
      ['aws:sns:eu-west-1:111122223333:t', 'sns', 'arn:sns:eu-west-1:111122223333:t:*'],
      ['urn:x', 'x', 'arn:x:*:*:*:*'],
      ['urn:x:', 'x', 'arn:x:*:*:*:*'],
      ['a:b:c:d:e:f:g', 'b', 'arn:b:c:d:e:f:g'],
      ['arn:nowhere', 'nowhere', 'arn:nowhere:*:*:*:*'],
    ] as const
  ).map(
    ([resource, partition, printed]): Refused => [
      `"${resource}", whose second part is taken for a partition`,
      'identity',
      doc({ ...S, Resource: resource }),
      'INVALID_RESOURCE_FORMAT',
      ['Statement', 0, 'Resource'],
      `Partition "${partition}" is not valid for resource "${printed}".`,
    ],
  ),
  [
    'another partition',
    'identity',
    doc({ ...S, Resource: 'arn:awz:s3:::b' }),
    'INVALID_RESOURCE_FORMAT',
    ['Statement', 0, 'Resource'],
    'Partition "awz" is not valid for resource "arn:awz:s3:::b".',
  ],
  [
    'a wildcard as service',
    'identity',
    doc({ ...S, Resource: 'arn:aws:*:::b' }),
    'INVALID_RESOURCE_FORMAT',
    ['Statement', 0, 'Resource'],
    'Resource vendor must be fully qualified and cannot contain regexes.',
  ],
  [
    'a Region in an IAM ARN',
    'identity',
    doc({ ...S, Resource: 'arn:aws:iam:eu-west-1:111122223333:user/a' }),
    'INVALID_RESOURCE_FORMAT',
    ['Statement', 0, 'Resource'],
    'IAM resource arn:aws:iam:eu-west-1:111122223333:user/a cannot contain region information.',
  ],
  [
    'a Principal',
    'identity',
    doc({ ...S, Principal: '*' }),
    'UNSUPPORTED_PRINCIPAL',
    ['Statement', 0, 'Principal'],
    'Policy document should not specify a principal.',
  ],
  [
    'a NotPrincipal',
    'boundary',
    doc({ ...S, NotPrincipal: '*' }),
    'UNSUPPORTED_PRINCIPAL',
    ['Statement', 0, 'NotPrincipal'],
    'Policy document should not specify a principal.',
  ],
  [
    'a Sid with a space',
    'identity',
    doc({ ...S, Sid: 'a b' }),
    'UNSUPPORTED_SID',
    ['Statement', 0, 'Sid'],
    'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*',
  ],
  [
    'a Sid twice',
    'session',
    doc({ ...S, Sid: 'a' }, { ...S, Sid: 'a' }),
    'UNIQUE_SIDS_REQUIRED',
    ['Statement', 1, 'Sid'],
    'Statement IDs (SID) in a single policy must be unique.',
  ],
  [
    'an unknown operator',
    'identity',
    doc({ ...S, Condition: { StringMatches: { 'a:b': 'c' } } }),
    'INVALID_CONDITION_OPERATOR',
    ['Statement', 0, 'Condition', 'StringMatches'],
    SYNTAX,
  ],
  [
    'an operator in another case',
    'identity',
    doc({ ...S, Condition: { stringequals: { 'a:b': 'c' } } }),
    'INVALID_CONDITION_OPERATOR',
    ['Statement', 0, 'Condition', 'stringequals'],
    SYNTAX,
  ],
  [
    'NullIfExists',
    'identity',
    doc({ ...S, Condition: { NullIfExists: { 'a:b': 'true' } } }),
    'INVALID_CONDITION_OPERATOR',
    ['Statement', 0, 'Condition', 'NullIfExists'],
    SYNTAX,
  ],
  [
    'a Condition that is a list',
    'identity',
    doc({ ...S, Condition: [] }),
    'DATA_TYPE_MISMATCH',
    ['Statement', 0, 'Condition'],
    SYNTAX,
  ],
  [
    'an operator without keys',
    'identity',
    doc({ ...S, Condition: { Bool: 'true' } }),
    'DATA_TYPE_MISMATCH',
    ['Statement', 0, 'Condition', 'Bool'],
    SYNTAX,
  ],
  [
    'a condition value that is null',
    'identity',
    doc({ ...S, Condition: { Bool: { 'a:b': [null] } } }),
    'DATA_TYPE_MISMATCH',
    ['Statement', 0, 'Condition', 'Bool', 'a:b', 0],
    SYNTAX,
  ],
  [
    'no Principal',
    'trust',
    doc({ Effect: 'Allow', Action: 'sts:AssumeRole' }),
    'MISSING_PRINCIPAL',
    ['Statement', 0],
    'Missing required field Principal',
  ],
  [
    'a Resource',
    'trust',
    doc({ ...T, Resource: '*' }),
    'UNSUPPORTED_RESOURCE',
    ['Statement', 0, 'Resource'],
    'Has prohibited field Resource',
  ],
  [
    'a NotResource',
    'trust',
    doc({ ...T, NotResource: '*' }),
    'UNSUPPORTED_RESOURCE',
    ['Statement', 0, 'NotResource'],
    'Has prohibited field NotResource',
  ],
  [
    'a NotPrincipal',
    'trust',
    doc({ Effect: 'Deny', NotPrincipal: { AWS: '*' }, Action: 'sts:AssumeRole' }),
    'UNSUPPORTED_PRINCIPAL',
    ['Statement', 0, 'NotPrincipal'],
    'Has prohibited field NotPrincipal',
  ],
  [
    'another service',
    'trust',
    doc({ ...T, Action: 's3:GetObject' }),
    'UNSUPPORTED_ACTION_IN_POLICY',
    ['Statement', 0, 'Action'],
    'AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  [
    'an STS action that trusts do not name',
    'trust',
    doc({ ...T, Action: 'sts:GetSessionToken' }),
    'UNSUPPORTED_ACTION_IN_POLICY',
    ['Statement', 0, 'Action'],
    'AssumeRole policy may only specify STS AssumeRole actions.',
  ],
  [
    'a partial wildcard as principal',
    'trust',
    doc({ ...T, Principal: { AWS: 'arn:aws:iam::111122223333:user/*' } }),
    'INVALID_PRINCIPAL_FORMAT',
    ['Statement', 0, 'Principal', 'AWS'],
    'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:user/*"',
  ],
  [
    'a group as principal',
    'trust',
    doc({ ...T, Principal: { AWS: ['arn:aws:iam::111122223333:group/g'] } }),
    'INVALID_PRINCIPAL_FORMAT',
    ['Statement', 0, 'Principal', 'AWS', 0],
    'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:group/g"',
  ],
  [
    'every service as principal',
    'trust',
    doc({ ...T, Principal: { Service: '*' } }),
    'INVALID_PRINCIPAL_FORMAT',
    ['Statement', 0, 'Principal', 'Service'],
    'Invalid principal in policy: "SERVICE":"*"',
  ],
  [
    'a principal of another kind',
    'trust',
    doc({ ...T, Principal: { Aws: '*' } }),
    'INVALID_PRINCIPAL_FORMAT',
    ['Statement', 0, 'Principal', 'Aws'],
    SYNTAX,
  ],
  [
    'a bare principal that is not *',
    'resource',
    doc({ ...R, Principal: '111122223333' }),
    'INVALID_PRINCIPAL_FORMAT',
    ['Statement', 0, 'Principal'],
    'Invalid principal in policy: "AWS":"111122223333"',
  ],
  ['text that is not JSON', 'trust', '{', 'JSON_SYNTAX_ERROR', [], 'This policy contains invalid Json'],
  ['JSON that is no object', 'trust', [], 'DATA_TYPE_MISMATCH', [], SYNTAX],
  ['no Principal', 'resource', doc(S), 'MISSING_PRINCIPAL', ['Statement', 0], 'Missing required field Principal'],
  ['a Principal', 'scp', doc({ ...S, Principal: '*' }), 'UNSUPPORTED_PRINCIPAL', ['Statement', 0, 'Principal'], ORGANIZATIONS],
  ['an Allow', 'rcp', doc({ ...R, Effect: 'Allow' }), 'RCP_SYNTAX_ERROR', ['Statement', 0, 'Effect'], ORGANIZATIONS],
  ['every action', 'rcp', doc({ ...R, Action: '*' }), 'RCP_SYNTAX_ERROR', ['Statement', 0, 'Action'], ORGANIZATIONS],
  [
    'a NotAction',
    'rcp',
    doc({ Effect: 'Deny', Principal: '*', NotAction: 's3:*', Resource: '*' }),
    'RCP_SYNTAX_ERROR',
    ['Statement', 0, 'NotAction'],
    ORGANIZATIONS,
  ],
  [
    'a principal other than *',
    'rcp',
    doc({ ...R, Principal: { AWS: '*' } }),
    'RCP_SYNTAX_ERROR',
    ['Statement', 0, 'Principal'],
    ORGANIZATIONS,
  ],
  ['no Version', 'rcp', { Statement: [R] }, 'MISSING_VERSION', [], ORGANIZATIONS],
  ['the old Version', 'rcp', { ...doc(R), Version: '2008-10-17' }, 'INVALID_VERSION', ['Version'], ORGANIZATIONS],
];

describe('parsePolicy for documents that AWS refuses', () => {
  it.each(REFUSED.map((row) => [`${row[1]}: ${row[0]}`, row] as const))(
    'refuses %s',
    (_name, [, kind, document, code, path, message]) => {
      const issues = issuesOf(document, kind);
      expect(issues.map((issue) => [issue.code, issue.path])).toContainEqual([code, path]);
      expect(malformedPolicyMessage(issues, kind)).toBe(message);
      for (const issue of issues) expect(issue.message).toMatch(/\.$/);
    },
  );

  it('refuses RCPs for services that do not support them, if it has the list of services', () => {
    expect(issuesOf(doc(R), 'rcp', { rcpServices: new Set(['sqs']) })[0]?.code).toBe('RCP_SYNTAX_ERROR');
    expect(issuesOf(doc(R), 'rcp', { rcpServices: new Set(['s3']) })).toEqual([]);
  });

  it('returns the position of an error', () => {
    const text =
      '{\n  "Version": "2012-10-17",\n  "Statement": {\n    "Effect": "allow",\n    "Action": "*",\n    "Resource": "*"\n  }\n}';
    const result = parsePolicy(text, 'identity');
    expect(!result.ok && result.issues[0]?.span.start).toMatchObject({ line: 4, column: 15 });
  });
});

describe('parsePolicy for documents that AWS accepts', () => {
  it.each<readonly [string, PolicyKind, unknown]>([
    ['a single statement', 'identity', { Statement: S }],
    ['the old version', 'identity', { Version: '2008-10-17', Statement: S }],
    ['unknown actions', 'identity', doc({ ...S, Action: 'nosuch:Thing' })],
    ['actions in any case', 'identity', doc({ ...S, Action: ['S3:GETOBJECT', 'SNS:Publish'] })],
    ['wildcards in the service', 'identity', doc({ ...S, Action: ['*:*', 'ec*:Describe*'] })],
    ['a first part that is not arn, before a partition', 'identity', doc({ ...S, Resource: 'urn:aws:s3:::b' })],
    ['an empty Sid, also twice', 'identity', doc({ ...S, Sid: '' }, { ...S, Sid: '' })],
    [
      'numbers and booleans as condition values',
      'identity',
      doc({ ...S, Condition: { Bool: { 'a:b': true }, NumericLessThan: { 'a:c': [3600] } } }),
    ],
    ['an empty Condition', 'identity', doc({ ...S, Condition: {} })],
    ['an empty list of condition values', 'identity', doc({ ...S, Condition: { StringEquals: { 'a:b': [] } } })],
    ['a short ARN that ends in *', 'identity', doc({ ...S, Resource: 'arn:aws:s3:*' })],
    ['any partition', 'identity', doc({ ...S, Resource: 'arn:*:s3:::b' })],
    ['a colon inside a variable', 'identity', doc({ ...S, Resource: 'arn:aws:s3:::${aws:username}' })],
    ['Sids with punctuation in a resource policy', 'resource', { ...doc({ ...R, Sid: 'a b-c' }), Id: 'x' }],
    ['a Sid twice in a resource policy', 'resource', doc({ ...R, Sid: 'a' }, { ...R, Sid: 'a' })],
    [
      'NotPrincipal in a resource policy',
      'resource',
      doc({ Effect: 'Deny', NotPrincipal: { AWS: '111122223333' }, Action: 's3:*', Resource: '*' }),
    ],
    [
      'every kind of principal',
      'resource',
      doc({
        ...R,
        Principal: {
          AWS: [
            '*',
            '111122223333',
            'arn:aws:iam::111122223333:root',
            'arn:aws:sts::111122223333:assumed-role/R/S',
            'AIDACKCEVSQ6C2EXAMPLE',
          ],
          Service: 'sns.amazonaws.com',
          Federated: ['accounts.google.com', 'arn:aws:iam::111122223333:saml-provider/A'],
          CanonicalUser: 'a'.repeat(64),
        },
      }),
    ],
    ['trust with a wildcard among STS actions', 'trust', doc({ ...T, Action: 'sts:AssumeRole*' })],
    ['trust of everyone', 'trust', doc({ ...T, Principal: '*' })],
    [
      'an SCP with NotAction and Condition in an Allow',
      'scp',
      doc({
        Effect: 'Allow',
        NotAction: 'iam:*',
        Resource: 'arn:aws:s3:::b',
        Condition: { Bool: { 'aws:SecureTransport': 'true' } },
      }),
    ],
    ['an SCP without Version', 'scp', { Statement: S }],
    ['an RCP', 'rcp', doc(R)],
  ])('accepts %s', (_name, kind, document) => {
    expect(issuesOf(document, kind)).toEqual([]);
  });

  it('accepts RCPFullAWSAccess from AWS, but not from customers', () => {
    const full = doc({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' });
    expect(issuesOf(full, 'rcp', { author: 'aws' })).toEqual([]);
    expect(issuesOf(full, 'rcp')).not.toEqual([]);
  });

  it('accepts every AWS managed policy', () => {
    const policies = listManagedPolicies();
    expect(policies.length).toBeGreaterThan(1500);
    for (const { arn } of policies) expect(issuesOf(managedPolicyDocument(arn) ?? '', 'identity'), arn).toEqual([]);
  });
});
