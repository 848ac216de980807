import { expect, it } from 'vitest';
import type { CostView } from '@/lib/billing/cost-explorer/views/view';
import { narrowed, withFilter } from './narrow';
import { FIRST_VIEW } from './view-address';

const by = (Key: string) => ({ Type: 'DIMENSION' as const, Key });
const is = (Key: string, ...Values: string[]) => ({ ...by(Key), Values, Exclude: false });

it('narrows from account to service, usage type and operation, then leaves out the grouping', () => {
  let view: CostView = { ...FIRST_VIEW, GroupBy: [by('LINKED_ACCOUNT')] };
  const path = ['111122223333', 'Amazon S3', 'Requests', 'GetObject'].map((value) => {
    view = narrowed(view, [value]);
    return view.GroupBy.map(({ Key }) => Key).join();
  });
  expect(path).toEqual(['SERVICE', 'USAGE_TYPE', 'OPERATION', '']);
  expect(view.Filters).toHaveLength(4);
  // The view of one service is grouped by usage type before it is grouped by account.
  expect(narrowed(FIRST_VIEW, ['Amazon S3']).GroupBy).toEqual([by('USAGE_TYPE')]);
  const deep = { ...FIRST_VIEW, GroupBy: [by('OPERATION')], Filters: [is('SERVICE', 'a'), is('USAGE_TYPE', 'b')] };
  expect(narrowed(deep, ['c']).GroupBy).toEqual([by('LINKED_ACCOUNT')]);
});

it('filters by both values of a group of two keys and replaces earlier filters on the same key', () => {
  const both = {
    ...FIRST_VIEW,
    GroupBy: [by('SERVICE'), { Type: 'TAG' as const, Key: 'team' }],
    Filters: [is('SERVICE', 'a', 'b')],
  };
  expect(narrowed(both, ['a', '']).Filters).toEqual([
    is('SERVICE', 'a'),
    { Type: 'TAG', Key: 'team', Values: [''], Exclude: false },
  ]);
  const excluded = { ...is('SERVICE', 'a'), Exclude: true };
  expect(withFilter(both, excluded).Filters).toEqual([excluded]);
});

it('shows a month by day and keeps a single day at daily granularity', () => {
  const view = { ...FIRST_VIEW, Ahead: '3_MONTHS' as const };
  const month = narrowed(view, [], { Start: '2026-10-01', End: '2026-11-01' });
  expect(month).toEqual({
    ...view,
    Range: 'CUSTOM',
    Start: '2026-10-01',
    End: '2026-11-01',
    Ahead: 'NONE',
    Granularity: 'DAILY',
  });
  expect(narrowed(month, [], { Start: '2026-10-05', End: '2026-10-06' })).toMatchObject({
    Granularity: 'DAILY',
    End: '2026-10-06',
  });
});
