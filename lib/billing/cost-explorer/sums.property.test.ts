import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { AccountLine } from '../bill/rows';
import { SumsMaker } from '../bill/sums';
import { sumsReader } from '../bill/sums-reader';
import { textAt } from '../bill/texts';
import { type CategoryDefinition, toCategory } from './categories';
import { asksForAccounts, type Expression, ofAccount, toMatches } from './filter';
import { asksByAccount, checkGroupings, type Grouping } from './grouping';
import type { Known } from './known';
import { findMetric, METRIC_NAMES } from './metrics';
import { addFromSums } from './read-costs';
import { addLines, type Question, type Tally } from './tally';

const DAYS = 31;
const ACCOUNTS = ['111122223333', '444455556666', '777788889999'];

const amount = fc.oneof(
  { weight: 20, arbitrary: fc.bigInt(0n, 10n ** 12n) },
  { weight: 1, arbitrary: fc.bigInt(2n ** 62n, 2n ** 66n) },
  { weight: 3, arbitrary: fc.constant(0n) },
);
const someTags = fc.constantFrom<AccountLine['tags']>(undefined, {}, { team: 'größe' }, { team: 'b', stage: '' }, { stage: 'c' });
const anyLine: fc.Arbitrary<AccountLine> = fc
  .record({
    day: fc.integer({ min: 1, max: DAYS }),
    recordType: fc.constantFrom('Usage', 'DiscountedUsage', 'SavingsPlanCoveredUsage', 'RIFee', 'Credit', 'Tax'),
    service: fc.constantFrom('AmazonEC2', 'AmazonS3', ''),
    usageType: fc.constantFrom('BoxUsage:t3.small', 'TimedStorage-ByteHrs', ''),
    region: fc.constantFrom('us-east-1', 'eu-west-1', null),
    operation: fc.constantFrom('RunInstances', ''),
    zone: fc.constantFrom(undefined, 'use1-az1'),
    tags: someTags,
    resourceId: fc.constantFrom(undefined, 'i-1', 'i-2'),
    quantity: amount,
    unblended: amount,
    others: fc.oneof(fc.constant(null), fc.tuple(amount, amount)),
  })
  .map(({ others, recordType, unblended, zone, tags, resourceId, ...line }) => {
    const sign = recordType === 'Credit' ? -1n : 1n;
    const [blended, amortized] = others ?? [unblended, unblended];
    return {
      ...line,
      recordType: recordType as AccountLine['recordType'],
      ...(zone !== undefined && { zone }),
      ...(tags !== undefined && { tags }),
      ...(resourceId !== undefined && { resourceId }),
      unblended: sign * unblended,
      blended: sign * blended,
      amortized: sign * amortized,
    };
  });

/** The facts about an account without an organization that has activated a tag and has one cost category. */
const known: Known = {
  managesOrganization: false,
  places: () => Promise.reject(new Error('no organizational unit is asked for')),
  names: async () => new Map(),
  activeTags: async () => new Set(['team', 'stage']),
  category: (name) => toCategory(DEFINITIONS, known, [name]),
  categoryNames: async () => ['Unit'],
};
const DEFINITIONS: readonly CategoryDefinition[] = [
  {
    From: '2026-03',
    Rules: [
      { Value: 'one', Rule: { Dimensions: { Key: 'LINKED_ACCOUNT', Values: ['444455556666'] } } },
      { Type: 'INHERITED_VALUE', InheritedValue: { DimensionName: 'TAG', DimensionKey: 'team' } },
      { Value: 'east', Rule: { Not: { Dimensions: { Key: 'REGION', Values: ['us-east'], MatchOptions: ['STARTS_WITH'] } } } },
    ],
  },
];
const unit = await known.category('Unit');

const dimension = (Key: string, ...Values: string[]): Expression => ({ Dimensions: { Key, Values } });
const someFilter: fc.Arbitrary<Expression | undefined> = fc.constantFrom<Expression | undefined>(
  undefined,
  dimension('REGION', 'us-east-1', 'NoRegion'),
  { Accounts: new Set(['444455556666']) },
  { Category: { category: unit, Values: ['one', ''], MatchOptions: [] } },
  { Or: [{ Accounts: new Set(['444455556666']) }, dimension('SERVICE_CODE', 'AmazonS3')] },
  { Not: { Tags: { Key: 'team', MatchOptions: ['ABSENT'] } } },
  { And: [{ Not: { Accounts: new Set(['111122223333']) } }, { Tags: { Key: 'stage', Values: [''] } }] },
);
const grouping = (Type: Grouping['Type'], Key: string): Grouping => ({ Type, Key });
const someGroupings: fc.Arbitrary<readonly Grouping[]> = fc.subarray(
  [
    grouping('DIMENSION', 'LINKED_ACCOUNT'),
    grouping('DIMENSION', 'SERVICE'),
    grouping('DIMENSION', 'AZ'),
    grouping('DIMENSION', 'INSTANCE_TYPE'),
    grouping('TAG', 'team'),
    grouping('COST_CATEGORY', 'Unit'),
  ],
  { maxLength: 2 },
);
const metrics = METRIC_NAMES.flatMap((name) => findMetric(name) ?? []);
it('every question has the same answer from stored sums as from bill lines', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...ACCOUNTS), anyLine), { maxLength: 60 }),
      someFilter,
      someGroupings,
      fc.boolean(),
      fc.tuple(fc.integer({ min: 1, max: DAYS }), fc.integer({ min: 1, max: DAYS })),
      async (lines, filter, groupings, daily, days) => {
        const whole = days[0] === days[1];
        const question: Question = {
          month: '2026-03',
          first: whole ? 1 : Math.min(...days),
          last: whole ? DAYS : Math.max(...days),
          timeOf: daily ? (day) => day : () => 0,
          matches: toMatches(filter),
          groupsOf: await checkGroupings(groupings, { known }),
          byAccount: asksByAccount(groupings),
          metrics,
          unitOf: ({ usageType }) => usageType || undefined,
        };
        const maker = new SumsMaker();
        const byLines: Tally = new Map();
        for (const [accountId, line] of lines) {
          maker.add(accountId, line);
          for (const _ of addLines(question, byLines, accountId, [line])) throw new Error('one line takes no time');
        }
        const { index, parts } = await maker.finish();
        const sums = sumsReader(`${Math.random()}`, index, async (at) => textAt(parts, at));
        const meant = new Set(ACCOUNTS.filter((accountId) => ofAccount(filter, accountId, '2026-03') !== false));
        const ofAll = question.byAccount === false && !asksForAccounts(filter);
        for (const accounts of ofAll ? [null, meant] : [meant]) {
          const bySums: Tally = new Map();
          await addFromSums(sums, question, accounts, bySums);
          expect(bySums).toEqual(byLines);
        }
      },
    ),
    runs(300),
  );
});
