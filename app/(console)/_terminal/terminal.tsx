'use client';

import { type RefObject, useEffect, useId, useImperativeHandle, useLayoutEffect, useReducer, useRef, useState } from 'react';
import { Input } from '@/components/ui/field/input';
import type { FromShell } from '@/lib/shell/messages';
import type { ShellClient } from '@/lib/shell/shell-client';
import { KeyRow } from './key-row';
import { PasteCheck } from './paste-check';
import { PromptField, type PromptHandle } from './prompt-field';
import { EMPTY_TRANSCRIPT, nextTranscript, textOfBlock } from './transcript';
import { Prompt, type PromptName, TranscriptView } from './transcript-view';

/** Commands that the page gives to an open terminal. */
export type TerminalHandle = {
  focus: () => void;
  /** Puts a command into the prompt. The person runs it. */
  put: (command: string) => void;
  run: (command: string) => void;
  /** Returns the session as text. */
  text: () => string;
};

type TerminalProps = {
  ref: RefObject<TerminalHandle | null>;
  name: PromptName;
  /** Starts the shell of this terminal. */
  open: (listener: (message: FromShell) => void, columns: number) => ShellClient;
  label: string;
};

/** One terminal: the transcript, and below it the prompt. */
export function Terminal({ ref, name, open, label }: TerminalProps) {
  const [transcript, dispatch] = useReducer(nextTranscript, EMPTY_TRANSCRIPT);
  const [history, setHistory] = useState<readonly string[]>([]);
  const [pasted, setPasted] = useState<readonly string[] | null>(null);
  const [announced, setAnnounced] = useState('');
  const client = useRef<ShellClient>(null);
  const nextId = useRef(1);
  const prompt = useRef<PromptHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const submitted = useRef('');
  const running = transcript.blocks.at(-1)?.status === null;

  useEffect(() => {
    const opened = open(
      (message) => {
        if (message.type === 'ready') setHistory(message.history);
        // An unfinished text goes back into the prompt, with a new line.
        if (message.type === 'incomplete') prompt.current?.replace(`${submitted.current}\n`);
        if (isShown(message)) dispatch(message);
      },
      scroller.current ? columnsOf(scroller.current) : 80,
    );
    client.current = opened;
    return () => opened.close();
  }, [open]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the view follows its content
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && isAtEnd.current) element.scrollTop = element.scrollHeight;
  }, [transcript.version, pasted]);

  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      client.current?.resize(columnsOf(element));
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // A screen reader hears the answer once, when it is whole.
  const last = transcript.blocks.at(-1);
  const finished = last && last.status !== null ? last : null;
  useEffect(() => {
    if (finished) setAnnounced(spoken(textOfBlock(finished), finished.status ?? 0));
  }, [finished]);

  const run = (text: string) => {
    setPasted(null);
    isAtEnd.current = true;
    const id = nextId.current++;
    submitted.current = text;
    dispatch({ type: 'submitted', id, command: text });
    if (text.trim() !== '') setHistory((before) => (before.at(-1) === text ? before : [...before, text]));
    client.current?.run(id, text);
  };

  useImperativeHandle(ref, () => ({
    focus: () => prompt.current?.focus(),
    put: (command) => prompt.current?.replace(command),
    run,
    text: () => transcript.blocks.map(textOfBlock).join(''),
  }));

  const { question } = transcript;
  return (
    <div className="flex h-full min-h-0 flex-col bg-code">
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the text sets the focus, as in every terminal; Tab reaches the prompt */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the same */}
      <div
        ref={scroller}
        className="min-h-0 flex-1 overflow-y-auto px-3 py-2"
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          isAtEnd.current = scrollHeight - scrollTop - clientHeight < 24;
        }}
        onClick={({ target }) => {
          if (!(document.getSelection()?.isCollapsed ?? true)) return;
          if (target instanceof Element && target.closest('a, button, input, textarea')) return;
          prompt.current?.focus();
        }}
      >
        <section aria-label={label}>
          <h2 className="sr-only">{label}</h2>
          <TranscriptView transcript={transcript} name={name} />
        </section>
        <p role="status" className="sr-only">
          {announced}
        </p>
        {pasted ? (
          <PasteCheck
            lines={pasted}
            onRun={() => {
              run(pasted.join('\n'));
              prompt.current?.focus();
            }}
            onEdit={() => {
              prompt.current?.replace(pasted.join('\n'));
              setPasted(null);
            }}
            onCancel={() => {
              setPasted(null);
              prompt.current?.focus();
            }}
          />
        ) : null}
        {question ? (
          <Question
            key={question.text}
            text={question.text}
            hidden={question.hidden}
            onAnswer={(text) => {
              dispatch({ type: 'answered', text });
              client.current?.answer(text);
              prompt.current?.focus();
            }}
            onInterrupt={() => client.current?.interrupt()}
          />
        ) : null}
        <div className="mt-3 flex items-start gap-[1ch] font-mono text-sm">
          <Prompt name={name} cwd={transcript.cwd} profile={transcript.profile} />
          <PromptField
            ref={prompt}
            label={`Command of ${name.name}`}
            history={history}
            isRunning={running}
            complete={async (text, cursor, options) =>
              (await client.current?.complete(text, cursor, options)) ?? { from: cursor, to: cursor, shared: '', choices: [] }
            }
            onSubmit={run}
            onInterrupt={() => client.current?.interrupt()}
            onClear={() => dispatch({ type: 'clear' })}
            onPasteLines={setPasted}
            onMadePlain={() => setAnnounced('Typographic quotation marks and dashes became plain ones.')}
          />
        </div>
      </div>
      <KeyRow onPress={(key) => prompt.current?.press(key)} onInsert={(text) => prompt.current?.insert(text)} />
    </div>
  );
}

