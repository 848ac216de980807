import { describe, expect, it } from 'vitest';
import {
  explain,
  type OrganizationLevel,
  type PolicyRef,
  type PolicySet,
  type PreparedPolicy,
  preparePolicyText,
} from '@/lib/engine';
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

function asked(set: Partial<PolicySet<PreparedPolicy>>) {
  const request = { principal, action: 's3:GetObject', resource: 'arn:aws:s3:::b/o', resourceAccount: ACCOUNT, context: {} };
  return intersectionOf(explain(request, { identity: [granted], ...set }));
}

describe('a decision as the intersection of levels', () => {
  it('lets an allowed request through every limit, into what is granted', () => {
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

  it('stops it at the first limit that does not leave it, and says of each further in what it would have said', () => {
    const shown = asked({
      scp: [level('r', 'root', full('r')), level('ou', 'organizationalUnit'), level('a', 'account', full('a'))],
      boundary: policy('most', 'boundary', { ...allow, Action: 'ec2:*' }),
    });
    expect(shown.granted).toBe(false);
    expect(shown.limits.map(({ place, outcome, words }) => [place, outcome, words])).toEqual([
      ['Root', 'allowed', 'FullAWSAccess allows it'],
      ['OU ou', 'implicit-deny', 'No policy is here, so nothing is allowed'],
      ['Account a', 'allowed', 'FullAWSAccess allows it'],
      [undefined, 'implicit-deny', 'most does not allow it'],
    ]);
  });

  it('tells a Deny from a missing Allow, also among what grants', () => {
    const deny = policy('never', 'identity', { ...allow, Effect: 'Deny' });
    expect(asked({ identity: [granted, deny] }).grants).toMatchObject([{ outcome: 'explicit-deny', words: 'never denies it' }]);
    expect(asked({ identity: [] })).toMatchObject({ granted: false, grants: [{ outcome: 'implicit-deny' }] });
  });

  it('names what has no say, with the reason', () => {
    expect(asked({}).absent.map(({ title, reason }) => [title, reason])).toEqual(
      expect.arrayContaining([['Permissions boundary', 'The principal has none']]),
    );
  });
});
