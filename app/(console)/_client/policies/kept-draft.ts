/** An unsaved policy text, as this browser stores it. */
export type KeptDraft = {
  text: string;
  /** The stored text when the draft was started. If it differs now, somebody has saved in between. */
  base: string;
  /** In milliseconds. */
  at: number;
};

/** The storage of drafts: `localStorage` in a browser, which survives a closed tab. */
export type DraftStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'policy-draft:';
/** Drafts are deleted after this time. */
const LONGEST_MS = 30 * 86_400_000;

/** Returns a draft's key. It includes the identity, so that other users of the machine do not find the draft. */
export const draftKey = (identity: string, name: string) => `${PREFIX}${identity}:${name}`;

/** Returns the draft under a key, or null if there is none or it is invalid. */
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
 * Stores a draft, and deletes old ones.
 * @returns false if the browser stores nothing or has no room
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
