import { describe, expect, it } from 'vitest';
import { type CaseResult, runCase } from '../cases/run-case';
import { matchArn } from '../match/match-arn';
import { matchResource } from '../match/match-resource';
import * as points from './open-points';

const A = '111122223333';
const USER = `arn:aws:iam::${A}:user/ana`;
const FEDERATED = { type: 'FederatedUser', arn: `arn:aws:sts::${A}:federated-user/bob`, sourceArn: USER };
const allowAll = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
const ask = { principal: USER, action: 's3:GetObject', resource: 'arn:aws:s3:::b/o' };

function decide(value: object): CaseResult {
  const result = runCase(value);
  if ('error' in result) throw new Error(result.error);
  return result;
}

/** Tests whether an Allow with this condition applies. */
function holds(Condition: object, context: object): boolean {
  const policy = { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition } };
  return decide({ ...ask, identity: [policy], context }).decision === 'Allowed';
}

const denyNotPrincipal = (...AWS: string[]) => ({
  Statement: { Effect: 'Deny', NotPrincipal: { AWS }, Action: '*', Resource: '*' },
});

describe('the decisions on questions that AWS leaves open', () => {
  it('VARIABLES_BEFORE_FIFTH_COLON: a variable before the fifth colon matches nothing', () => {
    expect(points.VARIABLES_BEFORE_FIFTH_COLON).toBe('matchesNothing');
    expect(matchResource('arn:aws:sqs:eu-west-1:${aws:PrincipalAccount}:q', `arn:aws:sqs:eu-west-1:${A}:q`, () => A)).toBe(false);
    expect(matchResource('arn:aws:s3:::${aws:PrincipalAccount}', `arn:aws:s3:::${A}`, () => A)).toBe(true);
  });

  it('NOT_RESOURCE_WITHOUT_VALUE: an Allow with an unresolved variable grants nothing, a Deny still denies', () => {
    expect(points.NOT_RESOURCE_WITHOUT_VALUE).toBe('grantsNothing');
    const leavingOut = (Effect: string) => ({
      Version: '2012-10-17',
      Statement: { Effect, Action: '*', NotResource: 'arn:aws:s3:::home/${k:v}/*' },
    });
    const decision = (identity: object[], context: object) => decide({ ...ask, identity, context }).decision;
    expect(decision([leavingOut('Allow')], {})).toBe('ImplicitDeny');
    expect(decision([leavingOut('Allow')], { 'k:v': 'x' })).toBe('Allowed');
    expect(decision([allowAll, leavingOut('Deny')], {})).toBe('ExplicitDeny');
  });

  it('ARN_OPERATOR_STAR: a single * matches any ARN, and only ARNs', () => {
    expect(points.ARN_OPERATOR_STAR).toBe('any');
    expect(matchArn('*', USER)).toBe(true);
    expect(matchArn('*', 'not an arn')).toBe(false);
  });

  it('ARN_LEADING_VARIABLE_HOLDS_PARTS: a variable at the start can be a whole ARN, elsewhere only a part', () => {
    expect(points.ARN_LEADING_VARIABLE_HOLDS_PARTS).toBe(true);
    const same = { ArnEquals: { 'aws:PrincipalArn': '${aws:SourceArn}' } };
    expect(holds(same, { 'aws:SourceArn': USER })).toBe(true);
    expect(holds(same, { 'aws:SourceArn': `${USER}2` })).toBe(false);
    expect(holds(same, { 'aws:SourceArn': `arn:aws:iam::${A}:user/*` })).toBe(false);
    expect(holds({ ArnNotEquals: { 'aws:PrincipalArn': '${aws:SourceArn}' } }, { 'aws:SourceArn': USER })).toBe(false);
    const inside = { ArnLike: { 'aws:SourceArn': 'arn:aws:sns:*:${k:v}:t' } };
    expect(holds(inside, { 'aws:SourceArn': 'arn:aws:sns:r:1:2:t', 'k:v': '1:2' })).toBe(false);
    expect(holds(inside, { 'aws:SourceArn': 'arn:aws:sns:r:1:t', 'k:v': '1' })).toBe(true);
  });

  it('PLAIN_OPERATOR_MATCHES_SEVERAL_VALUES: neither an operator nor its negation matches several values', () => {
    expect(points.PLAIN_OPERATOR_MATCHES_SEVERAL_VALUES).toBe(false);
    expect(holds({ StringEquals: { 'k:v': 'a' } }, { 'k:v': ['a', 'b'] })).toBe(false);
    expect(holds({ StringNotEquals: { 'k:v': 'c' } }, { 'k:v': ['a', 'b'] })).toBe(false);
  });

  it('LIST_OF_ONE_IS_SINGLE: a list of one is a single value for plain operators and variables', () => {
    expect(points.LIST_OF_ONE_IS_SINGLE).toBe(true);
    expect(holds({ StringEquals: { 'k:v': 'a' } }, { 'k:v': ['a'] })).toBe(true);
    expect(holds({ StringEquals: { 'k:v': '${k:w}' } }, { 'k:v': 'a', 'k:w': ['a'] })).toBe(true);
  });

  it('AMBIGUOUS_KEY_MATCHES: keys that differ only by case match nothing', () => {
    expect(points.AMBIGUOUS_KEY_MATCHES).toBe(false);
    expect(holds({ StringEquals: { 'k:v': 'a' } }, { 'k:v': 'a', 'K:V': 'a' })).toBe(false);
    expect(holds({ StringNotEquals: { 'k:v': 'b' } }, { 'k:v': 'a', 'K:V': 'a' })).toBe(false);
  });

  it('IPV6_DEFAULT_PREFIX: an address without a prefix matches only itself', () => {
    expect(points.IPV6_DEFAULT_PREFIX).toBe(128);
    expect(holds({ IpAddress: { 'k:v': '2001:db8::1' } }, { 'k:v': '2001:db8::1' })).toBe(true);
    expect(holds({ IpAddress: { 'k:v': '2001:db8::1' } }, { 'k:v': '2001:db8::2' })).toBe(false);
  });

  it('WILDCARD_ADMITS_FEDERATED: the principal * does not include web identities', () => {
    expect(points.WILDCARD_ADMITS_FEDERATED).toBe(false);
    const action = 'sts:AssumeRoleWithWebIdentity';
    const trustPolicy = { Statement: { Effect: 'Allow', Principal: '*', Action: action } };
    const principal = { type: 'WebIdentity', provider: 'accounts.google.com' };
    expect(decide({ principal, action, resource: `arn:aws:iam::${A}:role/r`, trustPolicy }).decision).toBe('ImplicitDeny');
  });

  it('ALLOW_NOT_PRINCIPAL_EXCLUDES: an Allow excludes principals that are named in any way', () => {
    expect(points.ALLOW_NOT_PRINCIPAL_EXCLUDES).toBe('anyNamed');
    const resourcePolicy = { Statement: { Effect: 'Allow', NotPrincipal: { AWS: A }, Action: '*', Resource: '*' } };
    expect(decide({ ...ask, resourcePolicy }).decision).toBe('ImplicitDeny');
  });

  it('NOT_PRINCIPAL_NEEDS_SOURCE_USER: naming the session and the account exempts a federated user', () => {
    expect(points.NOT_PRINCIPAL_NEEDS_SOURCE_USER).toBe(false);
    const asks = { ...ask, principal: FEDERATED, identity: [allowAll], session: [allowAll] };
    expect(decide({ ...asks, resourcePolicy: denyNotPrincipal(FEDERATED.arn, A) }).decision).toBe('Allowed');
    expect(decide({ ...asks, resourcePolicy: denyNotPrincipal(FEDERATED.arn) }).decision).toBe('ExplicitDeny');
  });

  it('ASSUMED_ROOT_BYPASSES_TASK_POLICY: a resource policy grants nothing beyond the task policy', () => {
    expect(points.ASSUMED_ROOT_BYPASSES_TASK_POLICY).toBe(false);
    const principal = { type: 'AssumedRoot', arn: `arn:aws:sts::${A}:assumed-root` };
    const resourcePolicy = { Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } };
    expect(decide({ ...ask, principal, resourcePolicy, session: [] }).blockedBy).toEqual(['session']);
  });

  it('SESSION_POLICY_BINDS_LONG_TERM_CALLER: a session policy is ignored for long-term credentials', () => {
    expect(points.SESSION_POLICY_BINDS_LONG_TERM_CALLER).toBe(false);
    expect(decide({ ...ask, identity: [allowAll], session: [] }).decision).toBe('Allowed');
  });

  it('EXPLICIT_DENY_ORDER: blockers are reported in the order of the list', () => {
    const deny = { Statement: { Effect: 'Deny', Action: '*', Resource: '*' } };
    const named = { Statement: { Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' } };
    const { blockedBy } = decide({
      ...ask,
      principal: `arn:aws:sts::${A}:assumed-role/r/s`,
      identity: [deny],
      boundary: deny,
      session: [deny],
      resourcePolicy: named,
      scp: [[deny]],
      rcp: [[{ Statement: { ...named.Statement, Action: 's3:*' }, Version: '2012-10-17' }]],
      vpcEndpoint: named,
    });
    expect(blockedBy).toEqual([...points.EXPLICIT_DENY_ORDER]);
  });
});