type QuestionProps = { text: string; hidden: boolean; onAnswer: (text: string) => void; onInterrupt: () => void };

/** A question of a running command. A hidden answer is neither shown nor stored. */
function Question({ text, hidden, onAnswer, onInterrupt }: QuestionProps) {
  const [answer, setAnswer] = useState('');
  const id = useId();
  return (
    <form
      className="my-1 flex items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        onAnswer(answer);
      }}
    >
      <label htmlFor={id} className="font-mono text-sm">
        {text}
      </label>
      <Input
        autoFocus
        type={hidden ? 'password' : 'text'}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        id={id}
        className="max-w-80 flex-1"
        value={answer}
        onChange={(event) => setAnswer(event.target.value)}
        onKeyDown={(event) => {
          if (!event.ctrlKey || event.key.toLowerCase() !== 'c') return;
          event.preventDefault();
          onInterrupt();
        }}
      />
    </form>
  );
}

/** Returns the number of characters that fit into a line. */
function columnsOf(element: HTMLElement): number {
  const probe = document.createElement('span');
  probe.className = 'invisible absolute font-mono text-sm';
  probe.textContent = '0'.repeat(100);
  element.append(probe);
  const width = probe.getBoundingClientRect().width / 100;
  probe.remove();
  const { paddingLeft, paddingRight } = getComputedStyle(element);
  const room = element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
  return width > 0 ? Math.max(20, Math.floor(room / width)) : 80;
}

/** The most characters of an answer that are read aloud. */
const MOST_SPOKEN = 1_000;

function spoken(text: string, status: number): string {
  const answer = text.slice(text.indexOf('\n') + 1).trim();
  const said = answer.length > MOST_SPOKEN ? `${answer.slice(0, MOST_SPOKEN)} … The answer is longer.` : answer;
  return status === 0 ? said || 'Done.' : `${said} Exit status ${status}.`;
}

/** True for a message that the transcript shows. The client answers the others. */
function isShown(message: FromShell): message is Exclude<FromShell, { type: 'request' | 'state' | 'completions' | 'uploaded' }> {
  return !['request', 'state', 'completions', 'uploaded'].includes(message.type);
}
