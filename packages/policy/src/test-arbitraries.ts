import fc from 'fast-check';
import type { PolicyKind } from './policy/types';

/** Generators of policies and cases for property tests, with a vocabulary so small that statements often interact. */

export const ACTIONS = [
  's3:GetObject',
  's3:PutObject',
  's3:ListBucket',
  'ec2:RunInstances',
  'iam:PassRole',
  'kms:Decrypt',
  'sts:AssumeRole',
];
const ACTION_PATTERNS = [
  ...ACTIONS,
  's3:*',
  's3:Get*',
  '*',
  '*:*',
  'ec2:*',
  's3:?etObject',
  'S3:getobject',
  'iam:P*R*e',
  'kms:*',
];
const A = '111122223333';
const B = '444455556666';
const KEY = `arn:aws:kms:eu-west-1:${A}:key/1`;
const ROLE = `arn:aws:iam::${A}:role/App`;
export const RESOURCES = [
  '*',
  'arn:aws:s3:::b',
  'arn:aws:s3:::b/ana/x',
  'arn:aws:s3:::c/x',
  KEY,
  ROLE,
  `arn:aws:sqs:eu-west-1:${B}:q`,
];
const RESOURCE_PATTERNS = [
  ...RESOURCES,
  '*',
  'arn:aws:s3:::b*',
  'arn:aws:s3:::b/${aws:username}/*',
  "arn:aws:s3:::${aws:PrincipalTag/team, 'c'}/?",
  'arn:aws:s3:*',
  'arn:*:kms:*:*:key/*',
  'arn:aws:sqs:eu-*-1:*:q',
];
const NAMES = [
  '*',
  A,
  B,
  `arn:aws:iam::${A}:root`,
  `arn:aws:iam::${A}:user/ana`,
  `arn:aws:iam::${A}:user/bob`,
  ROLE,
  `arn:aws:sts::${A}:assumed-role/App/s1`,
  `arn:aws:sts::${A}:federated-user/ana`,
  'AIDAANAEXAMPLE',
  'AROAAPPEXAMPLE',
];
const KEYS = ['k:a', 'K:A', 'aws:username', 'aws:PrincipalTag/team', 'aws:TagKeys', 'aws:PrincipalArn', 'aws:RequestedRegion'];
const VALUES = [
  'a',
  'b',
  'ana',
  '1',
  '10',
  'true',
  'false',
  '*',
  'a*',
  '?',
  '${aws:username}',
  '${k:a}',
  '10.0.0.0/8',
  '2026-01-01',
  `arn:aws:iam::*:role/*`,
  '',
];
const OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringLike',
  'StringNotLike',
  'StringEqualsIgnoreCase',
  'NumericLessThan',
  'NumericNotEquals',
  'DateGreaterThan',
  'Bool',
  'IpAddress',
  'NotIpAddress',
  'ArnLike',
  'ArnNotEquals',
  'Null',
];

/** Generates one bare entry, or several in a list. */
function oneOrMany<T>(item: fc.Arbitrary<T>, max = 3): fc.Arbitrary<T | T[]> {
  return fc.oneof(item, fc.array(item, { minLength: 1, maxLength: max }));
}

const operator = fc
  .tuple(
    fc.constantFrom('', '', '', 'ForAllValues:', 'ForAnyValue:'),
    fc.constantFrom(...OPERATORS),
    fc.constantFrom('', '', 'IfExists'),
  )
  .map(([qualifier, base, suffix]) => `${qualifier}${base}${base === 'Null' ? '' : suffix}`);

const condition = fc.dictionary(
  operator,
  fc.dictionary(fc.constantFrom(...KEYS), oneOrMany(fc.constantFrom(...VALUES)), { maxKeys: 2 }),
  {
    maxKeys: 2,
  },
);

const principal = fc.oneof(
  fc.constant('*'),
  fc.record(
    {
      AWS: oneOrMany(fc.constantFrom(...NAMES)),
      Service: oneOrMany(fc.constantFrom('sns.amazonaws.com', 'ec2.amazonaws.com')),
      Federated: oneOrMany(fc.constantFrom('accounts.google.com', `arn:aws:iam::${A}:saml-provider/P`)),
    },
    { requiredKeys: [] },
  ),
);

/** Generates `X` or `NotX`, the latter with the frequency `negated`. */
function element(name: string, values: fc.Arbitrary<unknown>, negated: boolean): fc.Arbitrary<object> {
  const names = negated ? fc.constantFrom(name, name, name, `Not${name}`) : fc.constant(name);
  return fc.tuple(names, values).map(([key, value]) => ({ [key]: value }));
}

