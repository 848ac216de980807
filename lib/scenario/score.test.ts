import { expect, it } from 'vitest';
import type { Pack } from './pack';
import { type CountedOutcome, keepPassed, passedSteps, scoreOf } from './score';

const ask = [{}, {}];
const pack = {
  scenario: {
    steps: [
      {
        id: 'one',
        hints: [{ text: '' }, { text: '', cost: 10 }, { text: '', cost: 40 }],
        checks: [
          { id: 'a', kind: 'state', points: 4 },
          { id: 'b', kind: 'decision', points: 6, ask },
          { id: 'g', kind: 'unchanged', role: 'guard' },
        ],
      },
      { id: 'two', checks: [{ id: 'c', kind: 'event' }] },
    ],
  },
} as unknown as Pack;

const outcome = (checkId: string, is: CountedOutcome['outcome'], rows: Partial<CountedOutcome> = {}): CountedOutcome => ({
  checkId,
  outcome: is,
  passedRows: is === 'pass' ? 1 : 0,
  rows: 1,
  broken: false,
  ...rows,
});
const points = (found: CountedOutcome[], hints = {}) => {
  const score = scoreOf(pack, found, hints);
  return [score.points, score.of];
};

it('scoreOf counts passed checks and rows of decisions and subtracts hints', () => {
  const half = outcome('b', 'fail', { passedRows: 1, rows: 2 });
  const held = outcome('g', 'pass');
  expect(points([outcome('a', 'pass'), half, held])).toEqual([7, 11]);
  expect(points([outcome('a', 'pass'), half, held], { one: [0, 1] })).toEqual([6, 11]);
  expect(points([outcome('a', 'fail'), outcome('b', 'fail'), held], { one: [2] })).toEqual([0, 11]);
  expect(points([outcome('a', 'pass'), { ...half, broken: true }, held])).toEqual([4, 11]);
});

it('scoreOf gives no points for a step while a guard of this step or an earlier one fails', () => {
  const all = [outcome('a', 'pass'), outcome('b', 'pass'), outcome('c', 'pass')];
  expect(points([...all, outcome('g', 'fail')])).toEqual([0, 11]);
  expect([...passedSteps(pack, [...all, outcome('g', 'fail')], new Set())]).toEqual([]);
  expect([...passedSteps(pack, [...all, outcome('g', 'fail')], new Set(['one']))]).toEqual(['one']);
  expect([...passedSteps(pack, [...all, outcome('g', 'pass')], new Set())]).toEqual(['one', 'two']);
});

it('scoreOf ignores checks that could not be decided', () => {
  expect(points([outcome('a', 'error'), outcome('b', 'undecided'), outcome('g', 'undecided'), outcome('c', 'pass')])).toEqual([
    1, 1,
  ]);
});

it('keepPassed keeps passed event checks and the goals of passed steps', () => {
  const full = (checkId: string, stepId: string, kind: 'state' | 'event' | 'unchanged', is: 'pass' | 'fail') => ({
    ...outcome(checkId, is),
    stepId,
    kind,
    role: kind === 'unchanged' ? ('guard' as const) : ('goal' as const),
  });
  const before = [full('a', 'one', 'state', 'pass'), full('g', 'one', 'unchanged', 'pass'), full('c', 'two', 'event', 'pass')];
  const now = [full('a', 'one', 'state', 'fail'), full('g', 'one', 'unchanged', 'fail'), full('c', 'two', 'event', 'fail')];
  const kept = (passed: string[]) => keepPassed(before, now, new Set(passed)).map((one) => one.outcome);
  expect(kept([])).toEqual(['fail', 'fail', 'pass']);
  expect(kept(['one'])).toEqual(['pass', 'fail', 'pass']);
});
