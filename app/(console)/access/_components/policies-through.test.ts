import { expect, it } from 'vitest';
import { policiesThrough } from './policies-through';

it('counts policies attached through groups separately', () => {
  const words = (...groups: (string | undefined)[]) => policiesThrough(groups).words;
  expect(words()).toBe('policies');
  expect(words(undefined)).toBe('policy');
  expect(words('Ops')).toBe('policy through group Ops');
  expect(words(undefined, 'Ops', undefined)).toBe('policies, 1 of them through group Ops');
  expect(words('Ops', 'Dev', undefined)).toBe('policies, 2 of them through 2 groups');
});
