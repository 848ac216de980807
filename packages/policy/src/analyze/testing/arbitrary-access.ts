import fc from 'fast-check';
import { principalContext } from '../../evaluate/principal-context';
import type { PreparedPolicy } from '../../evaluate/record';
import type { PolicySet, PolicyType, Principal, RequestContext } from '../../evaluate/types';
import { sampleLevel, samplePolicy } from './sample-policies';

export const OWN = '111111111111';
export const OTHER = '222222222222';

export const MARIA = {
  type: 'User',
  accountId: OWN,
  arn: `arn:aws:iam::${OWN}:user/maria`,
  userId: 'AIDAMARIA',
  userName: 'maria',
} as const satisfies Principal;
export const OPS = {
  type: 'AssumedRole',
  accountId: OWN,
  arn: `arn:aws:sts::${OWN}:assumed-role/Ops/s`,
  roleArn: `arn:aws:iam::${OWN}:role/Ops`,
  roleId: 'AROAOPS',
  sessionName: 's',
  serviceLinked: false,
} as const satisfies Principal;

export const PRINCIPALS: readonly Principal[] = [
  MARIA,
  OPS,
  {
    type: 'AssumedRole',
    accountId: OWN,
    arn: `arn:aws:sts::${OWN}:assumed-role/Linked/s`,
    roleArn: `arn:aws:iam::${OWN}:role/aws-service-role/x.amazonaws.com/Linked`,
    roleId: 'AROALINKED',
    sessionName: 's',
    serviceLinked: true,
  },
  { type: 'Root', accountId: OWN, arn: `arn:aws:iam::${OWN}:root` },
  {
    type: 'FederatedUser',
    accountId: OWN,
    arn: `arn:aws:sts::${OWN}:federated-user/fred`,
    name: 'fred',
    sourceArn: `arn:aws:iam::${OWN}:user/maria`,
  },
  { type: 'AssumedRoot', accountId: OWN, arn: `arn:aws:sts::${OWN}:assumed-root`, taskPolicyArn: 'arn:aws:iam::aws:policy/x' },
  { type: 'Service', serviceName: 'sns.amazonaws.com' },
  { type: 'Anonymous' },
];

export const ACTIONS = [
  '*',
  's3:*',
  's3:Get*',
  's3:GetObject',
  's3:ListBucket',
  's3:ListAllMyBuckets',
  'iam:*',
  'iam:GetUser',
  'iam:PassRole',
  'sts:*',
  'sts:AssumeRole',
  'kms:*',
  'kms:Decrypt',
  'sqs:Send*',
  '*:Get*',
  'organizations:*',
  'dynamodb:Query',
];
export const RESOURCES = [
  '*',
  'arn:aws:s3:::b1',
  'arn:aws:s3:::b1/*',
  'arn:aws:s3:::*',
  'arn:aws:s3:::*/x',
  'arn:aws:s3:::home-${aws:username}/*',
  "arn:aws:s3:::${aws:PrincipalTag/team, 'b1'}/*",
  `arn:aws:iam::${OWN}:*`,
  'arn:aws:iam::*:role/*',
  'arn:aws:iam::*:user/maria',
  `arn:aws:iam::${OWN}:user/*`,
  `arn:aws:iam::${OTHER}:role/x`,
  `arn:aws:sqs:*:${OWN}:*`,
  'arn:aws:sqs:*:*:q?',
  `arn:aws:sqs:eu-north-1:${OTHER}:q1`,
  'arn:aws:kms:*:*:key/*',
  'arn:aws:dynamodb:*:*:table/x',
  'arn:aws:dynamodb:*:1*1:table/*',
  'arn:*:s3:::b?',
  'arn:aws:iam::????????????:user/*',
];
export const CONDITIONS = [
  { StringEquals: { 'aws:RequestedRegion': 'eu-north-1' } },
  { StringNotEquals: { 'aws:PrincipalTag/team': 'b1' } },
  { StringEquals: { 'aws:PrincipalTag/team': ['b1', 'x'] } },
  { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/*' } },
  { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
  { StringLike: { 'aws:username': 'm*' } },
  { Null: { 'aws:username': 'true' } },
  { StringEquals: { 'aws:PrincipalAccount': OWN } },
  { StringEquals: { 'aws:ResourceTag/team': '${aws:PrincipalTag/team}' } },
  { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
];
const PRINCIPAL_ELEMENTS = ['*', { AWS: OWN }, { AWS: `arn:aws:iam::${OWN}:role/Ops` }, { Service: 'sns.amazonaws.com' }];

export const some = <T>(pool: readonly T[], max = 2) =>
  fc.uniqueArray(fc.constantFrom(...pool), { minLength: 1, maxLength: max });

function statements(type: PolicyType): fc.Arbitrary<unknown[]> {
  const statement = fc.record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    actions: some(ACTIONS),
    notAction: fc.integer({ min: 0, max: 5 }),
    resources: some(RESOURCES),
    notResource: fc.integer({ min: 0, max: 4 }),
    condition: fc.option(fc.constantFrom(...CONDITIONS), { freq: 2 }),
    principal: fc.constantFrom(...PRINCIPAL_ELEMENTS),
  });
  return fc
    .array(
      statement.map(({ Effect, actions, notAction, resources, notResource, condition, principal }) => ({
        Effect,
        [notAction === 0 && type !== 'rcp' ? 'NotAction' : 'Action']: actions,
        [notResource === 0 ? 'NotResource' : 'Resource']: resources,
        ...(condition === null ? {} : { Condition: condition }),
        ...(type === 'vpcEndpoint' ? { Principal: principal } : {}),
        ...(type === 'rcp' ? { Principal: '*' } : {}),
      })),
      { minLength: 1, maxLength: 3 },
    )
    .filter((list) => new Set(list).size === list.length);
}

let made = 0;
/** Generates a policy with a unique name. */
export function policy(type: PolicyType): fc.Arbitrary<PreparedPolicy> {
  return statements(type).map((list) => {
    made += 1;
    return samplePolicy(type, `${type}-${made}`, list);
  });
}

export const level = (type: 'scp' | 'rcp') =>
  fc
    .tuple(fc.array(policy(type), { maxLength: 2 }), fc.boolean())
    .map(([policies, full]) => sampleLevel('organizationalUnit', 'ou', ...policies, ...(full ? [fullAccess[type]] : [])));
const fullAccess = {
  scp: samplePolicy('scp', 'full-scp', { Effect: 'Allow', Action: '*', Resource: '*' }),
  rcp: samplePolicy('rcp', 'full-rcp', { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }),
};

export const rare = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 1, nil: undefined });
const RCP_SERVICES = ['s3', 'sts', 'kms', 'sqs'];

