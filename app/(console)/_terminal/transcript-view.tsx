'use client';

import { Download } from 'lucide-react';
import { memo, useState } from 'react';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { downloadText } from '@/components/ui/download-text';
import { TextLink } from '@/components/ui/text-link';
import type { AnsiColor, OutputLine, OutputText, TextStyle } from './ansi';
import { commandPieces } from './command-pieces';
import { type Transcript, type TranscriptBlock, type TranscriptPart, textOfBlock } from './transcript';

/** The lines of a long output that are shown until somebody asks for all. */
const SHOWN_LINES = 500;

/** The identity in the prompt. */
export type PromptName = { name: string; isRoot: boolean };

/** Shows submitted commands with their answers. Output is text: only colors have an effect, and nothing in it is a link. */
export function TranscriptView({ transcript, name }: { transcript: Transcript; name: PromptName }) {
  return (
    <ol className="space-y-3">
      {transcript.dropped > 0 ? (
        <li className="text-ink-3 text-sm">
          {transcript.dropped === 1 ? 'One older command is' : `${transcript.dropped} older commands are`} no longer shown.
        </li>
      ) : null}
      {transcript.blocks.map((block) => (
        <li key={block.id}>
          <Block block={block} name={name} />
        </li>
      ))}
    </ol>
  );
}

const Block = memo(function Block({ block, name }: { block: TranscriptBlock; name: PromptName }) {
  return (
    <>
      <h3 className="whitespace-pre-wrap font-mono text-sm [overflow-wrap:anywhere]">
        <Prompt name={name} cwd={block.cwd} profile={block.profile} />
        {commandPieces(block.command).map(({ text, kind }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a submitted command never change
          <span key={index} className={PIECES[kind]}>
            {text}
          </span>
        ))}
      </h3>
      {block.parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts are only added
        <Part key={index} part={part} block={block} />
      ))}
      {block.status !== null && block.status !== 0 ? <p className="sr-only">Exit status {block.status}</p> : null}
    </>
  );
});

const PIECES = { word: '', option: 'text-ink-2', string: 'text-syntax-string' } as const;

/** The prompt before a command: who, in which folder, and with which profile. */
export function Prompt({ name, cwd, profile }: { name: PromptName; cwd: string; profile: string | null }) {
  return (
    <span className="select-none">
      <span className={classNames('font-semibold', name.isRoot ? 'text-deny' : 'text-accent')}>{name.name}</span>{' '}
      {profile ? <span className="text-limit">[{profile}] </span> : null}
      <span className="text-ink-2">{shownFolder(cwd)} $ </span>
    </span>
  );
}

/** Returns a folder as a prompt shows it: the home folder is `~`. */
function shownFolder(path: string): string {
  return path.replace(/^\/home\/[^/]+/, '~');
}

function Part({ part, block }: { part: TranscriptPart; block: TranscriptBlock }) {
  switch (part.kind) {
    case 'output':
      return <Output text={part.text} isError={part.stream === 'stderr'} block={block} />;
    case 'denied':
      return (
        <p className="my-1 flex flex-wrap items-baseline gap-x-2 rounded-md border border-line border-l-4 border-l-deny bg-surface px-3 py-1.5 font-sans text-sm">
          <span className="font-semibold">{part.message}</span>
          <TextLink href={part.decision} external={!part.decision.startsWith('/')} inline>
            Why? Open the decision
          </TextLink>
        </p>
      );
    case 'note':
      return <p className="font-sans text-ink-2 text-sm">{part.text}</p>;
    case 'question':
      return (
        <p className="whitespace-pre-wrap font-mono text-sm">
          {part.text}
          {part.answer}
        </p>
      );
  }
}

function Output({ text, isError, block }: { text: OutputText; isError: boolean; block: TranscriptBlock }) {
  const [all, setAll] = useState(false);
  const lines = text.all();
  const last = lines.at(-1)?.length === 0 ? lines.length - 1 : lines.length;
  const from = all ? 0 : Math.max(0, last - SHOWN_LINES);
  return (
    <>
      {from > 0 ? (
        <p className="my-1 flex flex-wrap items-center gap-2 font-sans text-ink-2 text-sm">
          {from.toLocaleString('en')} earlier lines are folded.
          <Button size="sm" onClick={() => setAll(true)}>
            Show all lines
          </Button>
          <Button size="sm" onClick={() => downloadText('output.txt', textOfBlock(block), 'text/plain')}>
            <Download aria-hidden size={14} />
            Download output
          </Button>
        </p>
      ) : null}
      <pre className={classNames('whitespace-pre-wrap font-mono text-sm [overflow-wrap:anywhere]', isError && 'text-ink-2')}>
        {lines.slice(from, last).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added at the end
          <Line key={from + index} line={line} />
        ))}
      </pre>
    </>
  );
}

function Line({ line }: { line: OutputLine }) {
  return (
    <>
      {line.map(({ text, style }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line's pieces have no other identity
        <span key={index} className={classOf(style)}>
          {text}
        </span>
      ))}
      {'\n'}
    </>
  );
}

const COLORS: Readonly<Record<AnsiColor, string>> = {
  black: 'text-ink-2',
  red: 'text-deny',
  green: 'text-allow',
  yellow: 'text-limit',
  blue: 'text-syntax-string',
  magenta: 'text-syntax-literal',
  cyan: 'text-accent',
  white: 'text-ink',
};

function classOf(style: TextStyle): string | undefined {
  return (
    classNames(
      style.color && COLORS[style.color],
      style.dim && !style.color && 'text-ink-3',
      style.bold && 'font-semibold',
      style.italic && 'italic',
      style.underline && 'underline',
    ) || undefined
  );
}
