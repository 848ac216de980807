import { describe, expect, it } from 'vitest';
import { runCase } from '../cases/run-case';
import { malformedPolicyMessage } from './malformed-message';
import * as points from './open-points';
import { parsePolicy } from './parse-policy';

const STATEMENT = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const text = (statement: object, rest: object = {}) => JSON.stringify({ Version: '2012-10-17', ...rest, Statement: [statement] });

/** Returns the message of a refused document, or the codes of a saved document's issues. */
function saved(document: string, kind: 'identity' | 'trust' = 'identity'): string | string[] {
  const parsed = parsePolicy(document, kind, { saving: 'inline', isServicePrincipal: () => false });
  return parsed.ok ? parsed.tolerated.map(({ code }) => code) : malformedPolicyMessage(parsed.issues, kind);
}

/** Returns the decision for a user with this statement, about an object or the given action and resource. */
function decide(statement: object, { action = 's3:GetObject', resource = 'arn:aws:s3:::b/o' } = {}): string {
  const result = runCase({
    principal: 'arn:aws:iam::111122223333:user/ana',
    action,
    resource,
    identity: [{ Version: '2012-10-17', Statement: { ...STATEMENT, ...statement } }],
  });
  if ('error' in result) throw new Error(result.error);
  return result.decision;
}

describe('the decisions on saving that AWS leaves open', () => {
  it('STAR_COLON_STAR: *:* is stored and matches every action', () => {
    expect(points.STAR_COLON_STAR).toBe('stored');
    expect(saved(text({ ...STATEMENT, Action: '*:*' }))).toEqual([]);
    expect(decide({ Action: '*:*' })).toBe('Allowed');
  });

  it('UNKNOWN_SERVICE_PRINCIPAL: an unknown service principal is stored', () => {
    expect(points.UNKNOWN_SERVICE_PRINCIPAL).toBe('stored');
    const trust = { Effect: 'Allow', Principal: { Service: 'newborn.amazonaws.com' }, Action: 'sts:AssumeRole' };
    expect(saved(text(trust), 'trust')).toEqual([]);
  });

  it.each([
    ['StringEquals', 'ImplicitDeny'],
    ['Bool', 'ImplicitDeny'],
    ['StringNotEquals', 'Allowed'],
    ['StringEqualsIfExists', 'Allowed'],
    ['Null', 'Allowed'],
  ])('CONDITION_KEY_WITHOUT_PREFIX: such a key is stored and never in a request: %s gives %s', (operator, decision) => {
    expect(points.CONDITION_KEY_WITHOUT_PREFIX).toBe('stored');
    const Condition = { [operator]: { mfa: 'true' } };
    expect(saved(text({ ...STATEMENT, Condition }))).toEqual(['INVALID_CONDITION_KEY_FORMAT']);
    expect(decide({ Condition })).toBe(decision);
  });

  it('CONDITION_KEY_WITHOUT_PREFIX: the list of values of such a key may be empty', () => {
    expect(saved(text({ ...STATEMENT, Condition: { StringEquals: { mfa: [] } } }))).toEqual(['INVALID_CONDITION_KEY_FORMAT']);
  });

  it('ID_IN_IDENTITY_POLICY: a string Id is stored, other types are refused', () => {
    expect(points.ID_IN_IDENTITY_POLICY).toBe('stored');
    expect(saved(text(STATEMENT, { Id: 'of-2019' }))).toEqual(['UNSUPPORTED_ELEMENT']);
    const parsed = parsePolicy(text(STATEMENT, { Id: 'of-2019' }), 'identity');
    expect(parsed.ok && parsed.policy.id).toBe('of-2019');
    for (const Id of [['x'], { x: 1 }, 7]) expect(saved(text(STATEMENT, { Id }))).toBe('Syntax errors in policy.');
  });

  it('SHORT_ARN: a short ARN is stored and matches as if * completed it', () => {
    expect(points.SHORT_ARN).toBe('stored');
    const topic = { action: 'sns:Publish', resource: 'arn:aws:sns:eu-west-1:111122223333:t' };
    const publish = (Resource: string) => {
      expect(saved(text({ ...STATEMENT, Resource }))).toEqual([]);
      return decide({ Action: 'sns:Publish', Resource }, topic);
    };
    for (const given of ['arn:aws:sns', 'arn:aws:sns:eu-west-1', 'arn:*:sns:eu-west-?', 'arn:aws:sns:eu-west-1:111122223333'])
      expect(publish(given)).toBe('Allowed');
    for (const given of ['arn:aws:sqs', 'arn:aws:sns:eu-west-2', 'arn:aws:sns:eu-west-1:444455556666', 'arn:aws:sns:'])
      expect(publish(given)).toBe('ImplicitDeny');
  });

  it('SHORT_ARN: an ARN with an empty part in the middle or without a service is refused', () => {
    for (const Resource of ['arn:aws:sns::t', 'arn:aws:sns::111122223333', 'arn:aws:', 'arn:aws::eu-west-1'])
      expect(saved(text({ ...STATEMENT, Resource }))).toBe('The policy failed legacy parsing');
  });

  it('VENDOR_WITH_DOT: a service prefix with a dot is stored and matches no action', () => {
    expect(points.VENDOR_WITH_DOT).toBe('stored');
    expect(saved(text({ ...STATEMENT, Action: ['s3.eu:GetObject', '.s3:*'] }))).toEqual([]);
    expect(decide({ Action: ['s3.eu:GetObject', '.s3:*'] })).toBe('ImplicitDeny');
  });

  it('UNKNOWN_OPERATOR_WITHOUT_KEYS: an unknown operator is stored and has no effect; with a key it is refused', () => {
    expect(points.UNKNOWN_OPERATOR_WITHOUT_KEYS).toBe('stored');
    expect(saved(text({ ...STATEMENT, Condition: { StringMatches: {} } }))).toEqual(['INVALID_CONDITION_OPERATOR']);
    expect(decide({ Condition: { StringMatches: {} } })).toBe('Allowed');
    const withKey = { ...STATEMENT, Condition: { StringMatches: { 'aws:username': 'ana' } } };
    expect(saved(text(withKey))).toBe('Syntax errors in policy.');
  });
});
