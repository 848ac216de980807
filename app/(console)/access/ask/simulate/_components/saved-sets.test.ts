import { expect, it } from 'vitest';
import { NO_CHANGES } from './policy-set';
import { NO_QUESTIONS } from './questions-panel';
import { readSets, readSetup } from './read-sets';
import { changedOutcomes, hasRoomFor, type SavedSet, setupFragment, withSet } from './saved-sets';

const setup = {
  questions: {
    ...NO_QUESTIONS,
    actions: ['s3:GetObject'],
    region: 'eu-west-1',
    entries: [{ key: 'aws:username', values: 'a, b' }],
  },
  changes: { ...NO_CHANGES, off: ['p'], texts: { q: '{"a":"#%"}' } },
};
const set = (name: string, outcomes = {}): SavedSet => ({
  name,
  principal: null,
  setup,
  outcomes,
  answeredAt: '2026-01-01T00:00:00Z',
});

it('reads the setup from the URL fragment and ignores fragments that are invalid', () => {
  expect(readSetup(setupFragment(setup))).toEqual(setup);
  const broken = (value: unknown) => readSetup(`#setup=${encodeURIComponent(JSON.stringify(value))}`);
  expect([
    readSetup(''),
    readSetup('#setup=%'),
    readSetup('#circumstances=1'),
    broken([]),
    broken({ questions: { actions: 1 } }),
  ]).toEqual([null, null, null, null, null]);
  expect(broken({ questions: {}, changes: {}, more: 1 })).toEqual({ questions: NO_QUESTIONS, changes: NO_CHANGES });
});

it('replaces a saved set of the same name and returns no sets from invalid stored text', () => {
  const sets = withSet(withSet([set('b')], set('a')), set('b', { x: 'Allowed' }));
  expect(sets.map(({ name, outcomes }) => [name, outcomes])).toEqual([
    ['a', {}],
    ['b', { x: 'Allowed' }],
  ]);
  expect(readSets(JSON.stringify(sets))).toEqual(sets);
  expect([readSets(null), readSets('{'), readSets('{"a":1}'), readSets('[{"name":1}]')]).toEqual([[], [], [], []]);
});

it('limits the number of saved sets but always accepts a set whose name exists', () => {
  let sets: SavedSet[] = [];
  while (hasRoomFor(sets, `set ${sets.length}`) && sets.length < 1000) sets = withSet(sets, set(`set ${sets.length}`));
  expect(sets.length).toBeLessThan(1000);
  expect(readSets(JSON.stringify(sets))).toEqual(sets);
  expect(hasRoomFor(sets, 'set 0')).toBe(true);
});

it('returns the questions whose answers differ from the saved answers', () => {
  expect(changedOutcomes({ a: 'Allowed', b: 'Allowed' }, { a: 'Not allowed', b: 'Allowed', c: 'Allowed' })).toEqual([
    { question: 'a', before: 'Allowed', now: 'Not allowed' },
  ]);
});
