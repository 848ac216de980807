import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenizeJsonLine } from './json-tokens';

describe('tokenizeJsonLine', () => {
  it('distinguishes keys, strings and literals', () => {
    const kinds = tokenizeJsonLine('  "Effect": "Deny", "Max": 5, "On": true').map(({ kind, text }) => [kind, text]);
    expect(kinds.filter(([kind]) => kind !== 'text')).toEqual([
      ['key', '"Effect"'],
      ['string', '"Deny"'],
      ['key', '"Max"'],
      ['literal', '5'],
      ['key', '"On"'],
      ['literal', 'true'],
    ]);
  });

  it('keeps an escaped quote inside its string', () => {
    expect(tokenizeJsonLine('"a\\"b": 1')[0]).toEqual({ kind: 'key', text: '"a\\"b"' });
  });

  it('keeps every character of any line', () => {
    fc.assert(
      fc.property(fc.string(), (line) => {
        expect(
          tokenizeJsonLine(line)
            .map((token) => token.text)
            .join(''),
        ).toBe(line);
      }),
    );
  });
});
