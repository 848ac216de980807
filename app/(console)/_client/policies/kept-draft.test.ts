import { expect, it } from 'vitest';
import { type DraftStore, draftKey, readDraft, writeDraft } from './kept-draft';

/** Returns a browser storage with room for some entries. Writing one more throws QuotaExceededError, as browsers do. */
function storage(room = 10): DraftStore {
  const entries = new Map<string, string>();
  return {
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => {
      if (entries.size >= room && !entries.has(key)) throw new DOMException('full', 'QuotaExceededError');
      entries.set(key, value);
    },
    removeItem: (key) => void entries.delete(key),
  };
}

const DAY = 86_400_000;
const draft = (at: number) => ({ text: '{"Statement":[]}', base: '{}', at });

it('returns a draft only to the user who saved it', () => {
  const store = storage();
  expect(writeDraft(store, draftKey('ana', 'Reports'), draft(5))).toBe(true);
  expect(readDraft(store, draftKey('ana', 'Reports'), 6)).toEqual(draft(5));
  expect(readDraft(store, draftKey('ben', 'Reports'), 6)).toBeNull();
});

it('removes drafts older than a month and leaves other stored entries in place', () => {
  const store = storage();
  store.setItem('theme', 'dark');
  writeDraft(store, draftKey('ana', 'old'), draft(0));
  writeDraft(store, draftKey('ana', 'new'), draft(31 * DAY));
  expect([store.getItem(draftKey('ana', 'old')), store.getItem('theme')]).toEqual([null, 'dark']);
  expect(readDraft(store, draftKey('ana', 'new'), 62 * DAY)).toBeNull();
});

it('returns false when a draft cannot be stored and null for an invalid stored draft', () => {
  const store = storage(1);
  store.setItem(draftKey('ana', 'odd'), '{"text":1}');
  expect(readDraft(store, draftKey('ana', 'odd'), 0)).toBeNull();
  store.setItem(draftKey('ana', 'odd'), '{');
  expect(readDraft(store, draftKey('ana', 'odd'), 0)).toBeNull();
  const full = storage(0);
  expect(writeDraft(full, draftKey('ana', 'x'), draft(0))).toBe(false);
});
