import { describe, expect, it } from 'vitest';
import type { AccessModel, AccessPrincipal } from '../model/access-model';
import { anySessionOf } from '../model/any-session';
import { FULL_ACCESS, sampleLevel, samplePolicy } from '../testing/sample-policies';
import { openConditions } from './open-conditions';
import { whoCan } from './who-can';

const A = '111111111111';
const ANA = `arn:aws:iam::${A}:user/ana`;
const OBJECT = 'arn:aws:s3:::reports/2026.csv';
const allow = (Condition: object = {}, Resource = '*') => ({ Effect: 'Allow', Action: 's3:*', Resource, Condition });
const MFA = { Bool: { 'aws:MultiFactorAuthPresent': 'true' } };
const REGION = { StringNotEquals: { 'aws:RequestedRegion': 'eu-north-1' } };

function model(statements: readonly object[], more: Partial<AccessPrincipal> = {}, scp: object[] = []): AccessModel {
  const principal = { type: 'User', accountId: A, arn: ANA, userId: 'AIDAANA', userName: 'ana' } as const;
  const identity = statements.map((statement, i) => samplePolicy('identity', `p${i}`, statement));
  const levels = [sampleLevel('account', A, FULL_ACCESS, ...scp.map((statement) => samplePolicy('scp', 'guard', statement)))];
  const account = { accountId: A, name: A, management: false, scp: levels, groups: [] };
  return { accounts: [{ ...account, principals: [{ arn: ANA, principal, identity, ...more }] }], resources: [] };
}

const keys = (of: AccessModel, resource = OBJECT, action = 's3:GetObject') =>
  openConditions(of, ANA, action, resource).conditions.map(({ effect, key, policy }) => [effect, key, policy.name]);

describe('openConditions', () => {
  it('names the conditions of statements that could allow or deny the request', () => {
    const guard = { Effect: 'Deny', Action: '*', Resource: '*', Condition: REGION };
    expect(keys(model([allow(MFA)], {}, [guard]))).toEqual([
      ['Deny', 'aws:RequestedRegion', 'guard'],
      ['Allow', 'aws:MultiFactorAuthPresent', 'p0'],
    ]);
  });

  it('omits conditions when another Allow has none, and conditions of unrelated statements', () => {
    expect(keys(model([allow(MFA), allow()]))).toEqual([]);
    expect(keys(model([allow(MFA), { ...allow(MFA), Action: 'ec2:*' }]), OBJECT, 'ec2:RunInstances')).toEqual([
      ['Allow', 'aws:MultiFactorAuthPresent', 'p1'],
    ]);
    expect(keys(model([allow(MFA, 'arn:aws:s3:::other/*')]))).toEqual([]);
  });

  it('omits conditions that known facts about the principal decide', () => {
    const red = { StringEquals: { 'aws:PrincipalTag/team': 'red' } };
    expect(keys(model([allow(red)], { facts: { knownContext: { 'aws:PrincipalTag/team': 'red' } } }))).toEqual([]);
    expect(keys(model([allow(red)], { facts: { absentKeys: ['aws:PrincipalTag/*'] } }))).toEqual([]);
    expect(keys(model([allow(red)]))).toEqual([['Allow', 'aws:PrincipalTag/team', 'p0']]);
  });

  it('reports when a statement covers only a part of the resources', () => {
    const part = model([allow({}, 'arn:aws:s3:::reports/2026*')]);
    expect(openConditions(part, ANA, 's3:GetObject', 'arn:aws:s3:::reports/*')).toEqual({
      conditions: [],
      partOfResources: true,
      unknownPolicy: false,
    });
    expect(openConditions(part, ANA, 's3:GetObject', OBJECT)).toEqual({
      conditions: [],
      partOfResources: false,
      unknownPolicy: false,
    });
  });

  it('includes the conditions of the trust policy for sts:AssumeRole', () => {
    const arn = `arn:aws:iam::${A}:role/Guarded`;
    const trust = samplePolicy('trust', 'trust', {
      Effect: 'Allow',
      Principal: { AWS: ANA },
      Action: 'sts:AssumeRole',
      Condition: MFA,
    });
    const { accounts } = model([]);
    const role: AccessPrincipal = { arn, principal: anySessionOf({ arn, roleId: 'AROAG', accountId: A }), identity: [], trust };
    const both: AccessModel = {
      accounts: accounts.map((account) => ({ ...account, principals: [...account.principals, role] })),
      resources: [],
    };
    expect(whoCan(both, 'sts:AssumeRole', arn).principals.map(({ access }) => access)).toEqual(['sometimes']);
    expect(keys(both, arn, 'sts:AssumeRole')).toEqual([['Allow', 'aws:MultiFactorAuthPresent', 'trust']]);
  });
});
