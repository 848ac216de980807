import { loadCase } from '@gatehouse/policy/cases/case';
import { explain, preparePolicyText } from '@gatehouse/policy/evaluate';
import { describe, expect, it } from 'vitest';
import { denyingNames, reasonText, verdictSentence } from './verdict-text';

const asked = { resourceAccount: '444455556666', crossAccount: true, policies: [] };

describe('verdictSentence', () => {
  it('names the unknown policies that an allowed result assumes to allow the call', () => {
    const allowed = { decision: 'Allowed', blockedBy: [], ...asked } as const;
    const step = { step: 'rcp', outcome: 'Skipped', statements: [] } as const;
    const unknown = verdictSentence({ ...allowed, steps: [{ ...step, reason: 'notKnownHere' }] });
    expect(unknown).toContain('The resource control policies of account 444455556666 are not known here');
    expect(verdictSentence({ ...allowed, steps: [{ ...step, reason: 'notInEffect' }] })).not.toContain('not known');
    const limits = (['scp', 'boundary'] as const).map((name) => ({ ...step, step: name, reason: 'notKnownHere' }));
    expect(verdictSentence({ ...allowed, steps: limits })).toContain(
      'The policies that limit the caller in its own account (service control policies, a permissions boundary) are not known here. One of them could',
    );
    const own = { ...step, step: 'identity', reason: 'notKnownHere' } as const;
    expect(verdictSentence({ ...allowed, steps: [own, ...limits] })).toContain(
      'The policies that limit the caller in its own account (identity-based policies, service control policies, a permissions boundary) are not known',
    );
  });

  it('names the policies of the caller as the open question if they are unknown', () => {
    const blockedBy = [{ type: 'identity', kind: 'unknown' }] as const;
    const sentence = verdictSentence({ decision: 'ImplicitDeny', blockedBy, steps: [], ...asked });
    expect(sentence).toContain('The result depends on the caller’s policies');
  });

  it('explains that only AWS can change a resource that belongs to AWS', () => {
    const steps = [{ step: 'resource', outcome: 'NoMatch', reason: 'ownedByAws', statements: [] }] as const;
    const blockedBy = [{ type: 'resource', kind: 'implicit' }] as const;
    expect(verdictSentence({ decision: 'ImplicitDeny', blockedBy, steps, ...asked })).toMatch(/^This resource belongs to AWS/);
  });
});

function prepared(type: 'identity' | 'scp', name: string, ...Statement: object[]) {
  const origin = type === 'scp' ? ({ kind: 'level', levelId: 'r' } as const) : ({ kind: 'direct' } as const);
  const made = preparePolicyText({ id: name, type, name, origin }, JSON.stringify({ Version: '2012-10-17', Statement }));
  if (!made.ok) throw new Error(made.issues[0]?.message);
  return made.prepared;
}

const ACCOUNT = '111122223333';
const request = {
  principal: { type: 'User', accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/u`, userId: 'AIDA', userName: 'u' },
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::b/o',
  context: { 'aws:RequestedRegion': 'us-east-1' },
} as const;
const everything = { Effect: 'Allow', Action: '*', Resource: '*' };

describe('the explanation of a denial', () => {
  it('names the statement that nearly matches and the keys of its unmet conditions', () => {
    const Condition = { StringEquals: { 'aws:RequestedRegion': 'eu-north-1' }, Bool: { 'aws:SecureTransport': 'true' } };
    const nearly = prepared('identity', 'Readers', { ...everything, Action: 'sqs:*' }, { ...everything, Sid: 'Here', Condition });
    expect(verdictSentence(explain(request, { identity: [nearly] }))).toContain(
      'Statement Here of Readers would allow it, but its conditions on aws:RequestedRegion, aws:SecureTransport are not met.',
    );
    const far = prepared('identity', 'Queues', { ...everything, Action: 'sqs:*', Condition });
    expect(verdictSentence(explain(request, { identity: [far] }))).not.toContain('would');
  });

  it('names the SCPs that deny, with their levels', () => {
    const full = prepared('scp', 'FullAWSAccess', everything);
    const limit = prepared('scp', 'RegionLimit', { ...everything, Effect: 'Deny' });
    const level = (kind: 'root' | 'organizationalUnit', name: string, ...policies: ReturnType<typeof prepared>[]) => ({
      id: name,
      name,
      kind,
      policies,
    });
    const scp = [level('root', 'Root', full), level('organizationalUnit', 'Workloads', full, limit)];
    expect(denyingNames(explain(request, { identity: [], scp }).scpLevels)).toEqual(['RegionLimit on the OU Workloads']);
  });
});

describe('the SCP step', () => {
  it.each(['anonymous', 'logs.amazonaws.com'])(
    'explains for %s that SCPs do not apply to it, with and without SCPs',
    (principal) => {
      for (const scp of [undefined, [['FullAWSAccess']]]) {
        const asked = { principal, action: 's3:GetObject', resource: 'arn:aws:s3:::b/o', resourceAccount: '444455556666' };
        const loaded = loadCase(scp ? { ...asked, scp } : asked);
        if (!loaded.ok) throw new Error(loaded.message);
        const step = explain(loaded.loaded.request, loaded.loaded.set).steps.find((one) => one.step === 'scp');
        expect(reasonText(step?.reason ?? '', step?.step)).toBe(
          'SCPs apply to principals of the organization’s accounts. This caller is not one of them',
        );
      }
    },
  );
});
