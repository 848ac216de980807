import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorize } from '../evaluate/authorize';
import { principalContext } from '../evaluate/principal-context';
import type { PreparedPolicy } from '../evaluate/record';
import type { AuthorizationRequest, PolicySet, PolicyType, Principal, RequestContext } from '../evaluate/types';
import { effectivePermissions } from './effective-permissions';
import { sampleIndex, sampleLevel, samplePolicy } from './testing/sample-policies';

const OWN = '111111111111';
const OTHER = '222222222222';
const index = sampleIndex('s3', 'iam', 'sts', 'kms', 'sqs', 'organizations', 'dynamodb');

const PRINCIPALS: readonly Principal[] = [
  { type: 'User', accountId: OWN, arn: `arn:aws:iam::${OWN}:user/maria`, userId: 'AIDAMARIA', userName: 'maria' },
  {
    type: 'AssumedRole',
    accountId: OWN,
    arn: `arn:aws:sts::${OWN}:assumed-role/Ops/s`,
    roleArn: `arn:aws:iam::${OWN}:role/Ops`,
    roleId: 'AROAOPS',
    sessionName: 's',
    serviceLinked: false,
  },
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

const ACTIONS = [
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
const RESOURCES = [
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
const CONDITIONS = [
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

const some = <T>(pool: readonly T[], max = 2) => fc.uniqueArray(fc.constantFrom(...pool), { minLength: 1, maxLength: max });

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
function policy(type: PolicyType): fc.Arbitrary<PreparedPolicy> {
  return statements(type).map((list) => {
    made += 1;
    return samplePolicy(type, `${type}-${made}`, list);
  });
}

const level = (type: 'scp' | 'rcp') =>
  fc
    .tuple(fc.array(policy(type), { maxLength: 2 }), fc.boolean())
    .map(([policies, full]) => sampleLevel('organizationalUnit', 'ou', ...policies, ...(full ? [fullAccess[type]] : [])));
const fullAccess = {
  scp: samplePolicy('scp', 'full-scp', { Effect: 'Allow', Action: '*', Resource: '*' }),
  rcp: samplePolicy('rcp', 'full-rcp', { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }),
};

const rare = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 1, nil: undefined });
const RCP_SERVICES = ['s3', 'sts', 'kms', 'sqs'];

const sets: fc.Arbitrary<PolicySet<PreparedPolicy>> = fc
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

const PRINCIPAL_FACTS: readonly { knownContext?: RequestContext; absentKeys?: string[] }[] = [
  {},
  { knownContext: { 'AWS:principaltag/team': 'b1' } },
  { absentKeys: ['aws:PrincipalTag/*'] },
  { knownContext: { 'aws:PrincipalTag/team': 'x', 'aws:RequestedRegion': 'eu-north-1' }, absentKeys: ['aws:PrincipalTag/*'] },
];
const OPEN_CONTEXT: fc.Arbitrary<RequestContext> = fc
  .record({
    'aws:RequestedRegion': rare(fc.constantFrom('eu-north-1', 'us-east-1')),
    'aws:PrincipalTag/team': rare(fc.constantFrom('b1', 'x', '*')),
    'aws:MultiFactorAuthPresent': rare(fc.constantFrom('true', 'false')),
    'aws:ResourceTag/team': rare(fc.constantFrom('b1', 'x')),
    'aws:TagKeys': rare(fc.subarray(['a', 'b', 'c'])),
  })
  .map((context) => Object.fromEntries(Object.entries(context).flatMap(([k, v]) => (v === undefined ? [] : [[k, v]]))));

const NAMES = ['b1', 'x', 'q1', 'maria', 'home-maria', 'b9', 'some-name'];
const PATHS = [...NAMES, 'a/b', 'x/y/x', 'role/x'];

/** Fills the placeholders of a format. Names that a format separates by slashes get none. */
function arnOf(format: string, accountId: string, seed: number): string {
  let turn = seed;
  return format.replace(/\$\{([^}]*)\}/g, (_, name: string) => {
    turn += 7;
    if (name === 'Partition') return 'aws';
    if (name === 'Account') return accountId;
    if (name === 'Region') return turn % 2 === 0 ? 'eu-north-1' : 'us-east-1';
    const pool = /Path$|^ObjectName$/.test(name) ? PATHS : NAMES;
    return pool[turn % pool.length] ?? 'x';
  });
}

/** A request that the outcome speaks of, or null when this action has none. */
function requestOf(position: number, seed: number, foreign: boolean, principal: Principal, context: RequestContext) {
  const action = index.actions[position];
  const types = index.anyTypesOf[position] ?? [];
  const type = index.types[types[seed % types.length] ?? -1]?.type;
  const resource = arnOf(type?.arn ?? '*', foreign ? OTHER : OWN, seed);
  const request: AuthorizationRequest = { principal, action: `${action?.service}:${action?.name}`, resource, context };
  return { request, typeName: type?.name, own: !foreign && (types.length === 1 || type?.name !== '*') };
}

const cases = fc.record({
  principal: fc.constantFrom(...PRINCIPALS, ...PRINCIPALS.slice(0, 2), ...PRINCIPALS.slice(0, 2)),
  set: sets,
  facts: fc.constantFrom(...PRINCIPAL_FACTS),
  contexts: fc.array(OPEN_CONTEXT, { minLength: 3, maxLength: 3 }),
  picks: fc.array(fc.tuple(fc.nat(index.actions.length - 1), fc.nat(1000), fc.boolean()), { minLength: 40, maxLength: 40 }),
});

function contextFor(principal: Principal, facts: (typeof PRINCIPAL_FACTS)[number], open: RequestContext): RequestContext {
  const merged = new Map<string, [string, string | readonly string[]]>();
  const put = ([name, value]: [string, string | readonly string[]]) => merged.set(name.toLowerCase(), [name, value]);
  for (const entry of Object.entries(open)) {
    if (facts.absentKeys === undefined || !entry[0].startsWith('aws:PrincipalTag/')) put(entry);
  }
  for (const source of [principalContext(principal), facts.knownContext ?? {}]) Object.entries(source).forEach(put);
  return Object.fromEntries(merged.values());
}

describe('effective permissions in bulk', () => {
  it('never contradict authorize on a request they speak of, for the action as a whole and for its resource type', () => {
    const seen = { allowed: 0, limited: 0, explicitDeny: 0, implicitDeny: 0 };
    fc.assert(
      fc.property(cases, ({ principal, set, facts, contexts, picks }) => {
        const permissions = effectivePermissions(principal, set, index, facts);
        for (const [position, seed, foreign] of picks) {
          const context = contextFor(principal, facts, contexts[seed % contexts.length] ?? {});
          const { request, typeName, own } = requestOf(position, seed, foreign, principal, context);
          const { decision } = authorize(request, set);
          const outcome = permissions.outcomeAt(position);
          seen[outcome] += 1;
          const detail = permissions.detail(request.action);
          expect(detail?.outcome).toBe(outcome);
          const type = detail?.resourceTypes.find(({ name }) => name === typeName)?.outcome;
          for (const [said, speaks] of [[outcome, own] as const, [type, !foreign] as const]) {
            const told = `${said} ${request.action} ${request.resource}`;
            if (said === 'allowed' && speaks) expect(`${told}: ${decision}`).toBe(`${told}: Allowed`);
            if (said === 'explicitDeny') expect(`${told}: ${decision}`).toBe(`${told}: ExplicitDeny`);
            if (said === 'implicitDeny') expect(`${told}: ${decision}`).not.toBe(`${told}: Allowed`);
          }
          const denied = outcome === 'explicitDeny' || outcome === 'implicitDeny';
          expect((detail?.blockedBy.length ?? 0) > 0).toBe(denied);
          expect(detail?.residue === null).toBe(outcome !== 'limited');
        }
      }),
      { numRuns: 300 },
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(100);
  });

  it('leave nothing open where resources are not narrowed and every key is known', () => {
    const known = { 'aws:RequestedRegion': 'eu-north-1', 'aws:MultiFactorAuthPresent': 'true' };
    const absentKeys = ['aws:PrincipalTag/*', 'aws:ResourceTag/*', 'aws:TagKeys'];
    const unnarrowed = fc
      .array(
        fc.record({
          Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
          Action: some(ACTIONS),
          Resource: fc.constant('*'),
          Condition: fc.constantFrom({}, ...CONDITIONS),
        }),
        { minLength: 1, maxLength: 4 },
      )
      .map((list) => samplePolicy('identity', 'open', list));
    fc.assert(
      fc.property(fc.constantFrom(...PRINCIPALS.slice(0, 2)), unnarrowed, (principal, identity) => {
        const set = { identity: [identity] };
        const permissions = effectivePermissions(principal, set, index, { knownContext: known, absentKeys });
        const context = { ...principalContext(principal), ...known };
        index.names.forEach((action, position) => {
          const outcome = permissions.outcomeAt(position);
          if (permissions.detail(action)?.residue?.resourcePolicy) return;
          expect(outcome).not.toBe('limited');
          const { request } = requestOf(position, 1, false, principal, context);
          const { decision } = authorize(request, set);
          expect(decision).toBe(outcome === 'allowed' ? 'Allowed' : outcome === 'explicitDeny' ? 'ExplicitDeny' : 'ImplicitDeny');
        });
      }),
      { numRuns: 20 },
    );
  });

  it('are counted by service and access level exactly once each', () => {
    fc.assert(
      fc.property(cases, ({ principal, set, facts }) => {
        const permissions = effectivePermissions(principal, set, index, facts);
        const codes = permissions.codes();
        const counts = permissions.counts();
        const summary = permissions.summarize();
        for (const outcome of ['allowed', 'limited', 'explicitDeny', 'implicitDeny'] as const) {
          const listed = index.names.filter((_, position) => permissions.outcomeAt(position) === outcome).length;
          expect(counts[outcome]).toBe(listed);
          expect(summary.reduce((sum, { total }) => sum + total[outcome], 0)).toBe(listed);
        }
        expect(codes.length).toBe(index.actions.length);
        expect(summary.reduce((sum, { total }) => sum + total.total, 0)).toBe(index.actions.length);
      }),
      { numRuns: 30 },
    );
  });
});
