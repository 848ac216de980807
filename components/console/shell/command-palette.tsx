'use client';

import { Dialog as Base } from '@base-ui/react/dialog';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { classNames } from '../../ui/class-names';
import { popupClass } from '../../ui/field/control-class';
import { useActiveOption } from '../../ui/field/use-active-option';
import { Kbd } from '../../ui/kbd';
import { useRouter } from '../../ui/navigation';
import { Spinner } from '../../ui/spinner';
import { actionQuestion, groupResults, matchPages, orderResults, type PaletteResult } from './palette-results';
import type { TypeAhead } from './type-ahead';

type CommandPaletteProps = {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The results that are found without a call to the server. */
  pages: readonly PaletteResult[];
  /** Finds users, roles, groups, policies, accounts and OUs by name, id or ARN. */
  search: (text: string) => Promise<readonly PaletteResult[]>;
  /** Returns the page that shows who can do an action. */
  whoCanHref: (action: string) => string;
  /** The keys that were typed while the palette loaded. */
  typed?: TypeAhead | undefined;
};

/** Renders the command palette (Ctrl/Cmd+K), which finds pages, resources and actions. */
export function CommandPalette({ open, onOpenChange, pages, search, whoCanHref, typed }: CommandPaletteProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Base.Root open={open} onOpenChange={onOpenChange}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          initialFocus={input}
          className={classNames(
            popupClass,
            'fixed inset-x-0 top-[max(1rem,12vh)] z-40 mx-auto w-[calc(100%-2rem)] max-w-xl overflow-hidden rounded-lg',
          )}
        >
          <Base.Title className="sr-only">Search or jump to</Base.Title>
          <PaletteContent
            inputRef={input}
            pages={pages}
            search={search}
            whoCanHref={whoCanHref}
            typed={typed}
            close={() => onOpenChange(false)}
          />
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

type PaletteContentProps = Pick<CommandPaletteProps, 'pages' | 'search' | 'whoCanHref' | 'typed'> & {
  inputRef: React.RefObject<HTMLInputElement | null>;
  close: () => void;
};

const MOST_PAGES = 8;

function PaletteContent({ inputRef, pages, search, whoCanHref, typed, close }: PaletteContentProps) {
  const router = useRouter();
  const [text, setText] = useState('');
  const { found, busy, failed } = useSearch(text.trim(), search);
  const groups = groupResults([
    ...actionQuestion(text, whoCanHref),
    ...orderResults(text, matchPages(pages, text).slice(0, MOST_PAGES), found),
  ]);
  const results = groups.flatMap((group) => group.results);

  const go = (result: PaletteResult | undefined) => {
    if (!result) return;
    close();
    if (result.run) result.run();
    else router.push(result.href);
  };
  const options = useActiveOption({
    count: results.length,
    onChoose: (index) => go(results[index]),
    autoActive: true,
    resetKey: text,
  });
  // True after Enter until the results for the current text are there. Enter never chooses from an earlier text's results.
  const [waiting, setWaiting] = useState(false);
  const first = results[0];
  const goFirst = useEffectEvent(() => go(first));
  useEffect(() => {
    if (!waiting || busy) return;
    setWaiting(false);
    goFirst();
  }, [waiting, busy]);
  const takeTyped = () => {
    const { text: ahead, enter } = typed?.take() ?? { text: '', enter: false };
    if (ahead !== '') setText((before) => before + ahead);
    if (enter) setWaiting(true);
  };
  const words = busy
    ? 'Searching'
    : failed
      ? 'The search failed; only pages are shown'
      : results.length === 1
        ? '1 result'
        : `${results.length} results`;

  return (
    <>
      <div className="flex items-center gap-2.5 border-line border-b px-4">
        <Search aria-hidden size={16} className="shrink-0 text-ink-3" />
        <input
          ref={inputRef}
          role="combobox"
          aria-label="Search or jump to"
          aria-expanded={results.length > 0}
          aria-controls={results.length > 0 ? options.listId : undefined}
          aria-activedescendant={options.activeId}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="A page, a resource, or a question: who can…"
          value={text}
          onFocus={takeTyped}
          onChange={(event) => {
            setWaiting(false);
            setText(event.currentTarget.value);
          }}
          onKeyDown={(event: KeyboardEvent) => {
            if (event.key === 'Enter' && busy && options.index <= 0 && !event.nativeEvent.isComposing) {
              event.preventDefault();
              setWaiting(true);
            } else options.onKeyDown(event);
          }}
          className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none"
        />
        {busy ? <Spinner className="text-ink-3" /> : <Kbd>Esc</Kbd>}
      </div>
      <span role="status" className="sr-only">
        {words}
      </span>
      {results.length > 0 ? (
        <div id={options.listId} role="listbox" aria-label="Results" className="max-h-[min(26rem,60dvh)] overflow-y-auto p-1.5">
          {groups.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of options in a listbox, which fieldset is not
            <div key={group.kind} role="group" aria-label={group.kind}>
              <div aria-hidden className="px-2.5 pt-2 pb-1 font-semibold text-ink-3 text-xs">
                {group.kind}
              </div>
              {group.results.map((result) => {
                const index = results.indexOf(result);
                return (
                  // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the input, which points here by aria-activedescendant
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys
                  <div
                    key={result.id}
                    id={options.optionId(index)}
                    role="option"
                    aria-selected={index === options.index}
                    onMouseMove={() => options.setIndex(index)}
                    onClick={() => go(result)}
                    className={classNames(
                      'flex items-baseline gap-x-3 rounded-md px-2.5 py-1.5 max-sm:flex-col',
                      index === options.index && 'bg-accent-soft',
                    )}
                  >
                    <span className="min-w-0 max-w-full truncate">{result.label}</span>
                    {result.detail ? (
                      <span className="min-w-0 max-w-full truncate text-ink-3 text-sm sm:ml-auto">{result.detail}</span>
                    ) : null}
                  </div>
                );
              })}
            </div>
          ))}
        </div>
      ) : (
        <p className="px-4 py-8 text-center text-ink-2">{busy ? 'Searching…' : `No results for “${text.trim()}”.`}</p>
      )}
      {failed ? (
        <p className="border-line border-t px-4 py-2 text-deny text-sm">The search failed; only pages are shown.</p>
      ) : null}
    </>
  );
}

const DEBOUNCE_MS = 120;

type Answer = { text: string; found: readonly PaletteResult[]; failed: boolean };
const NOTHING: Answer = { text: '', found: [], failed: false };

/** Searches after a pause in typing. Results for an earlier text are ignored. */
function useSearch(text: string, search: CommandPaletteProps['search']) {
  const [answer, setAnswer] = useState<Answer>(NOTHING);
  useEffect(() => {
    if (text === '') return;
    let current = true;
    const timer = setTimeout(() => {
      search(text).then(
        (found) => current && setAnswer({ text, found, failed: false }),
        () => current && setAnswer({ text, found: [], failed: true }),
      );
    }, DEBOUNCE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, search]);
  const shown = text === '' ? NOTHING : answer;
  const busy = text !== '' && answer.text !== text;
  // Results for an earlier text are not shown.
  return { found: busy ? [] : shown.found, failed: shown.failed, busy };
}
