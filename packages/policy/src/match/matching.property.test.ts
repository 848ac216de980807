import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runs } from '../test-runs';
import { matchGlob, plainGlob } from './glob';
import { matchAction } from './match-action';
import { matchArn } from './match-arn';
import { matchResource } from './match-resource';

const special = /[.+^${}()|[\]\\/]/g;

/** Matches a glob by trying every length for every star. It is exponential, so only for short texts. */
function naiveGlob(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const rest = pattern.slice(1);
  if (pattern[0] === '*') return [...Array(text.length + 1).keys()].some((taken) => naiveGlob(rest, text.slice(taken)));
  return text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && naiveGlob(rest, text.slice(1));
}

/** Returns the regular expression that the specification gives for Resource entries. */
function resourceRegExp(pattern: string): RegExp {
  const parts = pattern.split(':');
  const segments = parts.length > 6 ? [...parts.slice(0, 5), parts.slice(5).join(':')] : parts;
  const sources = segments.map((segment, i) => {
    const tail = i === 5;
    return [...segment]
      .map((char, at) => {
        if (char === '*') return tail || at === segment.length - 1 ? '.*' : '[^:]*';
        if (char === '?') return tail ? '.' : '[^:]';
        return char.replace(special, '\\$&');
      })
      .join('');
  });
  return new RegExp(`^${sources.join(':')}$`, 's');
}

const over = (...characters: string[]) => fc.string({ unit: fc.constantFrom(...characters), maxLength: 10 });
const arnLike = (...characters: string[]) =>
  fc.array(over(...characters), { minLength: 3, maxLength: 7 }).map((parts) => parts.join(':'));

describe('matching', () => {
  it('agrees with a naive implementation for globs', () => {
    fc.assert(
      fc.property(over('a', 'b', '*', '?'), over('a', 'b', 'c'), (pattern, text) => {
        expect(matchGlob(plainGlob(pattern), text)).toBe(naiveGlob(pattern, text));
      }),
      runs(5000),
    );
  });

  it('agrees with a naive implementation for actions in any letter case', () => {
    fc.assert(
      fc.property(over('a', 'B', '*', '?'), over('A', 'b', 'a'), (pattern, name) => {
        expect(matchAction(`s3:${pattern}`, `S3:${name}`)).toBe(naiveGlob(pattern.toLowerCase(), name.toLowerCase()));
      }),
      runs(2000),
    );
  });

  it('agrees with a regular expression for resources, segment by segment', () => {
    fc.assert(
      fc.property(arnLike('a', 'b', '*', '?', '/'), arnLike('a', 'b', '/'), (pattern, text) => {
        expect(matchResource(pattern, text)).toBe(resourceRegExp(pattern).test(text));
      }),
      runs(5000),
    );
  });

  it('agrees with a regular expression for resources that are made from their pattern', () => {
    const fill = fc.array(over('a', 'b', '/'), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(arnLike('a', '*', '?'), fill, (pattern, runs) => {
        let i = 0;
        const text = [...pattern].map((char) => (char === '*' ? (runs[i++] ?? '') : char === '?' ? 'x' : char)).join('');
        expect(matchResource(pattern, text)).toBe(resourceRegExp(pattern).test(text));
      }),
      runs(3000),
    );
  });

  it('agrees with a naive implementation for ARN conditions, part by part', () => {
    const part = over('a', 'b', '*', '?');
    const text = over('a', 'b');
    const six = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(six(part), six(text), (patterns, texts) => {
        const expected = patterns.every((pattern, i) => naiveGlob(pattern, texts[i] ?? ''));
        expect(matchArn(`arn:${patterns.join(':')}`, `arn:${texts.join(':')}`)).toBe(expected);
      }),
      runs(3000),
    );
  });

  it('takes substituted values literally', () => {
    fc.assert(
      fc.property(over('a', '*', '?', '$'), over('a', '*', '?', '$'), (value, text) => {
        expect(matchResource('arn:aws:s3:::x/${k:v}', `arn:aws:s3:::x/${text}`, () => value)).toBe(value === text);
      }),
      runs(2000),
    );
  });
});
