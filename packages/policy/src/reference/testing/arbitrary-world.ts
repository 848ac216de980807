import fc from 'fast-check';
import type { GivenPolicy, ReferenceDocument, ReferencePrincipal, ReferenceStatement, World } from '../world';

/**
 * Small generated worlds with many interactions: principals of all types, every kind of policy, and entries that usually match. Documents
 * are valid, so that both evaluators can read them.
 */

const A = '111122223333';
const B = '444455556666';

const USER = {
  type: 'User',
  accountId: A,
  arn: `arn:aws:iam::${A}:user/team/ana`,
  userId: 'AIDAANA1',
  userName: 'ana',
} as const;
const ROLE = {
  type: 'AssumedRole',
  accountId: A,
  arn: `arn:aws:sts::${A}:assumed-role/App/s1`,
  roleArn: `arn:aws:iam::${A}:role/path/App`,
  roleId: 'AROAAPP1',
  sessionName: 's1',
  serviceLinked: false,
} as const;
const FEDERATED = {
  type: 'FederatedUser',
  accountId: A,
  arn: `arn:aws:sts::${A}:federated-user/fred`,
  name: 'fred',
  sourceArn: USER.arn,
  sourceUserId: USER.userId,
} as const;
const PRINCIPALS: readonly ReferencePrincipal[] = [
  USER,
  USER,
  USER,
  ROLE,
  ROLE,
  ROLE,
  FEDERATED,
  FEDERATED,
  { ...USER, accountId: B, arn: `arn:aws:iam::${B}:user/ana`, userId: 'AIDAOTHER1' },
  { ...ROLE, serviceLinked: true },
  {
    type: 'FederatedUser',
    accountId: A,
    arn: FEDERATED.arn,
    name: FEDERATED.name,
    sourceArn: `arn:aws:iam::${A}:root`,
  },
  { type: 'Root', accountId: A, arn: `arn:aws:iam::${A}:root` },
  { type: 'Root', accountId: B, arn: `arn:aws:iam::${B}:root` },
  { type: 'AssumedRoot', accountId: A, arn: `arn:aws:sts::${A}:assumed-root` },
  { type: 'Service', serviceName: 'sns.amazonaws.com', serviceLinkedRole: false },
  { type: 'Service', serviceName: 'sns.amazonaws.com', serviceLinkedRole: true },
  { type: 'WebIdentity', provider: 'accounts.google.com' },
  { type: 'Saml', provider: `arn:aws:iam::${A}:saml-provider/P` },
  { type: 'Anonymous' },
];

const KEY = `arn:aws:kms:eu-west-1:${A}:key/1`;
const ROLE_A = ROLE.roleArn;
const ROLE_B = `arn:aws:iam::${B}:role/App`;

/** The actions with their resources. */
const CALLS: readonly (readonly [action: string, resources: readonly string[]])[] = [
  ['s3:GetObject', ['arn:aws:s3:::b/ana/x', 'arn:aws:s3:::b/*', 'arn:aws:s3:::c:d/x', 'arn:aws:s3:::b/${k:a}']],
  ['s3:PutObject', ['arn:aws:s3:::b/ana/x', 'arn:aws:s3:::b/A']],
  ['s3:ListAllMyBuckets', ['*']],
  ['s3:DeleteBucketPolicy', ['arn:aws:s3:::b']],
  ['SQS:SendMessage', [`arn:aws:sqs:eu-west-1:${A}:q:x`, `arn:aws:sqs:eu-west-1:${B}:q`]],
  ['sqs:SetQueueAttributes', [`arn:aws:sqs:eu-west-1:${A}:q:x`]],
  ['kms:Decrypt', [KEY, KEY, `arn:aws:kms:eu-west-1:${B}:key/1`]],
  ['kms:RetireGrant', [KEY]],
  ['kms:CreateAlias', [`arn:aws:kms:eu-west-1:${A}:alias/aws/s3`, `arn:aws:kms:eu-west-1:${A}:alias/own`]],
  ['iam:PassRole', [ROLE_A]],
  ['iam:DeletePolicy', ['arn:aws:iam::aws:policy/P', `arn:aws:iam::${A}:policy/P`]],
  ['iam:GetUser', [USER.arn]],
  ['sts:AssumeRole', [ROLE_A, ROLE_A, ROLE_B]],
  ['sts:TagSession', [ROLE_A, ROLE_B]],
  ['sts:AssumeRoleWithWebIdentity', [ROLE_A]],
  ['sts:AssumeRoleWithSAML', [ROLE_A]],
  ['sts:AssumeRoot', [`arn:aws:iam::${B}:root`]],
  ['sts:GetCallerIdentity', ['*']],
  ['sts:GetSessionToken', ['*']],
  ['sts:GetFederationToken', [FEDERATED.arn]],
  ['ec2:DescribeInstances', ['*']],
];