export const sets: fc.Arbitrary<PolicySet<PreparedPolicy>> = fc
  .record({
    identity: fc.array(policy('identity'), { maxLength: 3 }),
    boundary: rare(policy('boundary')),
    session: rare(fc.array(policy('session'), { maxLength: 2 })),
    scp: rare(fc.array(level('scp'), { maxLength: 2 })),
    rcp: rare(fc.array(level('rcp'), { maxLength: 2 })),
    vpcEndpoint: rare(policy('vpcEndpoint')),
    principalInManagementAccount: fc.constantFrom(false, false, false, true),
    services: fc.boolean(),
  })
  .map(({ services, ...set }) => {
    const given = Object.fromEntries(Object.entries(set).filter(([, value]) => value !== undefined));
    return { identity: [], ...given, ...(services ? { rcpServices: RCP_SERVICES } : {}) };
  });

export const PRINCIPAL_FACTS: readonly { knownContext?: RequestContext; absentKeys?: string[] }[] = [
  {},
  { knownContext: { 'AWS:principaltag/team': 'b1' } },
  { absentKeys: ['aws:PrincipalTag/*'] },
  { knownContext: { 'aws:PrincipalTag/team': 'x', 'aws:RequestedRegion': 'eu-north-1' }, absentKeys: ['aws:PrincipalTag/*'] },
];
export const OPEN_CONTEXT: fc.Arbitrary<RequestContext> = fc
  .record({
    'aws:RequestedRegion': rare(fc.constantFrom('eu-north-1', 'us-east-1')),
    'aws:PrincipalTag/team': rare(fc.constantFrom('b1', 'x', '*')),
    'aws:MultiFactorAuthPresent': rare(fc.constantFrom('true', 'false')),
    'aws:ResourceTag/team': rare(fc.constantFrom('b1', 'x')),
    'aws:TagKeys': rare(fc.subarray(['a', 'b', 'c'])),
  })
  .map((context) => Object.fromEntries(Object.entries(context).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]]))));

/** Returns a complete context that agrees with the facts. */
export function contextFor(principal: Principal, facts: (typeof PRINCIPAL_FACTS)[number], open: RequestContext): RequestContext {
  const merged = new Map<string, [string, string | readonly string[]]>();
  const put = ([name, value]: [string, string | readonly string[]]) => merged.set(name.toLowerCase(), [name, value]);
  for (const entry of Object.entries(open)) {
    if (facts.absentKeys === undefined || !entry[0].startsWith('aws:PrincipalTag/')) put(entry);
  }
  for (const source of [principalContext(principal), facts.knownContext ?? {}]) Object.entries(source).forEach(put);
  return Object.fromEntries(merged.values());
}
