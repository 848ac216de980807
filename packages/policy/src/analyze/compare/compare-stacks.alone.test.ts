import { describe, expect, it } from 'vitest';
import type { PreparedPolicy } from '../../evaluate/record';
import type { Principal } from '../../evaluate/types';
import { knownContextOf } from '../model/known-context';
import { sampleIndex, samplePolicy } from '../testing/sample-policies';
import { StackComparer, type StackSide } from './compare-stacks';

const A = '111111111111';
const MARIA: Principal = { type: 'User', accountId: A, arn: `arn:aws:iam::${A}:user/maria`, userId: 'AIDA', userName: 'maria' };
const index = sampleIndex();
const many = <Item>(count: number, of: (at: number) => Item) => Array.from({ length: count }, (_, at) => of(at));
const allow = (more: object) => ({ Effect: 'Allow', Action: '*', Resource: '*', ...more });
const sideOf = (...policies: PreparedPolicy[]): StackSide => ({
  principal: MARIA,
  set: { identity: policies },
  known: knownContextOf(MARIA, {}),
});
const identity = (...statements: object[]) => sideOf(samplePolicy('identity', 'own', statements));

/** Pairs that are hard to compare in different ways. */
const HARD: readonly { name: string; before: StackSide; after: StackSide }[] = [
  {
    name: 'hundreds of buckets',
    before: identity(allow({ Action: 's3:*', Resource: many(300, (at) => `arn:aws:s3:::bucket-${at}/*`) })),
    after: identity(allow({ Action: 's3:*', Resource: many(300, (at) => `arn:aws:s3:::bucket-${at + 1}/*`) })),
  },
  {
    name: 'patterns that overlap in every way',
    before: identity(allow({ Action: 's3:*', Resource: many(60, (at) => `arn:aws:s3:::${'?*'.repeat(at % 9)}a${at}*b*`) })),
    after: identity(allow({ Action: 's3:*', Resource: many(60, (at) => `arn:aws:s3:::*${'a*?'.repeat(at % 7)}${at}*`) })),
  },
  {
    name: 'conditions on forty keys',
    before: identity(
      ...many(40, (at) =>
        allow({
          Condition: { StringEquals: { [`aws:RequestTag/k${at}`]: 'a' }, StringLike: { [`aws:ResourceTag/k${at}`]: 'b*' } },
        }),
      ),
    ),
    after: identity(
      ...many(40, (at) =>
        allow({
          Condition: {
            StringEquals: { [`aws:RequestTag/k${at}`]: 'a' },
            StringLike: { [`aws:ResourceTag/k${at}`]: ['b*', 'c'] },
          },
        }),
      ),
    ),
  },
  {
    name: 'denies that need one another',
    before: identity(
      allow({}),
      ...many(30, (at) => ({
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: { StringNotEquals: { [`aws:RequestTag/k${at}`]: `v${at}` }, Null: { [`aws:RequestTag/k${at + 1}`]: 'true' } },
      })),
    ),
    after: identity(
      allow({}),
      ...many(30, (at) => ({
        Effect: 'Deny',
        Action: '*',
        Resource: '*',
        Condition: {
          StringNotEquals: { [`aws:RequestTag/k${at}`]: `v${at + 1}` },
          Null: { [`aws:RequestTag/k${at + 1}`]: 'true' },
        },
      })),
    ),
  },
  {
    name: 'values with wildcards by the hundred',
    before: identity(allow({ Condition: { StringLike: { 's3:prefix': many(200, (at) => `*${at}*a?`) } } })),
    after: identity(allow({ Condition: { StringLike: { 's3:prefix': many(200, (at) => `*${at}?*b`) } } })),
  },
  {
    name: 'several values of many kinds',
    before: identity(allow({ Condition: { 'ForAllValues:StringLike': { 'aws:TagKeys': many(30, (at) => `t${at}*`) } } })),
    after: identity(allow({ Condition: { 'ForAnyValue:StringNotLike': { 'aws:TagKeys': many(30, (at) => `t${at}?`) } } })),
  },
];

describe('the comparison of hostile policies', () => {
  // Other calls can run between two steps, so a long comparison does not block the process.
  it.each(HARD.map((each) => [each.name, each] as const))(
    'ends after a limited number of steps: %s',
    (_name, { before, after }) => {
      const steps = new StackComparer(index).compare({ before, after, resourceAccount: A });
      let taken = 0;
      for (let step = steps.next(); ; step = steps.next()) {
        taken += 1;
        if (!step.done) continue;
        expect(step.value.verdict === 'undecided').toBe(step.value.reason !== undefined);
        break;
      }
      // The comparison gives up when there is too much to try.
      expect(taken).toBeGreaterThan(5);
      expect(taken).toBeLessThan(5_000);
    },
  );
});