const ACTION_PATTERNS = ['*', '*', '*:*', 's3:*', 's3:Get*', 'S3:?etobject', 's3:*Object', 'sqs:*', 'kms:*', 'kms:D*t'];
const MORE_ACTION_PATTERNS = ['iam:*', 'sts:*', 'sts:Assume*', 's*:*', 'ec2:*', '?3:GetObject'];
const TRUST_ACTIONS = [
  'sts:AssumeRole',
  'sts:TagSession',
  'sts:*',
  'sts:AssumeRole*',
  'sts:AssumeRoleWith*',
  'sts:SetSourceIdentity',
];
const RESOURCE_PATTERNS = [
  'arn:aws:s3:::b/*',
  'arn:aws:s3:::b*',
  'arn:aws:s3:*',
  'arn:aws:s3:::?/*',
  'arn:*:s3:::b/ana/x',
  'arn:aws:s3:::b/${*}',
  'arn:aws:s3:::b/${aws:username}/*',
  "arn:aws:s3:::${k:none, 'b'}/*",
  'arn:aws:s3:::${k:a}/*',
  'arn:aws:s3:::b/${k:list}',
  'arn:aws:s3:::b/${k:a',
  "arn:aws:s3:::b/${k:a,'b'}",
  'arn:aws:s3:::b/${ k:a}',
  'arn:aws:s3:::b/${K:A}${k:b}*',
  'arn:aws:s3:::b/${$}{k:a}',
  'arn:aws:sqs:eu-*-1:*:q*',
  'arn:aws:sqs:*',
  'arn:aws:sqs:*:*',
  `arn:aws:sqs:eu-west-?:${A}:q:?`,
  `arn:aws:sqs:*:${A}:*`,
  'arn:aws:sqs:${aws:RequestedRegion}:*:*',
  'arn:aws:kms:*:*:key/*',
  'arn:aws:kms:e*',
  'arn:aws:kms:e*:*',
  'arn:aws:iam::*:role/*',
  'arn:aws:iam::*:*',
  'arn:aws:iam::*:user/team/${aws:username}',
  // Missing parts of an ARN match anything.
  'arn:aws:s3',
  'arn:aws:sqs:eu-west-1',
  `arn:aws:sqs:*:${A}`,
  'arn:aws:kms:eu-west-1:',
  'arn:aws:sqs:${k:a}',
  'urn:aws:s3:::b/ana/x',
];
const NAMES = [
  '*',
  A,
  B,
  `arn:aws:iam::${A}:root`,
  `arn:aws:iam::${B}:root`,
  USER.arn,
  'AIDAANA1',
  `arn:aws:iam::${B}:user/ana`,
  ROLE_A,
  'AROAAPP1',
  'AROAGONE1',
  ROLE.arn,
  FEDERATED.arn,
];
/** NotPrincipal lists that exempt a caller, some of them incomplete. */
const EXEMPTIONS = [
  [USER.arn, A],
  ['AIDAANA1', `arn:aws:iam::${A}:root`],
  [USER.arn],
  [ROLE.arn, ROLE_A, A],
  [ROLE.arn, 'AROAAPP1', A],
  [ROLE_A, A],
  [ROLE.arn, A],
  [FEDERATED.arn, A],
  [FEDERATED.arn],
  [A],
];

