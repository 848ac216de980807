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

it('keeps an action only on the newest message that offers it, but keeps all links to pages', () => {
  const moved = (id: number): Flash => ({ ...flash(id), link: { label: 'Move back', onSelect: () => {} } });
  const page = { ...flash(2), link: { label: 'View user', href: '/iam/users/maria' } };
  const shown = [moved(1), page, { ...page, id: 3 }, moved(4)].reduce<Flash[]>((all, one) => addFlash(all, one), []);
  expect(shown.map(({ id, link }) => [id, link?.label])).toEqual([
    [4, 'Move back'],
    [3, 'View user'],
    [2, 'View user'],
    [1, undefined],
  ]);
});
