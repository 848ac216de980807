'use client';

import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useId,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { classNames } from '@/components/ui/class-names';
import { plural } from '@/lib/core/text/plural';
import type { Completion, Completions } from '@/lib/shell/messages';
import { CompletionList } from './completion-list';
import { pastedLines, plainText } from './plain-text';

/** The keys that the row of keys for telephones presses. */
export type VirtualKey = 'Tab' | 'Escape' | 'ArrowUp' | 'ArrowDown' | 'ArrowLeft' | 'ArrowRight' | 'Interrupt';

export type PromptHandle = {
  focus: () => void;
  /** Puts a text at the cursor. */
  insert: (text: string) => void;
  /** Replaces the whole text, with the cursor at its end. */
  replace: (text: string) => void;
  press: (key: VirtualKey) => void;
};

type PromptFieldProps = {
  ref: RefObject<PromptHandle | null>;
  label: string;
  /** The submitted lines, oldest first. */
  history: readonly string[];
  /** A command runs: the field takes nothing but Ctrl+C. */
  isRunning: boolean;
  /** `wasAsked`: the person pressed Tab. */
  complete: (text: string, cursor: number, options: { wasAsked: boolean }) => Promise<Completions>;
  onSubmit: (text: string) => void;
  onInterrupt: () => void;
  onClear: () => void;
  /** Called with a pasted text of several lines, which is shown before it runs. */
  onPasteLines: (lines: readonly string[]) => void;
  /** Called if typographic characters became plain ones. */
  onMadePlain: () => void;
};

/** `ofText`: the text that it completes. `isChosen`: the person went to a choice, so that Enter takes it. */
type Popup = Omit<Completions, 'shared'> & { ofText: string; active: number; isChosen: boolean; ofHistory: boolean };

/**
 * The prompt: a field with history and completion. Tab completes, but moves the focus if the field is empty, so that the keyboard
 * gets out.
 */