type Family = { operators: readonly string[]; values: readonly string[] };
const COMPARISONS = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'];
const FAMILIES: readonly Family[] = [
  {
    operators: ['Equals', 'NotEquals', 'Like', 'NotLike', 'EqualsIgnoreCase', 'NotEqualsIgnoreCase'].map((one) => `String${one}`),
    values: [
      ...['a', 'A', 'ab', 'b', 'ana', '*', 'a*', '?', 'a?', '', 'a\nb'],
      ...['${k:a}', "${k:none, 'a'}", '${k:none}', '${*}', '${k:list}', 'x${k:a}y', '${k:a', "${k:a,'a'}", '${$}{k:a}'],
      '${aws:username}*',
    ],
  },
  {
    operators: COMPARISONS.map((one) => `Numeric${one}`),
    values: ['0', '-0', '1', '01', '1.0', '1.5', '9', '10', '-3', '-3.5', '-10', 'x', '', ' 1', '+1', '${k:n}'],
  },
  {
    operators: COMPARISONS.map((one) => `Date${one}`),
    values: [
      ...['2026', '2026-01', '2026-01-01', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', '2026-01-01T00:00:00'],
      ...['1767225600', '2026-02-30', '2026-02-01T10:00Z', '2025-12-31T23:59:59.5Z', 'soon', ''],
    ],
  },
  { operators: ['Bool'], values: ['true', 'false', 'TRUE', 'False', '1', '', '${k:bool}', "${k:none, 'true'}"] },
  { operators: ['BinaryEquals'], values: ['QUJD', 'QUI=', 'QUI', 'a b', '', 'QQ==', 'QR=='] },
  {
    operators: ['IpAddress', 'NotIpAddress'],
    values: [
      ...['10.0.0.1', '10.0.0.0/8', '10.0.0.1/32', '0.0.0.0/0', '203.0.113.9/25', '203.0.113.130', '10.0.0.256', '10.0.0.0/33'],
      ...['::/0', '2001:db8::1', '2001:DB8:0:0:0:0:0:1', '2001:db8::/33', 'x', ''],
    ],
  },
  {
    operators: ['ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike'],
    values: [
      ...['*', 'arn:aws:iam::*:role/*', 'arn:aws:iam::*:*', USER.arn, ROLE_A, `arn:aws:iam::${A}:user/team/?na`, 'x', ''],
      ...['arn:aws:sns:*:*:t', 'arn:aws:sns:eu-west-1:1:t:u', 'arn:aws:sns:*', 'arn:*', 'arn:aws:s*:*:*:t*', 'ARN:aws:iam::*:*'],
      ...['arn:aws:iam::*:user/team/${aws:username}', 'arn:aws:iam::${aws:PrincipalAccount}:*', '${k:arn}', '${k:arn}:u'],
      'arn:aws:sns:*:*:${k:none}',
    ],
  },
];
/** Keys. A key without a prefix works like any other. */
const KEYS = ['mfa', 'k:a', 'K:A', 'k:b', 'k:list', 'k:n', 'k:arn', 'k:bool', 'aws:TagKeys', 'aws:username', 'AWS:PrincipalArn'];
const PRINCIPAL_KEYS = ['aws:PrincipalAccount', 'aws:PrincipalType', 'aws:userid', 'aws:PrincipalServiceName', 'aws:AssumedRoot'];
const VALUES = FAMILIES.flatMap((family) => family.values);

const one = <T>(values: readonly T[]) => fc.constantFrom(...values);
/** Generates values with the given weights. */
function weighted<T>(...weights: readonly (readonly [number, fc.Arbitrary<T>])[]): fc.Arbitrary<T> {
  return fc.oneof(...weights.map(([weight, arbitrary]) => ({ weight, arbitrary })));
}
const oneOrMany = <T>(item: fc.Arbitrary<T>): fc.Arbitrary<T | T[]> =>
  fc.oneof(item, fc.array(item, { minLength: 1, maxLength: 3 }));
const rarely = <T>(value: fc.Arbitrary<T>, freq = 2) => fc.option(value, { nil: undefined, freq });

const clause = fc.tuple(one(FAMILIES), fc.boolean()).chain(([family, fitting]) =>
  fc.tuple(
    fc
      .tuple(one(['', '', '', '', 'ForAllValues:', 'ForAnyValue:']), one(family.operators), one(['', '', '', 'IfExists']))
      .map((parts) => parts.join('')),
    fc.dictionary(
      one([...KEYS, ...PRINCIPAL_KEYS]),
      oneOrMany(one(fitting ? family.values : [...family.values, ...family.values, ...VALUES])),
      { minKeys: 1, maxKeys: 2 },
    ),
  ),
);
const nullClause = fc.tuple(
  one(['Null', 'Null', 'ForAllValues:Null', 'ForAnyValue:Null']),
  fc.dictionary(one(KEYS), oneOrMany(one(['true', 'false', 'TRUE', 'x'])), { minKeys: 1, maxKeys: 1 }),
);
type ClauseKeys = Readonly<Record<string, string | readonly string[]>>;
const emptyClause = one(['StringEquals', 'NoSuchOperator']).map((operator): [string, ClauseKeys] => [operator, {}]);
const condition = fc
  .array(weighted<[string, ClauseKeys]>([5, clause], [1, nullClause], [1, emptyClause]), { minLength: 1, maxLength: 2 })
  .map((clauses) => Object.fromEntries(clauses));

const principalMap = fc.oneof(
  oneOrMany(one(NAMES)).map((AWS) => ({ AWS })),
  oneOrMany(one(NAMES)).map((AWS) => ({ AWS })),
  fc.record({
    AWS: oneOrMany(one(NAMES)),
    Service: oneOrMany(one(['sns.amazonaws.com', 'ec2.amazonaws.com'])),
    Federated: oneOrMany(one(['accounts.google.com', `arn:aws:iam::${A}:saml-provider/P`])),
  }),
);
const named = fc
  .oneof(fc.constant('*'), principalMap, principalMap)
  .map((Principal): Partial<ReferenceStatement> => ({ Principal }));
const notNamed = fc
  .oneof(
    principalMap,
    one(EXEMPTIONS).map((AWS) => ({ AWS })),
  )
  .map((NotPrincipal): Partial<ReferenceStatement> => ({ NotPrincipal }));

function who(kind: string): fc.Arbitrary<Partial<ReferenceStatement>> {
  switch (kind) {
    case 'rcp':
      return fc.constant({ Principal: '*' });
    case 'trust':
      return named;
    case 'resource':
    case 'vpcEndpoint':
      return weighted([4, named], [1, notNamed]);
    default:
      return fc.constant({});
  }
}

type Call = { action: string; resource: string };

/** Generates entries, of which most match the call. */
function actionEntries(kind: string, { action }: Call): fc.Arbitrary<string | string[]> {
  const service = action.split(':')[0] ?? '';
  if (kind === 'trust') return oneOrMany(one([action, action, action, ...TRUST_ACTIONS]));
  const own = [action, action.toLowerCase(), `${service}:*`];
  const others = [...ACTION_PATTERNS, ...MORE_ACTION_PATTERNS].filter((entry) => kind !== 'rcp' || /^[a-z0-9]+:/i.test(entry));
  return oneOrMany(one([...own, ...own, ...own, ...others]));
}

function statement(kind: string, call: Call): fc.Arbitrary<ReferenceStatement> {
  const sometimesNot = one(['', '', '', '', '', '', 'Not']);
  const resources = oneOrMany(one([call.resource, call.resource, call.resource, '*', '*', '*', ...RESOURCE_PATTERNS]));
  return fc
    .record({
      effect: one(kind === 'rcp' ? ['Deny'] : ['Allow', 'Allow', 'Allow', 'Deny']),
      principal: who(kind),
      notAction: kind === 'trust' || kind === 'rcp' ? fc.constant('') : sometimesNot,
      actions: actionEntries(kind, call),
      notResource: sometimesNot,
      resources: kind === 'trust' ? fc.constant(undefined) : resources,
      Condition: fc.option(condition, { nil: undefined, freq: 3 }),
    })
    .map(({ effect, principal, notAction, actions, notResource, resources: entries, Condition }) => ({
      Effect: effect,
      ...principal,
      [`${notAction}Action`]: actions,
      ...(entries === undefined ? {} : { [`${notResource}Resource`]: entries }),
      ...(Condition === undefined ? {} : { Condition }),
    }));
}

function document(kind: string, call: Call): fc.Arbitrary<ReferenceDocument> {
  const versions = kind === 'rcp' ? ['2012-10-17'] : ['2012-10-17', '2012-10-17', '2012-10-17', '2008-10-17', ''];
  const statements = fc.array(statement(kind, call), { minLength: 1, maxLength: 3 });
  return fc
    .tuple(one(versions), statements)
    .map(([Version, Statement]) => (Version === '' ? { Statement } : { Version, Statement }));
}

/** Generates a document, or a managed policy with one. */
function policy(kind: string, call: Call): fc.Arbitrary<GivenPolicy> {
  const managed = document(kind, call).map((made) => ({ arn: `arn:aws:iam::${A}:policy/${kind}`, document: made }));
  return weighted<GivenPolicy>([4, document(kind, call)], [1, managed]);
}

const context = fc
  .tuple(
    fc.dictionary(one(KEYS), fc.oneof(one(VALUES), one(VALUES), fc.array(one(VALUES), { maxLength: 3 })), { maxKeys: 3 }),
    fc.record(
      {
        'k:a': one(['a', 'A', 'ab', '*', 'b']),
        'k:n': one(['1', '1.5', '-3']),
        'k:arn': one([USER.arn, ROLE_A, 'arn:aws:sns:eu-west-1:1:t']),
        'k:list': one([['a', 'b'], ['a'], []]),
        'k:bool': one(['true', 'false']),
      },
      { requiredKeys: [] },
    ),
  )
  .map(([any, fitting]) => ({ ...fitting, ...any }));

/** Generates a key under an operator, and a context that usually has a value of its type. */
export const questions = fc
  .tuple(one([...FAMILIES, { operators: ['Null'], values: ['true', 'false', 'FALSE', 'x'] }]), fc.boolean())
  .chain(([family, fitting]) => {
    const values = fitting ? family.values : [...family.values, ...VALUES];
    const actual = fc.oneof(one(values), one(values), one(values), fc.array(one(values), { maxLength: 3 }));
    return fc.record({
      operator: fc
        .tuple(one(['', '', 'ForAllValues:', 'ForAnyValue:']), one(family.operators), one(['', '', 'IfExists']))
        .map(([qualifier, name, suffix]) => `${qualifier}${name}${name === 'Null' ? '' : suffix}`),
      values: fc.array(one(values), { minLength: 1, maxLength: 3 }),
      context: fc
        .tuple(
          fitting ? actual.map((value) => ({ 'k:V': value })) : fc.dictionary(one(['k:v', 'K:v']), actual, { maxKeys: 2 }),
          context,
        )
        .map(([own, others]) => ({ ...others, ...own })),
      variables: one([true, true, true, false]),
    });
  });

const organization = fc.record(
  {
    principalInManagementAccount: one([false, false, true]),
    resourceInManagementAccount: one([false, false, true]),
    resourceIsAwsManagedKey: one([false, false, true]),
    rcpServices: one([['s3', 'sts', 'kms', 'sqs'], ['s3']]),
    blockPublicAccess: one([false, false, true]),
    ownersOnly: one([false, false, true]),
  },
  { requiredKeys: [] },
);

const CREDENTIALS = ['longTerm', 'console', 'assumeRole', 'federationToken', 'sessionToken', 'sessionTokenWithMfa', 'assumeRoot'];

export const worlds: fc.Arbitrary<World> = one(
  CALLS.flatMap(([action, all]) => all.map((resource) => ({ action, resource }))),
).chain((call) => {
  const { action, resource } = call;
  const isAssuming = action.startsWith('sts:') && resource.includes(':role/');
  const scpPolicy = weighted<GivenPolicy>([2, fc.constant('FullAWSAccess')], [1, policy('scp', call)]);
  const levels = (level: fc.Arbitrary<GivenPolicy[]>) => rarely(fc.array(level, { minLength: 1, maxLength: 3 }));
  return fc.record({
    principal: one(PRINCIPALS),
    credential: weighted([6, fc.constant(undefined)], [1, one(CREDENTIALS)]),
    action: fc.constant(action),
    resource: fc.constant(resource),
    resourceAccount: weighted([3, fc.constant(undefined)], [1, one([A, B])]),
    context,
    identity: fc.array(policy('identity', call), { maxLength: 2 }),
    boundary: rarely(policy('boundary', call)),
    session: rarely(fc.array(policy('session', call), { maxLength: 2 })),
    scopes: rarely(fc.array(policy('session', call), { minLength: 1, maxLength: 2 }), 1),
    resourcePolicy: isAssuming ? fc.constant(undefined) : rarely(policy('resource', call), 3),
    trustPolicy: isAssuming || resource === ROLE_A ? rarely(policy('trust', call), isAssuming ? 5 : 1) : fc.constant(undefined),
    scp: levels(fc.array(scpPolicy, { maxLength: 2 })),
    rcp: levels(fc.array(policy('rcp', call), { maxLength: 1 })),
    vpcEndpoint: rarely(policy('vpcEndpoint', call), 1),
    organization,
  });
});
