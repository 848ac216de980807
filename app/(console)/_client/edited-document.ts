import { useContext, useEffect, useRef, useState } from 'react';
import { ShownIdentity } from '@/lib/console/same-identity';
import { type DraftStore, draftKey, type KeptDraft, readDraft, writeDraft } from './kept-draft';
import { suggestedText, useSuggestion } from './suggested-document';
import { useSettled } from './use-settled';

export type EditedDocument = {
  text: string;
  setText: (text: string) => void;
  /** It is not what it was when the page was opened first. */
  changed: boolean;
  /** Where to go after saving, when a suggestion led here. */
  back: string | undefined;
  /** When this browser last wrote the text down, in milliseconds; null where it did not. */
  keptAt: number | null;
  /** The text is what was written down before the page was opened; `outdated`: and somebody has saved since. */
  restored: { outdated: boolean } | null;
  /** What is stored again, and the draft forgotten. */
  discard: () => void;
  /** Forgets the draft: it was saved. */
  forget: () => void;
};

const TYPING_MS = 600;

/**
 * The text of a policy that is edited: what is stored, what the address suggests, or what was written here before and not saved.
 * @param name tells the policy from all others whose text is edited
 */
export function useEditedDocument(name: string, stored: string): EditedDocument {
  const key = draftKey(useContext(ShownIdentity), name);
  const [text, setText] = useState(stored);
  const [kept, setKept] = useState<KeptDraft | null>(null);
  const [restored, setRestored] = useState<EditedDocument['restored']>(null);
  const [ready, setReady] = useState(false);
  const over = useRef(false);
  const suggestion = useSuggestion();
  // Once, in the browser: what is kept later is what this page wrote.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const draft = browserStore((store) => readDraft(store, key, Date.now())) ?? null;
    if (draft !== null && draft.text !== stored) {
      setText(draft.text);
      setKept(draft);
      setRestored({ outdated: draft.base !== stored });
    }
    setReady(true);
  }, []);
  useEffect(() => {
    const suggested = suggestion && suggestedText(suggestion, stored);
    if (suggested === null) return;
    setText(suggested);
    setRestored(null);
  }, [suggestion, stored]);
  const settled = useSettled(text, TYPING_MS);
  useEffect(() => {
    if (!ready || over.current || settled !== text) return;
    if (settled === stored) {
      browserStore((store) => store.removeItem(key));
      setKept(null);
    } else {
      const draft = { text: settled, base: stored, at: Date.now() };
      const isKept = browserStore((store) => writeDraft(store, key, draft)) === true;
      setKept((before) => (before?.text === settled ? before : isKept ? draft : null));
    }
  }, [ready, settled, text, stored, key]);
  const forget = () => {
    over.current = true;
    browserStore((store) => store.removeItem(key));
  };
  return {
    text,
    setText,
    changed: text !== stored,
    back: suggestion?.back,
    keptAt: kept?.at ?? null,
    restored: text === stored ? null : restored,
    discard: () => {
      setText(stored);
      setRestored(null);
    },
    forget,
  };
}

/** Browsers may refuse storage altogether. */
function browserStore<Result>(use: (store: DraftStore) => Result): Result | undefined {
  try {
    return use(window.localStorage);
  } catch {
    return undefined;
  }
}
