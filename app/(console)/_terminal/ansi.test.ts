import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutputText } from './ansi';

function linesOf(...pieces: string[]) {
  const output = new OutputText();
  for (const piece of pieces) output.add(piece);
  return output.all();
}

const textOf = (...pieces: string[]) => linesOf(...pieces).map((line) => line.map(({ text }) => text).join(''));

/** Pieces of sequences, complete and broken, between ordinary text. */
const OUTPUT = fc.array(
  fc.oneof(
    fc.constantFrom(
      '\u001b[1m',
      '\u001b[34m',
      '\u001b[0m',
      '\u001b[',
      '\u001b]8;;http://evil.example\u0007',
      '\u001b]0;title\u001b\\',
    ),
    fc.constantFrom(
      '\r',
      '\n',
      '\r\n',
      '\u001b',
      '\u001b[2J',
      '\u001b[10;10H',
      '\u001b[38;5;200m',
      '\u001bP1;2|',
      '\u0007',
      '\u202e',
    ),
    fc.string({ unit: 'grapheme', maxLength: 5 }),
    fc.string({ unit: 'binary', maxLength: 5 }),
  ),
  { maxLength: 20 },
);

describe('output of a command', () => {
  it('is the same however it is cut into pieces', () => {
    const cut = fc.tuple(OUTPUT, fc.array(fc.nat(200), { maxLength: 6 }));
    fc.assert(
      fc.property(cut, ([parts, places]) => {
        const text = parts.join('');
        const ends = [...new Set(places.map((place) => place % (text.length + 1)))].sort((one, other) => one - other);
        const pieces = [0, ...ends].map((from, index) => text.slice(from, ends[index] ?? text.length));
        expect(textOf(...pieces, '\u001b[0m')).toEqual(textOf(text, '\u001b[0m'));
      }),
    );
  });

  it('shows no control character, whatever comes', () => {
    fc.assert(
      fc.property(OUTPUT, (parts) => {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not remain
        for (const line of textOf(...parts)) expect(line).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u202a-\u202e]/);
      }),
    );
  });

  it('takes colors and weights from sequences, until they end', () => {
    expect(linesOf('a\u001b[1m\u001b[34mb\u001b[0mc')).toEqual([
      [
        { text: 'a', style: {} },
        { text: 'b', style: { bold: true, color: 'blue' } },
        { text: 'c', style: {} },
      ],
    ]);
    expect(linesOf('\u001b[38;5;31mx\u001b[91my')).toEqual([
      [
        { text: 'x', style: {} },
        { text: 'y', style: { color: 'red' } },
      ],
    ]);
  });

  it('starts a line again after a carriage return, which progress uses', () => {
    expect(textOf('10%\r', '20%\r', '100%\n', 'done')).toEqual(['100%', 'done']);
    expect(textOf('kept\r\n', 'next')).toEqual(['kept', 'next']);
  });

  it('drops titles, links and movements, and shows misleading characters by their code', () => {
    expect(textOf('\u001b]8;;http://evil.example\u0007click\u001b]8;;\u0007 \u001b[2Jme')).toEqual(['click me']);
    expect(textOf('user\u202egnp.exe')).toEqual(['user\\u202egnp.exe']);
  });
});
