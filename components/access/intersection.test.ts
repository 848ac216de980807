import {
  type AuthorizationRequest,
  explain,
  type OrganizationLevel,
  type PolicyRef,
  type PolicySet,
  type PreparedPolicy,
  preparePolicyText,
} from '@gatehouse/policy/evaluate';
import { describe, expect, it } from 'vitest';
import { policiesOfStep } from './decision-steps';
import { intersectionOf } from './intersection';

const ACCOUNT = '111122223333';
const principal = {
  type: 'User',
  accountId: ACCOUNT,
  arn: `arn:aws:iam::${ACCOUNT}:user/ana`,
  userId: 'AIDAEXAMPLE',
  userName: 'ana',
} as const;

function policy(name: string, type: PolicyRef['type'], statement: object, levelId?: string): PreparedPolicy {
  const origin: PolicyRef['origin'] = levelId === undefined ? { kind: 'direct' } : { kind: 'level', levelId };
  const made = preparePolicyText(
    { id: `${name}@${levelId}`, name, type, origin },
    JSON.stringify({ Version: '2012-10-17', Statement: statement }),
  );
  if (!made.ok) throw new Error('no policy');
  return made.prepared;
}

const allow = { Effect: 'Allow', Action: '*', Resource: '*' };
const level = (id: string, kind: OrganizationLevel<unknown>['kind'], ...policies: PreparedPolicy[]) => ({
  id,
  name: id,
  kind,
  policies,
});
const granted = policy('all', 'identity', allow);
const full = (at: string) => policy('FullAWSAccess', 'scp', allow, at);

function explained(set: Partial<PolicySet<PreparedPolicy>>, other: Partial<AuthorizationRequest> = {}) {
  const request = { principal, action: 's3:GetObject', resource: 'arn:aws:s3:::b/o', resourceAccount: ACCOUNT, context: {} };
  return explain({ ...request, ...other }, { identity: [granted], ...set });
}

function asked(...question: Parameters<typeof explained>) {
  return intersectionOf(explained(...question));
}

describe('intersectionOf', () => {
  it('passes an allowed request through every limit to the grants', () => {
    const shown = asked({
      scp: [level('r', 'root', full('r')), level('a', 'account', full('a'))],
      boundary: policy('most', 'boundary', allow),
    });
    expect(shown.limits.map(({ title, place, outcome }) => [title, place, outcome])).toEqual([
      ['Service control policies', 'Root', 'allowed'],
      ['Service control policies', 'Account a', 'allowed'],
      ['Permissions boundary', undefined, 'allowed'],
    ]);
    expect(shown).toMatchObject({ granted: true, grants: [{ title: 'Identity policies', words: 'all allows it' }] });
  });

  it('denies at the first limit that does not allow the request and shows the outcome of every limit', () => {
    const shown = asked({
      scp: [level('r', 'root', full('r')), level('ou', 'organizationalUnit'), level('a', 'account', full('a'))],
      boundary: policy('most', 'boundary', { ...allow, Action: 'ec2:*' }),
    });
    expect(shown.granted).toBe(false);
    expect(shown.limits.map(({ place, outcome, words }) => [place, outcome, words])).toEqual([
      ['Root', 'allowed', 'FullAWSAccess allows it'],
      ['OU ou', 'implicit-deny', 'No policy is attached here, so nothing is allowed'],
      ['Account a', 'allowed', 'FullAWSAccess allows it'],
      [undefined, 'implicit-deny', 'most does not allow it'],
    ]);
  });

  it('distinguishes an explicit deny from a missing Allow among the grants', () => {
    const deny = policy('never', 'identity', { ...allow, Effect: 'Deny' });
    expect(asked({ identity: [granted, deny] }).grants).toMatchObject([{ outcome: 'explicit-deny', words: 'never denies it' }]);
    expect(asked({ identity: [] })).toMatchObject({ granted: false, grants: [{ outcome: 'implicit-deny' }] });
  });

  it('lists policy types that do not apply, with the reason', () => {
    expect(asked({}).absent.map(({ title, reason }) => [title, reason])).toEqual(
      expect.arrayContaining([['Permissions boundary', 'The principal has no such policy']]),
    );
  });

  it('shows a Deny of a limit even if the limit needs no Allow', () => {
    const shown = asked({
      resource: policy('bucket', 'resource', { ...allow, Principal: { AWS: principal.arn } }),
      boundary: policy('most', 'boundary', { ...allow, Effect: 'Deny' }),
    });
    expect(shown.granted).toBe(false);
    expect(shown.limits).toMatchObject([{ step: 'boundary', outcome: 'explicit-deny', words: 'most denies it' }]);
  });

  it('shows no Deny that does not apply to the caller', () => {
    const root = { type: 'Root', accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:root` } as const;
    const locked = policy('bucket', 'resource', { ...allow, Effect: 'Deny', Principal: '*' });
    const repair = { principal: root, action: 's3:PutBucketPolicy', resource: 'arn:aws:s3:::b' };
    expect(asked({ identity: [], resource: locked }, repair)).toMatchObject({ granted: true, grants: [], limits: [] });
    const never = policy('never', 'scp', { ...allow, Effect: 'Deny' }, 'r');
    const exempt = explained({ scp: [level('r', 'root', full('r'), never)], principalInManagementAccount: true });
    expect(exempt.decision).toBe('Allowed');
    expect(policiesOfStep('explicitDeny', exempt)).toEqual([]);
  });

  it('separates unknown policies from absent ones and is open only if no known policy denies', () => {
    const foreign = { resourceAccount: '444455556666' };
    const hidden = asked({ unknown: ['rcp', 'resource'], scp: [level('r', 'root', full('r'))] }, foreign);
    expect(hidden).toMatchObject({ granted: false, open: true, grantsNeeded: 'both' });
    expect(hidden.grants.map(({ outcome }) => outcome)).toEqual(['allowed', 'unknown']);
    expect(asked({ identity: [], unknown: ['resource'] }, foreign)).toMatchObject({ granted: false, open: false });
    expect(intersectionOf(explained({ unknown: ['resource'] }, foreign), true).open).toBe(false);
    const limits = asked({ unknown: ['scp', 'boundary'] });
    expect(limits.hidden.map(({ title }) => title)).toEqual(['Service control policies', 'Permissions boundary']);
    expect(limits.absent.map(({ title }) => title)).not.toContain('Service control policies');
  });

  it('requires both grants if the resource policy delegates to the account', () => {
    const key = { action: 'kms:Decrypt', resource: `arn:aws:kms:us-east-1:${ACCOUNT}:key/k` };
    const resource = policy('key', 'resource', { ...allow, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } });
    expect(asked({ resource }, key)).toMatchObject({ granted: true, grantsNeeded: 'both' });
    expect(asked({ resource, identity: [] }, key).granted).toBe(false);
  });
});
