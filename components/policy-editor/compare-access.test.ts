import type { PolicyKind } from '@gatehouse/policy/parse';
import { expect, it } from 'vitest';
import { compareAccess } from './compare-access';

const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: string, Resource = '*') => ({ Effect: 'Allow', Action, Resource });
const deny = (Action: string, Resource = '*') => ({ Effect: 'Deny', Action, Resource });

function compared(before: string, after: string, kind: PolicyKind = 'identity') {
  const steps = compareAccess(before, after, kind);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

it.each([
  ['equal', [allow('s3:Get*'), allow('s3:GetObject')], [allow('s3:Get*')]],
  ['narrower', [allow('s3:*')], [allow('s3:*', 'arn:aws:s3:::b/*')]],
  ['narrower', [allow('s3:*')], [allow('s3:*'), deny('s3:DeleteObject')]],
  ['wider', [allow('s3:GetObject', 'arn:aws:s3:::b/*')], [allow('s3:Get*', 'arn:aws:s3:::b/*')]],
  ['both', [allow('s3:GetObject')], [allow('s3:PutObject')]],
])('compareAccess reports the access of the new document as %s', (answer, before, after) => {
  expect(compared(document(...before), document(...after))).toBe(answer);
});

it('compareAccess compares SCPs and RCPs that only deny by the access that remains', () => {
  const scp = (...actions: string[]) => document(...actions.map((action) => deny(action)));
  expect(compared(scp('s3:*'), scp('s3:*', 'iam:*'), 'scp')).toBe('narrower');
  expect(compared(scp('s3:*'), scp('s3:DeleteBucket'), 'scp')).toBe('wider');
  expect(compared(scp('s3:*'), scp('s3:*'), 'scp')).toBe('equal');
  const rcp = (action: string) => document({ ...deny(action), Principal: '*' });
  expect(compared(rcp('s3:GetObject'), rcp('s3:*'), 'rcp')).toBe('narrower');
});

it('compareAccess compares trust policies by the principals that can assume the role', () => {
  const trust = (AWS: string | string[]) => document({ Effect: 'Allow', Principal: { AWS }, Action: 'sts:AssumeRole' });
  expect(compared(trust('111122223333'), trust(['111122223333', '444455556666']), 'trust')).toBe('wider');
});

it('compareAccess returns null for texts that are not policies', () => {
  expect([compared('{', document(allow('*'))), compared(document(allow('*')), '{}')]).toEqual([null, null]);
});
