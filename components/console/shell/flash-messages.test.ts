import { expect, it } from 'vitest';
import { addFlash, ageFlashes, type Flash } from './flash-messages';

const flash = (id: number): Flash => ({ id, kind: 'success', text: `message ${id}`, pagesSeen: 0 });

it('shows the newest message first and at most five', () => {
  const all = [1, 2, 3, 4, 5, 6].reduce<Flash[]>((shown, id) => addFlash(shown, flash(id)), []);
  expect(all.map(({ id }) => id)).toEqual([6, 5, 4, 3, 2]);
});

it('keeps a message over one page change and drops it at the next', () => {
  const once = ageFlashes([flash(1)]);
  expect(once).toHaveLength(1);
  expect(ageFlashes(once)).toHaveLength(0);
});
