import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchGlob, plainGlob } from '../match/glob';
import { covers, overlaps, toOpenPattern, toPattern } from './patterns';

const ALPHABET = ['a', 'b'];
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 5 });

/** All texts of up to nine letters. They distinguish any two patterns of five characters. */
const TEXTS = (() => {
  let texts = [''];
  const all = [''];
  for (let length = 1; length <= 9; length++) {
    texts = texts.flatMap((text) => ALPHABET.map((letter) => text + letter));
    all.push(...texts);
  }
  return all;
})();

describe('patterns', () => {
  it('overlap exactly when some text matches both', () => {
    fc.assert(
      fc.property(pattern, pattern, (a, b) => {
        const [globA, globB] = [plainGlob(a), plainGlob(b)];
        const witness = TEXTS.some((text) => matchGlob(globA, text) && matchGlob(globB, text));
        expect(overlaps(toPattern(a), toPattern(b))).toBe(witness);
      }),
      { numRuns: 300 },
    );
  });

  it('cover only texts that they match', () => {
    fc.assert(
      fc.property(pattern, pattern, (wide, narrow) => {
        if (!covers(wide, narrow)) return;
        const [globWide, globNarrow] = [plainGlob(wide), plainGlob(narrow)];
        for (const text of TEXTS) if (matchGlob(globNarrow, text)) expect(matchGlob(globWide, text)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['*', 'iam:Get*', true],
    ['iam:Get*', 'iam:GetUser', true],
    ['iam:Get*', 'iam:GetUser*', true],
    ['iam:Get*', 'iam:*User', false],
    ['iam:GetUser', 'iam:Get*', false],
    ['a?', 'a*', false],
    ['a*', 'a?', true],
    ['', '*', false],
  ])('%s covers %s: %s', (wide, narrow, expected) => {
    expect(covers(wide, narrow)).toBe(expected);
  });

  it('match any text in place of variables and placeholders', () => {
    expect(overlaps(toOpenPattern('${BucketName}/${ObjectName}'), toOpenPattern('home/${aws:username}/*'))).toBe(true);
    expect(overlaps(toOpenPattern('user/${UserName}'), toOpenPattern('role/*'))).toBe(false);
  });
});
