/** The text of a policy that was written and not saved, as this browser keeps it. */
export type KeptDraft = {
  text: string;
  /** What was stored when it was begun: another text by now means that somebody saved in between. */
  base: string;
  /** In milliseconds. */
  at: number;
};

/** Where drafts are kept: `localStorage` in a browser, which outlives a closed tab. */
export type DraftStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'policy-draft:';
/** What nobody has come back for is forgotten. */
const LONGEST_MS = 30 * 86_400_000;

/** A draft's key. Whose it is belongs into it, so that nobody else who signs in on the machine finds it. */
export const draftKey = (identity: string, name: string) => `${PREFIX}${identity}:${name}`;

/** The draft under a key; null where there is none, or something that is none. */
export function readDraft(store: DraftStore, key: string, now: number): KeptDraft | null {
  try {
    const { text, base, at } = JSON.parse(store.getItem(key) ?? 'null') ?? {};
    const isDraft = typeof text === 'string' && typeof base === 'string' && typeof at === 'number';
    return isDraft && now - at < LONGEST_MS ? { text, base, at } : null;
  } catch {
    return null;
  }
}

/**
 * Keeps a draft, and lets those go that are old.
 * @returns false where the browser keeps nothing or has no room
 */
export function writeDraft(store: DraftStore, key: string, draft: KeptDraft): boolean {
  try {
    for (const old of keysOf(store)) if (old !== key && readDraft(store, old, draft.at) === null) store.removeItem(old);
    store.setItem(key, JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

function keysOf(store: DraftStore): string[] {
  const keys = Array.from({ length: store.length }, (_, index) => store.key(index) ?? '');
  return keys.filter((key) => key.startsWith(PREFIX));
}
