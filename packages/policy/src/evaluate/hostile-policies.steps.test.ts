import { describe, expect, it } from 'vitest';
import { growthOfSteps } from '../testing/count-steps';
import { explain } from './explain';
import { preparePolicyText } from './prepare-policy';
import type { AuthorizationRequest } from './types';

const ACCOUNT = '111122223333';
const request: AuthorizationRequest = {
  principal: { type: 'User', accountId: ACCOUNT, arn: `arn:aws:iam::${ACCOUNT}:user/a`, userId: 'A', userName: 'a' },
  action: 's3:GetObject',
  resource: `arn:aws:s3:::${'a'.repeat(1000)}`,
  context: { 'k:v': 'a'.repeat(200) },
};
const REF = { id: 'p', type: 'identity', name: 'p', origin: { kind: 'inline' } } as const;
const numbered = (count: number, text: (i: number) => string) => Array.from({ length: count }, (_, i) => text(i));
const stars = (size: number) => `${'*a'.repeat(size)}b`;

describe('the evaluation of a hostile policy', () => {
  it.each<readonly [string, (size: number) => object]>([
    ['a resource of stars', (size) => ({ Resource: `arn:aws:s3:::${stars(size)}` })],
    ['a condition of stars', (size) => ({ Condition: { StringLike: { 'k:v': stars(size) } } })],
    ['a variable among stars', (size) => ({ Resource: `arn:aws:s3:::${stars(size)}\${k:v}` })],
    ['many actions', (size) => ({ Action: numbered(size, (i) => `s3:A*${i}`) })],
    ['many variables', (size) => ({ Resource: `arn:aws:s3:::${'${k:v}'.repeat(size)}` })],
    ['many open variables', (size) => ({ Resource: `arn:aws:s3:::${'${'.repeat(size)}` })],
    ['many unclosed defaults', (size) => ({ Resource: `arn:aws:s3:::${"${k:v, '".repeat(size)}` })],
    [
      'many condition values',
      (size) => ({ Condition: { 'ForAllValues:StringLike': { 'k:v': numbered(size, (i) => `*${i}*x`) } } }),
    ],
  ])('takes steps in proportion to its size: %s', async (_name, part) => {
    const decide = (size: number) => {
      const statement = { Effect: 'Allow', Action: 's3:*', Resource: '*', ...part(size) };
      const text = JSON.stringify({ Version: '2012-10-17', Statement: statement });
      const result = preparePolicyText(REF, text, { author: 'aws' });
      if (!result.ok) throw new Error('the policy was not read');
      explain(request, { identity: [result.prepared] });
    };
    expect(await growthOfSteps(1000, decide)).toBeLessThan(2.2);
  });
});
