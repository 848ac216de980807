import { loadCatalog } from '@gatehouse/catalog/load-catalog';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../policy/parse-policy';
import type { PolicyKind } from '../policy/types';
import { runs } from '../test-runs';
import { textOf } from './cases/case';
import { BROAD_CONDITION_CASES, CONDITION_VALUE_CASES } from './cases/conditions';
import { GRAMMAR_CASES } from './cases/grammar';
import { PRINCIPAL_CASES } from './cases/principals';
import { GRAMMAR_CHECKS } from './checks/grammar';
import { applyEdits } from './edits';
import type { ValidatePolicyOptions } from './types';
import { validatePolicy } from './validate-policy';

const KINDS: readonly PolicyKind[] = ['identity', 'boundary', 'session', 'trust', 'resource', 'scp', 'rcp', 'vpcEndpoint'];
const SEEDS = [...GRAMMAR_CASES, ...CONDITION_VALUE_CASES, ...BROAD_CONDITION_CASES, ...PRINCIPAL_CASES].flatMap((one) => [
  textOf(one.kind, one.bad),
  textOf(one.kind, one.good),
]);

const catalog = loadCatalog();
const options: ValidatePolicyOptions = {
  catalog,
  legacyLimits: true,
  resourceType: 'AWS::S3::Bucket',
  managementAccountId: '111122223333',
  scpLevels: [[]],
};

const kind = fc.constantFrom(...KINDS);

/** Words with a meaning in policies, so that random documents pass the grammar. */
const word = fc.constantFrom(
  'Version',
  '2012-10-17',
  '2008-10-17',
  'Statement',
  'Effect',
  'Allow',
  'Deny',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'AWS',
  'Service',
  'Federated',
  'Condition',
  'Sid',
  'Id',
  's3:*',
  '*',
  '?',
  's3:GetObject',
  'iam:PassRole',
  'sts:AssumeRole',
  'arn:aws:s3:::a/*',
  'arn:aws:iam::1:role/*',
  '${aws:username}',
  '${',
  'StringLike',
  'ForAllValues:StringEquals',
  'IpAddress',
  'Null',
  'NullIfExists',
  'aws:TagKeys',
  'aws:ResourceTag/',
  'aws:SourceIp',
  '10.0.0.1/99',
  '::1/3',
  'ec2.amazonaws.com',
  '',
  '__proto__',
  'constructor',
  ':',
  'a:b:c',
  '\u0000',
  '\ud800',
);
const json = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 6 }, word, fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 4 }),
  object: fc.dictionary(word, tie('value'), { maxKeys: 5 }),
})).object;

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  json.map((value) => JSON.stringify(value)),
  fc.record({ Version: word, Statement: fc.array(json, { maxLength: 3 }) }).map((value) => JSON.stringify(value)),
  // A policy with a part removed, repeated or replaced.
  fc
    .tuple(fc.constantFrom(...SEEDS), fc.nat(), fc.nat({ max: 40 }), fc.oneof(word, fc.string({ maxLength: 5 })))
    .map(([seed, place, length, middle]) => {
      const start = place % (seed.length + 1);
      return seed.slice(0, start) + middle + seed.slice(start + length);
    }),
);

const grammarCodes = new Set(GRAMMAR_CHECKS.map(({ code }) => code));

describe('validatePolicy', () => {
  it('never throws, is deterministic and returns positions inside the text', () => {
    fc.assert(
      fc.property(text, kind, (document, ofKind) => {
        const findings = validatePolicy(document, ofKind, options);
        expect(validatePolicy(document, ofKind, options)).toEqual(findings);
        for (const { locations } of findings)
          for (const { span } of locations) {
            expect(span.start.offset).toBeGreaterThanOrEqual(0);
            expect(span.end.offset).toBeLessThanOrEqual(document.length);
          }
      }),
      runs(1500),
    );
  });

  it('returns an error if the parser refuses the text, so that policies without errors can be saved', () => {
    fc.assert(
      fc.property(text, kind, fc.constantFrom(undefined, 'managed', 'inline'), (document, ofKind, saving) => {
        const errors = validatePolicy(document, ofKind, { saving }).filter(({ findingType }) => findingType === 'ERROR');
        const parsed = parsePolicy(document, ofKind, { saving });
        const named = errors.filter(({ issueCode }) => grammarCodes.has(issueCode) && !SHARED_CODES.has(issueCode));
        if (!parsed.ok) expect(errors).not.toEqual([]);
        else expect(named.length).toBeLessThanOrEqual(parsed.tolerated.length);
      }),
      runs(1500),
    );
  });

  it('offers only fixes with separate edits inside the text', () => {
    fc.assert(
      fc.property(text, kind, (document, ofKind) => {
        for (const { fix } of validatePolicy(document, ofKind, options)) {
          if (!fix) continue;
          const spans = fix.edits.map(({ span }) => span).sort((a, b) => a.start.offset - b.start.offset);
          for (const [index, span] of spans.entries())
            expect(span.start.offset).toBeGreaterThanOrEqual(spans[index - 1]?.end.offset ?? 0);
          expect(typeof applyEdits(document, fix.edits)).toBe('string');
        }
      }),
      runs(500),
    );
  });
});

/** The codes that other checks also use for documents that the parser accepts. */
const SHARED_CODES = new Set(['INVALID_ACTION', 'INVALID_ARN_RESOURCE', 'UNSUPPORTED_ACTION_IN_POLICY']);
