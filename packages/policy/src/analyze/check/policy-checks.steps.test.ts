import { describe, expect, it } from 'vitest';
import type { Policy } from '../../policy/types';
import { growthOfSteps } from '../../testing/count-steps';
import { samplePolicy } from '../testing/sample-policies';
import { checkNoNewAccess, checkNoPublicAccessSteps, type PolicyCheck } from './policy-checks';

const allow = (part: object): Policy =>
  samplePolicy('identity', 'checked', { Effect: 'Allow', Action: 's3:*', Resource: '*', ...part }).policy;
const numbered = (count: number, text: (i: number) => string) => Array.from({ length: count }, (_, i) => text(i));

describe('the check of a hostile policy', () => {
  it.each<readonly [string, (size: number) => Policy, PolicyCheck['result']]>([
    ['many patterns of many stars', (size) => allow({ Action: numbered(size, (i) => `s3:${'*a'.repeat(20)}${i}`) }), 'UNKNOWN'],
    ['many patterns of resources', (size) => allow({ Resource: numbered(2 * size, (i) => `arn:aws:s3:::*${i}*x*`) }), 'UNKNOWN'],
    [
      'many patterns in a condition',
      (size) => allow({ Condition: { StringLike: { 'k:v': numbered(5 * size, (i) => `*${i}*`) } } }),
      'PASS',
    ],
    ['many numbers', (size) => allow({ Condition: { NumericLessThan: { 'k:v': numbered(6 * size, String) } } }), 'PASS'],
  ])('takes steps in proportion to its size: %s', async (_name, policy, result) => {
    let found: PolicyCheck['result'] | undefined;
    const check = (size: number) => {
      const checked = policy(size);
      found = checkNoNewAccess(checked, checked).result;
    };
    expect(await growthOfSteps(400, check)).toBeLessThan(2.2);
    expect(found).toBe(result);
  });

  it('divides the comparison of patterns with many wildcards into several steps', () => {
    const statements = numbered(60, (i) => `*${numbered(30, (k) => `${String.fromCharCode(97 + ((i + k) % 26))}*`).join('')}`);
    const checked = samplePolicy('resource', 'hostile', {
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:*',
      Resource: '*',
      Condition: { StringLike: { 'aws:PrincipalArn': statements } },
    }).policy;
    const steps = checkNoPublicAccessSteps(checked, { effort: 0.05 });
    let taken = 0;
    while (!steps.next().done) taken++;
    expect(taken).toBeGreaterThan(20);
  });
});
