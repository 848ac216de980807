import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import { describe, expect, it } from 'vitest';
import type { PolicyKind } from '../policy/types';
import { growthOfSteps } from '../testing/count-steps';
import { validatePolicy } from './validate-policy';

const catalog = loadCatalog();
const numbered = (count: number, text: (i: number) => string) => Array.from({ length: count }, (_, i) => text(i));
const principals = (AWS: unknown) => ({ Principal: { AWS }, Action: 'sts:AssumeRole', Resource: undefined });

describe('the validation of a hostile document', () => {
  it.each<readonly [string, PolicyKind, (size: number) => object]>([
    ['a run of letters without a colon', 'rcp', (size) => ({ Principal: '*', Action: `s3${'a'.repeat(size)}` })],
    ['open variables', 'identity', (size) => ({ Resource: `arn:aws:s3:::${'${'.repeat(size)}` })],
    ['open variables before the fifth colon', 'identity', (size) => ({ Resource: `arn:aws:s3:${'${'.repeat(size)}` })],
    ['open variables with names', 'identity', (size) => ({ Resource: `arn:aws:s3:::${'${a'.repeat(size)}` })],
    ['variables with spaces', 'identity', (size) => ({ Resource: `arn:aws:s3:::${'${a b}'.repeat(size)}` })],
    ['actions without a service', 'identity', (size) => ({ Action: numbered(size, (i) => `no${i}`) })],
    [
      'many condition keys',
      'identity',
      (size) => ({ Condition: { Bool: Object.fromEntries(numbered(size, (i) => `k:${i}`).map((key) => [key, 1])) } }),
    ],
    ['many principals', 'trust', (size) => principals(numbered(size, (i) => String(100_000_000_000 + i)))],
    ['many principals that are none', 'trust', (size) => principals(numbered(size, (i) => `no${i}*`))],
  ])('takes steps in proportion to its size: %s', async (_name, ofKind, part) => {
    const validate = (size: number) => {
      const Statement = { Effect: 'Allow', Action: 's3:*', Resource: '*', ...part(size) };
      const document = JSON.stringify({ Version: '2012-10-17', Statement });
      return validatePolicy(document, ofKind, { catalog, legacyLimits: true, scpLevels: [[]] });
    };
    expect(validate(12_000).length).toBeLessThan(10_000);
    expect(await growthOfSteps(3000, validate)).toBeLessThan(2.3);
  });
});
