import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LiveRecord, type PreparedPolicy, STRENGTH } from '../../evaluate/record';
import { prepareRequest } from '../../evaluate/request';
import type { Principal, RequestContext } from '../../evaluate/types';
import { matchAction } from '../../match/match-action';
import { matchResource } from '../../match/match-resource';
import { runs } from '../../test-runs';
import { samplePolicy } from '../testing/sample-policies';
import { checkAccessNotGranted, checkNoNewAccess, checkNoPublicAccess } from './policy-checks';
import { STRANGERS } from './sample-callers';

const A = '111111111111';
const B = '222222222222';
const ACTIONS = ['*', 's3:*', 's3:Get*', 's3:GetObject', 's3:?etObject', 'sqs:*', '*:*Object'];
const RESOURCES = [
  '*',
  'arn:aws:s3:::a',
  'arn:aws:s3:::a/*',
  'arn:aws:s3:::a*',
  'arn:aws:s3:::*/x',
  'arn:aws:s3:::${aws:username}/*',
  'arn:aws:sqs:*:1*:q?',
];
const CONDITIONS = [
  {},
  {},
  { StringEquals: { 'aws:RequestedRegion': 'eu-1' } },
  { StringNotEquals: { 'aws:RequestedRegion': ['eu-1', 'eu-2'] } },
  { StringLikeIfExists: { 'aws:RequestedRegion': 'eu-*' } },
  { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
  { 'ForAnyValue:StringNotLike': { 'aws:TagKeys': 'a*' } },
  { NumericLessThan: { 's3:max-keys': '10' } },
  { NumericNotEquals: { 's3:max-keys': ['10', '-0.5'] } },
  { DateGreaterThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
  { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '2001:db8::/32'] } },
  { NotIpAddress: { 'aws:SourceIp': '10.1.0.0/16' } },
  { Null: { 'aws:username': 'true' } },
  { StringEquals: { 'aws:username': ['maria', 'x'] } },
  { StringEquals: { 'aws:RequestedRegion': '${aws:username}' } },
  { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${A}:*/maria` } },
  { ArnNotEquals: { 'aws:PrincipalArn': `arn:aws:iam::${A}:user/maria` } },
  { Bool: { 'aws:SecureTransport': 'true' } },
  { StringEquals: { 'aws:PrincipalAccount': A } },
];
const MARIA = `arn:aws:iam::${A}:user/maria`;
const OPS = `arn:aws:iam::${B}:role/Ops`;
const PRINCIPALS: readonly unknown[] = [
  '*',
  { AWS: A },
  { AWS: MARIA },
  { AWS: OPS },
  { AWS: `arn:aws:sts::${B}:assumed-role/Ops/s` },
  { AWS: [B, MARIA] },
  { Service: 'x.amazonaws.com' },
];

const CALLERS: readonly Principal[] = [
  ...STRANGERS,
  { type: 'User', accountId: A, arn: MARIA, userId: 'AIDAMARIA', userName: 'maria' },
  { type: 'User', accountId: B, arn: `arn:aws:iam::${B}:user/x`, userId: 'AIDAX', userName: 'x' },
  { type: 'Root', accountId: A, arn: `arn:aws:iam::${A}:root` },
  {
    type: 'AssumedRole',
    accountId: B,
    arn: `arn:aws:sts::${B}:assumed-role/Ops/s`,
    roleArn: OPS,
    roleId: 'AROAOPS',
    sessionName: 's',
    serviceLinked: false,
  },
  { type: 'Service', serviceName: 'x.amazonaws.com' },
];

const some = <T>(from: readonly T[]) => fc.uniqueArray(fc.constantFrom(...from), { minLength: 1, maxLength: 2 });
function policy(type: 'identity' | 'resource'): fc.Arbitrary<PreparedPolicy> {
  const statement = fc
    .record({
      Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
      actions: some(ACTIONS),
      resources: some(RESOURCES),
      negated: fc.constantFrom('', '', '', 'Action', 'Resource', 'Principal'),
      Condition: fc.constantFrom(...CONDITIONS),
      principal: fc.constantFrom(...PRINCIPALS),
    })
    .map(({ Effect, actions, resources, negated, Condition, principal }) => ({
      Effect,
      [negated === 'Action' ? 'NotAction' : 'Action']: actions,
      [negated === 'Resource' ? 'NotResource' : 'Resource']: resources,
      Condition,
      ...(type === 'resource'
        ? { [negated === 'Principal' && Effect === 'Deny' ? 'NotPrincipal' : 'Principal']: principal }
        : {}),
    }));
  return fc.array(statement, { minLength: 1, maxLength: 3 }).map((list) => samplePolicy(type, 'checked', list));
}

const rare = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const CONTEXT: fc.Arbitrary<RequestContext> = fc
  .record({
    'aws:RequestedRegion': rare(fc.constantFrom('eu-1', 'eu-2', 'eu-3', 'us-1', 'maria', '')),
    'aws:TagKeys': rare(fc.subarray(['a', 'b', 'c', 'ab', ''])),
    's3:max-keys': rare(fc.constantFrom('9.99', '10', '10.01', '-0.5', '-1', 'many')),
    'aws:CurrentTime': rare(fc.constantFrom('2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z')),
    'aws:SourceIp': rare(fc.constantFrom('10.0.0.1', '10.1.2.3', '11.0.0.0', '9.255.255.255', '2001:db8::1', '::1')),
    'aws:username': rare(fc.constantFrom('maria', 'x', 'a')),
    'aws:PrincipalArn': rare(fc.constantFrom(MARIA, `arn:aws:iam::${A}:role/maria`, OPS, 'nonsense')),
    'aws:SecureTransport': rare(fc.constantFrom('true', 'false')),
    'aws:PrincipalAccount': rare(fc.constantFrom(A, B)),
  })
  .map((context) =>
    Object.fromEntries(Object.entries(context).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))),
  );

const requests = fc.array(
  fc.record({
    principal: fc.constantFrom(...CALLERS),
    action: fc.constantFrom('s3:GetObject', 's3:PutObject', 's3:ListBucket', 'sqs:SendMessage', 'iam:GetUser'),
    resource: fc.constantFrom(
      '*',
      'arn:aws:s3:::a',
      'arn:aws:s3:::a/x',
      'arn:aws:s3:::ab/x',
      'arn:aws:s3:::maria/y',
      'arn:aws:sqs:r:1:q1',
      'arn:aws:s3:::b',
    ),
    context: CONTEXT,
    hasBoundary: fc.boolean(),
  }),
  { minLength: 60, maxLength: 60 },
);
type Request = { principal: Principal; action: string; resource: string; context: RequestContext; hasBoundary: boolean };

/** Returns the strength of a policy's grant for a request, and 0 if the policy does not allow it. */
function strength(checked: PreparedPolicy, { hasBoundary, ...request }: Request): number {
  const record = new LiveRecord(prepareRequest(request, hasBoundary));
  if (record.denies(checked).length > 0) return 0;
  if (checked.ref.type === 'resource') return STRENGTH[record.grant(checked).class];
  return record.allow(checked) < 0 ? 0 : STRENGTH.DIRECT;
}

describe('policy checks', () => {
  it.each(['identity', 'resource'] as const)(
    'never pass a %s policy that grants more, and return a valid witness request when they fail',
    (type) => {
      const seen = { PASS: 0, FAIL: 0, UNKNOWN: 0 };
      fc.assert(
        fc.property(policy(type), policy(type), requests, (existing, updated, tried) => {
          const check = checkNoNewAccess(existing.policy, updated.policy);
          seen[check.result] += 1;
          if (check.result === 'PASS') {
            for (const request of tried) expect(strength(updated, request)).toBeLessThanOrEqual(strength(existing, request));
          }
          if (check.result !== 'FAIL') return;
          for (const { witness } of check.findings) {
            if (witness === null) throw new Error('a failure has a witness');
            const { principal, ...rest } = witness;
            const told = { ...rest, principal: principal ?? { type: 'Anonymous' } } as const;
            const more = [false, true].some(
              (hasBoundary) => strength(updated, { ...told, hasBoundary }) > strength(existing, { ...told, hasBoundary }),
            );
            expect(more).toBe(true);
          }
        }),
        runs(600),
      );
      expect(seen.PASS).toBeGreaterThan(6);
      expect(seen.FAIL).toBeGreaterThan(30);
      // The result is unknown only for variables in conditions and for ambiguous values.
      expect(seen.UNKNOWN).toBeLessThan(150);
    },
  );

  it('never pass a policy that grants the listed access', () => {
    let passed = 0;
    const access = fc.record({ actions: some(ACTIONS.slice(1)), resources: some(RESOURCES.filter((one) => !one.includes('$'))) });
    fc.assert(
      fc.property(policy('identity'), access, requests, (checked, { actions, resources }, tried) => {
        const check = checkAccessNotGranted(checked.policy, { actions, resources });
        if (check.result !== 'PASS') return;
        passed += 1;
        for (const request of tried) {
          const named =
            actions.some((one) => matchAction(one, request.action)) &&
            resources.some((one) => one === request.resource || matchResource(one, request.resource));
          if (named) expect(strength(checked, request)).toBe(0);
        }
      }),
      runs(400),
    );
    expect(passed).toBeGreaterThan(6);
  });

  it('never pass a policy that grants unconditional access to an unknown principal', () => {
    let passed = 0;
    fc.assert(
      fc.property(policy('resource'), requests, (checked, tried) => {
        if (checkNoPublicAccess(checked.policy).result !== 'PASS') return;
        passed += 1;
        for (const request of tried) {
          for (const principal of STRANGERS)
            expect(strength(checked, { ...request, principal, context: {}, hasBoundary: false })).toBe(0);
        }
      }),
      runs(300),
    );
    expect(passed).toBeGreaterThan(6);
  });
});
