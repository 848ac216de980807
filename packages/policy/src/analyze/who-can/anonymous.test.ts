import { describe, expect, it } from 'vitest';
import { preparePolicyText } from '../../evaluate/prepare-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import type { AccessModel } from '../model/access-model';
import { whoCan } from './who-can';

const OWNER = '111122223333';
const BUCKET = 'arn:aws:s3:::reports';
const OPEN = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' };

function prepared(type: 'resource' | 'rcp', ...Statement: object[]): PreparedPolicy {
  const result = preparePolicyText(
    { id: type, type, name: type, origin: { kind: 'resource', resourceArn: BUCKET } },
    JSON.stringify({ Version: '2012-10-17', Statement }),
  );
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return result.prepared;
}

function anonymous(policy: PreparedPolicy, rcp?: PreparedPolicy) {
  const level = (own: PreparedPolicy[]) => ({ id: 'r', name: 'Root', kind: 'root' as const, policies: own });
  const model: AccessModel = {
    accounts: [
      { accountId: OWNER, name: 'owner', management: false, principals: [], groups: [], ...(rcp && { rcp: [level([rcp])] }) },
    ],
    resources: [{ arn: BUCKET, accountId: OWNER, policy }],
  };
  return whoCan(model, 's3:GetObject', `${BUCKET}/a`).anonymous;
}

const deny = (Condition: object) => ({ ...OPEN, Effect: 'Deny', Condition });

describe('an anonymous caller', () => {
  it('has the access that a policy grants to everybody', () => {
    expect(anonymous(prepared('resource', OPEN))).toBe('always');
  });

  it.each([
    ['aws:PrincipalOrgID', { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } }],
    ['aws:PrincipalOrgPaths', { 'ForAllValues:StringNotLike': { 'aws:PrincipalOrgPaths': 'o-1/*' } }],
    ['aws:PrincipalArn', { ArnNotLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:*' } }],
    ['aws:PrincipalTag/team', { StringNotEquals: { 'aws:PrincipalTag/team': 'blue' } }],
    ['aws:PrincipalAccount', { StringNotEquals: { 'aws:PrincipalAccount': OWNER } }],
    ['aws:username', { Null: { 'aws:username': 'true' } }],
    ['MFA', { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }],
    ['aws:PrincipalIsAWSService', { Null: { 'aws:PrincipalIsAWSService': 'true' } }],
    ['aws:SourceAccount', { StringNotEquals: { 'aws:SourceAccount': OWNER } }],
  ])('is always denied by a Deny on a missing or different %s', (_key, condition) => {
    expect(anonymous(prepared('resource', OPEN, deny(condition)))).toBe('never');
    expect(anonymous(prepared('resource', OPEN), prepared('rcp', deny(condition)))).toBe('never');
  });

  it('is not always denied by a Deny on a key that a request can have', () => {
    const elsewhere = deny({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } });
    expect(anonymous(prepared('resource', OPEN, elsewhere))).toBe('sometimes');
  });
});