export function statement(kind: PolicyKind): fc.Arbitrary<object> {
  const named = kind === 'resource' || kind === 'trust' || kind === 'vpcEndpoint';
  const trust = kind === 'trust';
  const who = named ? element('Principal', principal, !trust) : fc.constant(kind === 'rcp' ? { Principal: '*' } : {});
  const actions = trust ? ['sts:AssumeRole', 'sts:*', 'sts:AssumeRole*'] : ACTION_PATTERNS;
  return fc
    .tuple(
      fc.constantFrom('Allow', 'Allow', 'Deny'),
      who,
      element('Action', oneOrMany(fc.constantFrom(...actions)), !trust && kind !== 'rcp'),
      trust ? fc.constant({}) : element('Resource', oneOrMany(fc.constantFrom(...RESOURCE_PATTERNS)), true),
      fc.option(condition, { nil: undefined, freq: 3 }),
    )
    .map(([Effect, Principal, Action, Resource, Condition]) => ({
      Effect,
      ...Principal,
      ...Action,
      ...Resource,
      ...(Condition ? { Condition } : {}),
    }));
}

/** Generates a valid document of a kind as a JSON value. */
export function policyDocument(kind: PolicyKind): fc.Arbitrary<{ Version: string; Statement: object[] }> {
  return fc.record({
    Version: fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17'),
    Statement: fc.array(statement(kind), { minLength: 1, maxLength: 4 }),
  });
}

export const caller: fc.Arbitrary<unknown> = fc.constantFrom<unknown>(
  `arn:aws:iam::${A}:user/ana`,
  `arn:aws:iam::${B}:user/ana`,
  `arn:aws:sts::${A}:assumed-role/App/s1`,
  `arn:aws:sts::${A}:federated-user/ana`,
  A,
  B,
  'sns.amazonaws.com',
  'anonymous',
  { type: 'WebIdentity', provider: 'accounts.google.com' },
  { type: 'Saml', provider: `arn:aws:iam::${A}:saml-provider/P` },
  {
    type: 'AssumedRoot',
    arn: `arn:aws:sts::${A}:assumed-root`,
    taskPolicyArn: 'arn:aws:iam::aws:policy/root-task/S3UnlockBucketPolicy',
  },
  { type: 'AssumedRole', arn: `arn:aws:sts::${A}:assumed-role/App/s1`, serviceLinked: true },
);

const context = fc.dictionary(
  fc.constantFrom(...KEYS),
  fc.oneof(fc.constantFrom(...VALUES), fc.array(fc.constantFrom(...VALUES), { maxLength: 3 })),
  { maxKeys: 4 },
);

const scpDocument = fc.oneof(fc.constant('FullAWSAccess'), fc.constant('FullAWSAccess'), policyDocument('scp'));
const scpLevels = fc.array(fc.array(scpDocument, { maxLength: 2 }), { minLength: 1, maxLength: 3 });
const rcpLevels = fc.array(fc.array(policyDocument('rcp'), { maxLength: 2 }), { minLength: 1, maxLength: 3 });

const OPEN_ENDPOINT = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] };

/** A case of the golden-case format. Laws change one part of it and compare the answers. */
export type RandomCase = {
  principal: unknown;
  action: string;
  resource: string;
  resourceAccount?: string;
  context: object;
  identity: unknown[];
  boundary?: unknown;
  session?: unknown[];
  resourcePolicy?: unknown;
  trustPolicy?: unknown;
  scp?: unknown[][];
  rcp?: unknown[][];
  vpcEndpoint?: unknown;
};

export const randomCase: fc.Arbitrary<RandomCase> = fc.constantFrom(...ACTIONS).chain((action) => {
  const trust = action === 'sts:AssumeRole';
  const rarely = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
  const resources = trust ? fc.constant(ROLE) : fc.constantFrom(...RESOURCES);
  const parts: { [K in keyof RandomCase]: fc.Arbitrary<RandomCase[K]> } = {
    principal: caller,
    action: fc.constant(action),
    resource: resources,
    resourceAccount: rarely(fc.constantFrom(A, B)),
    context,
    identity: fc.array(policyDocument('identity'), { maxLength: 3 }),
    boundary: rarely(policyDocument('boundary')),
    session: rarely(fc.array(policyDocument('session'), { maxLength: 2 })),
    resourcePolicy: trust ? fc.constant(undefined) : fc.option(policyDocument('resource'), { nil: undefined, freq: 2 }),
    trustPolicy: trust ? fc.option(policyDocument('trust'), { nil: undefined, freq: 4 }) : fc.constant(undefined),
    scp: rarely(scpLevels),
    rcp: rarely(rcpLevels),
    vpcEndpoint: rarely(fc.oneof(fc.constant(OPEN_ENDPOINT), policyDocument('vpcEndpoint'))),
  };
  return fc.record(parts);
});
