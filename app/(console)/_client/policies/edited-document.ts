import { useContext, useEffect, useRef, useState } from 'react';
import { layOut } from '@/components/access/lay-out';
import { ShownIdentity } from '@/lib/console/session/same-identity';
import { useSettled } from '../use-settled';
import { type DraftStore, draftKey, type KeptDraft, readDraft, writeDraft } from './kept-draft';
import { suggestedText, useSuggestion } from './suggested-document';

export type EditedDocument = {
  text: string;
  /** The document that the editor started from, which a save replaces; null where there was none. */
  from: string | null;
  setText: (text: string) => void;
  /** True if the text differs from the one when the page was first opened. */
  changed: boolean;
  /** The page to open after saving, if a suggestion led here. */
  back: string | undefined;
  /** The time of the last save in this browser, in milliseconds. Null if there was none. */
  keptAt: number | null;
  /** Set if the text was restored from this browser. `outdated` is true if somebody has saved the policy since. */
  restored: { outdated: boolean } | null;
  /** Restores the stored text and deletes the draft. */
  discard: () => void;
  /** Starts again from a stored document. */
  load: (document: string) => void;
  /** Deletes the draft after it was saved. */
  forget: () => void;
};

const TYPING_MS = 600;

/**
 * Returns the text of an edited policy: the stored text, the address's suggestion, or an unsaved draft of this browser. The text keeps its
 * starting point when the page reads the policy again, so that a save can say what it replaces.
 * @param name identifies the policy among all edited texts
 * @param read the stored document, laid out, or null for none
 * @param blank the first text of a new policy
 */
export function useEditedDocument(name: string, read: string | null, blank = ''): EditedDocument {
  const key = draftKey(useContext(ShownIdentity), name);
  const [from, setFrom] = useState(read);
  const [seen, setSeen] = useState(read);
  const stored = from ?? blank;
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
  // A text that nobody changed follows the page when it reads the policy again. A document loaded from a conflict is newer than that.
  if (read !== seen) {
    setSeen(read);
    if (read !== null && text === stored) {
      setFrom(read);
      setText(read);
    }
  }
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
    from,
    setText,
    changed: text !== stored,
    back: suggestion?.back,
    keptAt: kept?.at ?? null,
    restored: text === stored ? null : restored,
    discard: () => {
      setText(stored);
      setRestored(null);
    },
    load: (document) => {
      setFrom(layOut(document));
      setText(layOut(document));
      setRestored(null);
    },
    forget,
  };
}

/** Some browsers refuse storage completely. */
function browserStore<Result>(use: (store: DraftStore) => Result): Result | undefined {
  try {
    return use(window.localStorage);
  } catch {
    return undefined;
  }
}
