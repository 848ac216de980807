import type { FromShell } from '@/lib/shell/messages';
import { OutputText } from './ansi';

/** A part of a command's answer, in the order of the output. */
export type TranscriptPart =
  | { kind: 'output'; stream: 'stdout' | 'stderr'; text: OutputText }
  /** A denied call, with the page that explains it. */
  | { kind: 'denied'; decision: string; message: string }
  /** A remark of the shell itself. */
  | { kind: 'note'; text: string }
  /** A question of the command, and its answer unless it was hidden. */
  | { kind: 'question'; text: string; answer: string | null };

/** A submitted command with its answer. */
export type TranscriptBlock = {
  id: number;
  /** The folder and the profile in the prompt when the command was submitted. */
  cwd: string;
  profile: string | null;
  command: string;
  parts: readonly TranscriptPart[];
  /** The exit status. Null: it runs. */
  status: number | null;
};

export type Transcript = {
  blocks: readonly TranscriptBlock[];
  /** The number of blocks that were dropped from the beginning. */
  dropped: number;
  cwd: string;
  profile: string | null;
  /** The question that a running command asks. */
  question: { id: number; text: string; hidden: boolean } | null;
  /** Counts the changes, so that a view knows that output within a block grew. */
  version: number;
};

export const EMPTY_TRANSCRIPT: Transcript = { blocks: [], dropped: 0, cwd: '~', profile: null, question: null, version: 0 };

/** The most lines of output that a transcript shows. */
export const MOST_LINES = 5_000;

export type TranscriptEvent =
  | { type: 'submitted'; id: number; command: string }
  | { type: 'answered'; text: string }
  | Extract<FromShell, { type: 'ready' | 'output' | 'denied' | 'note' | 'question' | 'incomplete' | 'done' | 'clear' }>;

/** Returns the transcript after an event. Output is added to the text of its part in place. */
export function nextTranscript(transcript: Transcript, event: TranscriptEvent): Transcript {
  const version = transcript.version + 1;
  switch (event.type) {
    case 'submitted': {
      const { id, command } = event;
      const { cwd, profile } = transcript;
      const blocks = [...transcript.blocks, { id, cwd, profile, command, parts: [], status: null }];
      return { ...transcript, ...withoutOldest(blocks, transcript.dropped), version };
    }
    case 'ready':
      return { ...transcript, cwd: event.cwd, version };
    case 'incomplete':
      return { ...transcript, blocks: transcript.blocks.filter(({ id }) => id !== event.id), version };
    case 'clear':
      return {
        ...transcript,
        blocks: transcript.blocks.filter(({ status }) => status === null).map(emptied),
        dropped: 0,
        version,
      };
    case 'output':
      return { ...withBlock(transcript, event.id, (block) => withOutput(block, event.stream, event.text)), version };
    case 'denied':
    case 'note': {
      const { id, type, ...rest } = event;
      const part = { kind: type, ...rest } as TranscriptPart;
      return { ...withBlock(transcript, id, (block) => ({ ...block, parts: [...block.parts, part] })), version };
    }
    case 'question': {
      const { id, text, hidden } = event;
      return { ...transcript, question: { id, text, hidden }, version };
    }
    case 'answered': {
      const { question } = transcript;
      if (!question) return transcript;
      const part: TranscriptPart = { kind: 'question', text: question.text, answer: question.hidden ? null : event.text };
      const next = withBlock(transcript, question.id, (block) => ({ ...block, parts: [...block.parts, part] }));
      return { ...next, question: null, version };
    }
    case 'done': {
      const { id, status, cwd, profile } = event;
      const next = withBlock(transcript, id, (block) => ({ ...block, status }));
      return { ...next, question: null, cwd, profile, version };
    }
  }
}

const emptied = (block: TranscriptBlock): TranscriptBlock => ({ ...block, parts: [] });

function withBlock(transcript: Transcript, id: number, change: (block: TranscriptBlock) => TranscriptBlock): Transcript {
  return { ...transcript, blocks: transcript.blocks.map((block) => (block.id === id ? change(block) : block)) };
}

function withOutput(block: TranscriptBlock, stream: 'stdout' | 'stderr', text: string): TranscriptBlock {
  const last = block.parts.at(-1);
  if (last?.kind === 'output' && last.stream === stream) {
    last.text.add(text);
    return { ...block };
  }
  const part = { kind: 'output' as const, stream, text: new OutputText() };
  part.text.add(text);
  return { ...block, parts: [...block.parts, part] };
}

/** Returns the number of lines of a block. */
export function linesOf(block: TranscriptBlock): number {
  return block.parts.reduce((sum, part) => sum + (part.kind === 'output' ? part.text.all().length : 1), 1);
}

/** Drops the oldest blocks until the rest has at most MOST_LINES lines. The newest always stays. */
function withoutOldest(blocks: readonly TranscriptBlock[], dropped: number): Pick<Transcript, 'blocks' | 'dropped'> {
  let from = blocks.length - 1;
  let lines = 0;
  for (; from > 0; from -= 1) {
    lines += linesOf(blocks[from - 1] as TranscriptBlock);
    if (lines > MOST_LINES) break;
  }
  return { blocks: blocks.slice(from), dropped: dropped + from };
}

/** Returns the text of a block, as a file of the session has it. */
export function textOfBlock(block: TranscriptBlock): string {
  const parts = block.parts.map((part) => {
    if (part.kind === 'output')
      return part.text
        .all()
        .map((line) => line.map(({ text }) => text).join(''))
        .join('\n');
    if (part.kind === 'question') return `${part.text}${part.answer ?? ''}\n`;
    return part.kind === 'denied' ? '' : `${part.text}\n`;
  });
  const answer = parts.join('');
  return `$ ${block.command}\n${answer}${answer === '' || answer.endsWith('\n') ? '' : '\n'}`;
}