export function PromptField(props: PromptFieldProps) {
  const { ref, label, history, isRunning, complete, onSubmit, onInterrupt, onClear, onPasteLines, onMadePlain } = props;
  const [text, setText] = useState('');
  const [popup, setPopup] = useState<Popup | null>(null);
  /** The place in the history. Null: the line that is being written. */
  const [past, setPast] = useState<{ index: number; written: string } | null>(null);
  /** The sentence about the choices for screen readers. */
  const [announced, setAnnounced] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const cursorAt = useRef<number | null>(null);
  const asked = useRef(0);
  // Choices appear as one types, but Enter still submits until an arrow has chosen one.
  const asking = useRef<ReturnType<typeof setTimeout>>(undefined);
  const listId = useId();

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = '0';
    element.style.height = `${element.scrollHeight}px`;
    if (cursorAt.current !== null) element.setSelectionRange(cursorAt.current, cursorAt.current);
    cursorAt.current = null;
  });

  const change = (next: string, cursor = next.length) => {
    cursorAt.current = cursor;
    setText(next);
  };
  const insertAt = (from: number, to: number, inserted: string) => {
    change(text.slice(0, from) + inserted + text.slice(to), from + inserted.length);
    setPopup(null);
  };
  const accept = (shown: Popup, index: number) => {
    const choice = shown.choices[index];
    if (!choice) return;
    if (shown.ofHistory) change(choice.text);
    else insertAt(shown.from, shown.to, choice.text + (choice.continues ? '' : ' '));
    setPopup(null);
  };

  /** @param wasAsked true if the person asked: a single choice is inserted, and what all choices share too */
  const ask = async (wasAsked: boolean) => {
    const element = field.current;
    if (!element) return;
    clearTimeout(asking.current);
    const number = ++asked.current;
    const { value, selectionStart } = element;
    const { shared, ...found } = await complete(value, selectionStart, { wasAsked });
    // Typing goes on while the shell looks for choices.
    if (number !== asked.current || element.value !== value || element.selectionStart !== selectionStart) return;
    const count = found.choices.length;
    if (wasAsked) setAnnounced(count === 0 ? 'No completions' : plural(count, 'completion'));
    if (count === 0) {
      setPopup(null);
      return;
    }
    const shown: Popup = { ...found, ofText: value, active: wasAsked ? 0 : -1, isChosen: false, ofHistory: false };
    if (wasAsked && count === 1) accept(shown, 0);
    else if (wasAsked && shared.length > found.to - found.from) {
      insertAt(found.from, found.to, shared);
      const ofText = value.slice(0, found.from) + shared + value.slice(found.to);
      setPopup({ ...shown, ofText, to: found.from + shared.length });
    } else setPopup(shown);
  };

  const goThrough = (step: -1 | 1) => {
    const index = (past?.index ?? history.length) + step;
    if (index < 0 || index > history.length || (index === history.length && !past)) return;
    const written = past?.written ?? text;
    if (index === history.length) {
      setPast(null);
      change(written);
    } else {
      setPast({ index, written });
      change(history[index] ?? '');
    }
  };
  const searchHistory = () => {
    const found = [...new Set(history.toReversed().filter((line) => line.includes(text)))].slice(0, 50);
    const choices = found.map((line): Completion => ({ text: line, kind: 'command' }));
    setPopup({ from: 0, to: text.length, choices, ofText: text, active: 0, isChosen: true, ofHistory: true });
  };
  const submit = () => {
    asked.current++;
    setPopup(null);
    setPast(null);
    setText('');
    onSubmit(text);
  };

  const movePopup = (shown: Popup, step: number) => {
    const { length } = shown.choices;
    setPopup({ ...shown, active: (Math.max(shown.active, step > 0 ? -1 : 0) + step + length) % length, isChosen: true });
  };

  /** Returns true if the key did something here. */
  const press = (key: string, event?: KeyboardEvent<HTMLTextAreaElement>): boolean => {
    const element = field.current;
    if (!element) return false;
    const { selectionStart, selectionEnd } = element;
    if (key === 'Interrupt') {
      if (isRunning) onInterrupt();
      else if (text !== '') {
        onInterrupt();
        setText('');
      }
      setPopup(null);
      return true;
    }
    if (isRunning) return false;
    if (key === 'Enter' && !event?.shiftKey) {
      if (popup?.isChosen && popup.ofText === text) accept(popup, popup.active);
      else submit();
      return true;
    }
    if (key === 'Tab' && !event?.shiftKey) {
      if (popup && popup.active >= 0 && popup.ofText === text) accept(popup, popup.active);
      else if (text.trim() === '') return false;
      else void ask(true);
      return true;
    }
    if (key === 'Escape') {
      if (!popup) return false;
      setPopup(null);
      return true;
    }
    if (key === 'ArrowUp' || key === 'ArrowDown') {
      const step = key === 'ArrowUp' ? -1 : 1;
      if (popup) {
        movePopup(popup, step);
        return true;
      }
      const isAtEdge = step < 0 ? !text.slice(0, selectionStart).includes('\n') : !text.slice(selectionEnd).includes('\n');
      if (!isAtEdge) return false;
      goThrough(step);
      return true;
    }
    if (key === 'ArrowLeft' || key === 'ArrowRight') {
      if (event) return false;
      const at = Math.min(Math.max(selectionStart + (key === 'ArrowLeft' ? -1 : 1), 0), text.length);
      element.setSelectionRange(at, at);
      return true;
    }
    return false;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    const { selectionStart, selectionEnd } = event.currentTarget;
    if (event.ctrlKey && !event.metaKey && !event.altKey) {
      const used = controlKey(event.key.toLowerCase(), selectionStart, selectionEnd);
      if (used) event.preventDefault();
      return;
    }
    if (!event.metaKey && !event.altKey && press(event.key, event)) event.preventDefault();
  };

  const controlKey = (key: string, start: number, end: number): boolean => {
    if (key === 'c') {
      // Copying what is selected is older than Ctrl+C.
      if (start !== end || !(document.getSelection()?.isCollapsed ?? true)) return false;
      return press('Interrupt');
    }
    if (isRunning) return false;
    if (key === 'l') onClear();
    else if (key === 'r') searchHistory();
    else if (key === 'a') field.current?.setSelectionRange(0, 0);
    else if (key === 'e') field.current?.setSelectionRange(text.length, text.length);
    else if (key === 'u') change(text.slice(end), 0);
    else if (key === 'k') change(text.slice(0, start), start);
    else return false;
    return true;
  };

  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus({ preventScroll: true }),
    insert: (inserted) => {
      const at = field.current;
      insertAt(at?.selectionStart ?? text.length, at?.selectionEnd ?? text.length, inserted);
      at?.focus();
    },
    replace: (next) => {
      change(next);
      field.current?.focus();
    },
    press: (key) => {
      press(key);
      field.current?.focus();
    },
  }));

  useEffect(() => () => clearTimeout(asking.current), []);

  return (
    <div className="relative min-w-0 flex-1">
      <textarea
        ref={field}
        rows={1}
        value={text}
        aria-label={label}
        aria-haspopup="listbox"
        aria-controls={popup ? listId : undefined}
        aria-activedescendant={popup && popup.active >= 0 ? `${listId}-${popup.active}` : undefined}
        aria-autocomplete="list"
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="go"
        readOnly={isRunning}
        onKeyDown={onKeyDown}
        onBlur={() => setPopup(null)}
        onChange={(event) => {
          const typed = event.target.value;
          const plain = plainText(typed);
          if (plain !== typed) onMadePlain();
          change(plain, event.target.selectionStart + plain.length - typed.length);
          setPast(null);
          setAnnounced('');
          clearTimeout(asking.current);
          if (plain.trim() === '') setPopup(null);
          else asking.current = setTimeout(() => void ask(false), 120);
        }}
        onPaste={(event) => {
          const lines = pastedLines(event.clipboardData.getData('text/plain'));
          if (!lines) return;
          event.preventDefault();
          const plain = lines.map(plainText);
          if (plain.some((line, index) => line !== lines[index])) onMadePlain();
          onPasteLines(plain);
        }}
        className={classNames(
          'block w-full [resize:none] overflow-hidden bg-transparent font-mono text-sm outline-none [overflow-wrap:anywhere]',
          isRunning && 'text-ink-3',
        )}
      />
      <p role="status" className="sr-only">
        {announced}
      </p>
      {popup ? (
        <CompletionList
          id={listId}
          choices={popup.choices}
          active={popup.active}
          label={popup.ofHistory ? 'History' : 'Completions'}
          onChoose={(index) => {
            accept(popup, index);
            field.current?.focus();
          }}
        />
      ) : null}
    </div>
  );
}
