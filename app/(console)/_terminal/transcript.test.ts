import { describe, expect, it } from 'vitest';
import {
  EMPTY_TRANSCRIPT,
  linesOf,
  MOST_LINES,
  nextTranscript,
  type Transcript,
  type TranscriptEvent,
  textOfBlock,
} from './transcript';

function transcriptOf(...events: TranscriptEvent[]): Transcript {
  return events.reduce(nextTranscript, EMPTY_TRANSCRIPT);
}

const submitted = (id: number, command: string): TranscriptEvent => ({ type: 'submitted', id, command });
const output = (id: number, text: string, stream: 'stdout' | 'stderr' = 'stdout'): TranscriptEvent => ({
  type: 'output',
  id,
  stream,
  text,
});
const done = (id: number, status = 0, cwd = '~'): TranscriptEvent => ({ type: 'done', id, status, cwd, profile: null });

describe('a transcript', () => {
  it('keeps standard output and errors in the order in which they came', () => {
    const { blocks } = transcriptOf(
      submitted(1, 'x'),
      output(1, 'a\n'),
      output(1, 'oh\n', 'stderr'),
      output(1, 'b\n'),
      done(1, 3),
    );
    expect(blocks[0]?.parts.map((part) => part.kind === 'output' && part.stream)).toEqual(['stdout', 'stderr', 'stdout']);
    expect(blocks[0] && textOfBlock(blocks[0])).toBe('$ x\na\noh\nb\n');
    expect(blocks[0]?.status).toBe(3);
  });

  it('shows the folder of the prompt from when the command was submitted', () => {
    const { blocks, cwd } = transcriptOf(submitted(1, 'cd a'), done(1, 0, '~/a'), submitted(2, 'pwd'), done(2, 0, '~/a'));
    expect(blocks.map((block) => block.cwd)).toEqual(['~', '~/a']);
    expect(cwd).toBe('~/a');
  });

  it('does not store a hidden answer', () => {
    const ask: TranscriptEvent = { type: 'question', id: 1, text: 'MFA code: ', hidden: true };
    const { blocks, question } = transcriptOf(submitted(1, 'aws x'), ask, { type: 'answered', text: '123456' });
    expect(question).toBeNull();
    expect(JSON.stringify(blocks)).not.toContain('123456');
  });

  it('drops the oldest commands of a long session, and says how many', () => {
    const long = Array.from({ length: 12 }, (_, index) => [
      submitted(index, 'long'),
      output(index, 'line\n'.repeat(MOST_LINES / 5)),
      done(index),
    ]).flat();
    const { blocks, dropped } = transcriptOf(...long, submitted(99, 'last'));
    expect(dropped).toBeGreaterThan(5);
    expect(dropped + blocks.length).toBe(13);
    expect(blocks.reduce((sum, block) => sum + linesOf(block), 0)).toBeLessThanOrEqual(MOST_LINES + 2);
    expect(blocks.at(-1)?.command).toBe('last');
  });

  it('clears everything but a command that still runs', () => {
    const { blocks } = transcriptOf(submitted(1, 'a'), done(1), submitted(2, 'b'), output(2, 'x\n'), { type: 'clear' });
    expect(blocks.map(({ command, parts }) => [command, parts.length])).toEqual([['b', 0]]);
  });
});
