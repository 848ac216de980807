import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resourcePattern } from '../../match/match-resource';
import { runs } from '../../test-runs';
import { takeAll } from '../steps';
import { admits, codesOf, isRun, RUN_WITHOUT_SLASH, type TextCodes } from './codes';
import { covers, overlaps } from './compare';
import { findText, type TextConstraint } from './find-text';
import { textClassesSteps } from './text-classes';

/** Matches by trying every length for each star. */
function matches(codes: TextCodes, text: string, c = 0, t = 0): boolean {
  const code = codes[c];
  if (code === undefined) return t === text.length;
  const here = t < text.length && admits(code, text.charCodeAt(t));
  if (isRun(code)) return matches(codes, text, c + 1, t) || (here && matches(codes, text, c, t + 1));
  return here && matches(codes, text, c + 1, t + 1);
}

const LETTERS = ['a', 'b', ':', '/', 'z'];
const code = fc.constantFrom(97, 98, 58, 47, -1, -2, -3, -4, RUN_WITHOUT_SLASH);
const codes = fc.array(code, { maxLength: 6 });

/** All texts of up to five of these letters. They distinguish nearly all sequences of six positions. */
const TEXTS: string[] = [''];
for (let i = 0, from = 0; i < 5; i += 1) {
  const to = TEXTS.length;
  for (let at = from; at < to; at += 1) for (const letter of LETTERS) TEXTS.push(`${TEXTS[at]}${letter}`);
  from = to;
}

describe('sets of texts', () => {
  it('overlap exactly when some text belongs to both', () => {
    fc.assert(
      fc.property(codes, codes, (a, b) => {
        const found = findText([[{ negated: false, codes: [a] }], [{ negated: false, codes: [b] }]]);
        expect(overlaps(a, b)).toBe(found.kind === 'found');
        expect(overlaps(b, a)).toBe(overlaps(a, b));
        if (found.kind === 'found') expect(matches(a, found.text) && matches(b, found.text)).toBe(true);
        else expect(TEXTS.filter((text) => matches(a, text) && matches(b, text))).toEqual([]);
      }),
      runs(300),
    );
  });

  it('cover another set exactly when all of its texts belong to them', () => {
    fc.assert(
      fc.property(codes, codes, (wide, narrow) => {
        const covered = covers(wide, narrow);
        const outside = findText([[{ negated: false, codes: [narrow] }], [{ negated: true, codes: [wide] }]]);
        expect(outside.kind).toBe(covered ? 'none' : 'found');
        if (outside.kind === 'found') expect(matches(narrow, outside.text) && !matches(wide, outside.text)).toBe(true);
        else expect(TEXTS.filter((text) => matches(narrow, text) && !matches(wide, text))).toEqual([]);
      }),
      runs(300),
    );
  });

  it('have a text that satisfies every constraint whenever one exists', () => {
    const set = fc.record({ negated: fc.boolean(), codes: fc.array(codes, { minLength: 1, maxLength: 2 }) });
    const constraint: fc.Arbitrary<TextConstraint> = fc.array(set, { minLength: 1, maxLength: 2 });
    const satisfies = (text: string, constraints: readonly TextConstraint[]) =>
      constraints.every((sets) => sets.some((one) => one.codes.some((each) => matches(each, text)) !== one.negated));
    fc.assert(
      fc.property(fc.array(constraint, { minLength: 1, maxLength: 3 }), (constraints) => {
        const found = findText(constraints);
        if (found.kind === 'found') expect(satisfies(found.text, constraints)).toBe(true);
        if (found.kind === 'none') expect(TEXTS.filter((text) => satisfies(text, constraints))).toEqual([]);
        expect(found.kind).not.toBe('unknown');
      }),
      runs(200),
    );
  });

  it('divide all texts into classes, each with an example that belongs to it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(codes, { maxLength: 2 }), { maxLength: 3 }),
        fc.array(codes, { minLength: 1, maxLength: 2 }),
        (sets, within) => {
          const classes = takeAll(textClassesSteps(sets, within)) ?? [];
          const classOf = (text: string) => sets.flatMap((set, i) => (set.some((one) => matches(one, text)) ? [i] : [])).join();
          const known = new Map(classes.map(({ belongs, text }) => [[...belongs].join(), text]));
          const inside = TEXTS.filter((text) => within.some((one) => matches(one, text)));
          expect(inside.filter((text) => !known.has(classOf(text)))).toEqual([]);
          for (const [belongs, text] of known) expect(classOf(text)).toBe(belongs);
        },
      ),
      runs(200),
    );
  });

  it('return unknown when a comparison is too long', () => {
    const hard: TextCodes = [-3, 97, ...Array.from({ length: 16 }, () => -1)];
    const apart: TextCodes = [-3, 98, ...Array.from({ length: 16 }, () => -1)];
    const query = [
      [{ negated: true, codes: [hard] }],
      [{ negated: false, codes: [apart, hard] }],
      [{ negated: true, codes: [apart] }],
    ];
    expect(findText(query, 50).kind).toBe('unknown');
  });

  it('have the shortest text as the witness', () => {
    const found = findText([[{ negated: false, codes: [[97, -3, 98]] }], [{ negated: true, codes: [[97, 98]] }]]);
    expect(found.kind === 'found' && found.text.length).toBe(3);
  });

  it('match the same texts as the engine for a Resource entry', () => {
    const { pattern } = resourcePattern('arn:aws:s*:::b*/?x', true);
    const read = pattern.kind === 'fixed' ? codesOf(pattern.glob) : null;
    expect(read).not.toBeNull();
    expect(matches(read ?? [], 'arn:aws:sqs:::bucket/ax')).toBe(true);
    expect(matches(read ?? [], 'arn:aws:ec2:::bucket/ax')).toBe(false);
  });
});
