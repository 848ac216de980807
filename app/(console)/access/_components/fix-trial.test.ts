import type { PolicyRef } from '@gatehouse/policy/evaluate';
import { describe, expect, it } from 'vitest';
import { questionHref } from '../question-fragment';
import { readFragment } from '../read-fragment';
import { askedSo, trialOf, withDraft } from './fix-trial';

const policy = (type: PolicyRef['type'], id = 'p'): PolicyRef => ({ id, type, name: 'keep', origin: { kind: 'direct' } });
const fix = { alternative: 1, step: 1, sentence: 'Do it.' };

describe('trialOf', () => {
  it('adds a new policy of the caller as a draft and a new resource policy to the question', () => {
    const way = { kind: 'create', type: 'identity' } as const;
    expect(trialOf({ ...fix, way, document: '{}' }, undefined)).toEqual({
      draft: { kind: 'add', type: 'identity', levelId: undefined, name: 'new policy', document: '{}' },
    });
    expect(trialOf({ ...fix, way: { ...way, type: 'trust' }, document: '{}' }, undefined)).toEqual({
      question: { ResourcePolicy: '{}' },
    });
    // The first policy has no document that the reader may see. Ask cannot try VPC endpoint policies.
    expect(trialOf({ ...fix, way }, undefined)).toBeNull();
    expect(trialOf({ ...fix, way: { ...way, type: 'vpcEndpoint' }, document: '{}' }, undefined)).toBeNull();
  });

  it('edits a policy of the caller, edits an SCP on all levels, and detaches a policy', () => {
    const way = { kind: 'edit', statement: 0 } as const;
    const edit = { ...fix, policyId: 'p@ou-1', document: '{}', way };
    expect(trialOf(edit, policy('scp', 'p@ou-1'))).toEqual({ draft: { kind: 'replace', policyId: 'p', document: '{}' } });
    expect(trialOf(edit, policy('identity', 'p@ou-1'))).toEqual({
      draft: { kind: 'replace', policyId: 'p@ou-1', document: '{}' },
    });
    expect(trialOf(edit, policy('trust', 'p@ou-1'))).toEqual({ question: { ResourcePolicy: '{}' } });
    expect(trialOf({ ...fix, policyId: 'p', way: { kind: 'detach' } }, policy('boundary'))).toEqual({
      draft: { kind: 'remove', policyId: 'p' },
    });
    expect(trialOf({ ...fix, policyId: 'p', way: { kind: 'detach' } }, policy('trust'))).toBeNull();
  });

  it('changes the context keys and the credential of the call and keeps the other keys of the question', () => {
    const trial = trialOf({ ...fix, way: { kind: 'call', context: { 'aws:RequestedRegion': 'eu-west-1' } } }, undefined);
    if (!trial || !('question' in trial)) throw new Error('no question');
    const question = {
      Action: 's3:GetObject',
      Resource: '*',
      Context: [
        { Key: 'AWS:requestedregion', Values: ['us-east-1'] },
        { Key: 'aws:SourceIp', Values: ['10.0.0.1'] },
      ],
    };
    expect(askedSo(question, trial.question).Context).toEqual([
      { Key: 'aws:SourceIp', Values: ['10.0.0.1'] },
      { Key: 'aws:RequestedRegion', Values: ['eu-west-1'] },
    ]);
    expect(trialOf({ ...fix, way: { kind: 'call', credential: 'sessionTokenWithMfa' } }, undefined)).toMatchObject({
      question: { Credential: 'sessionTokenWithMfa' },
    });
  });

  it('keeps one draft per policy and one new SCP per level', () => {
    const scp = (levelId: string) => ({ kind: 'add', type: 'scp', name: 'new policy', document: '{}', levelId }) as const;
    const twice = withDraft(withDraft(withDraft([], scp('r')), scp('ou')), { ...scp('r'), document: '{"a":1}' });
    expect(twice.map((draft) => ('levelId' in draft ? draft.levelId : null))).toEqual(['ou', 'r']);
  });
});

it('writes the question into the address and its drafts into the fragment', () => {
  const Drafts = [{ kind: 'remove', policyId: 'p' } as const];
  const href = questionHref(
    { PrincipalArn: 'arn:aws:iam::111122223333:user/a', Action: 's3:GetObject', Resource: '*', Credential: 'console', Drafts },
    'Do it.',
  );
  const { pathname, searchParams, hash } = new URL(href, 'http://here');
  expect([pathname, searchParams.get('credential')]).toEqual(['/access/ask', 'console']);
  expect(searchParams.toString()).not.toContain('remove');
  expect(readFragment(hash)).toEqual({ Drafts, Try: 'Do it.' });
});
