import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readPageTexts, VALUE } from './page-texts.mjs';

const ROOT = join(import.meta.dirname, '../..');

/** The faults that a page's text can have for some of its conditions and values. */
const BROKEN: readonly (readonly [rule: string, found: RegExp])[] = [
  ['a sentence touches the next', /\p{Ll}[.?!]\p{Lu}\p{Ll}/u],
  ['a sentence touches a value', new RegExp(`\\p{Ll}{2}[.?!]${VALUE}(?!\\.)`, 'u')],
  ['a comma touches a word', /\p{Ll}[,;]\p{Ll}/u],
  ['a word touches a bracket', new RegExp(`[\\p{L}\\d${VALUE}]\\(\\p{L}|\\)[\\p{L}\\d]`, 'u')],
  ['a word touches a value', new RegExp(`\\p{Ll}{2}${VALUE}`, 'u')],
  ['a value touches a word', new RegExp(`${VALUE}\\p{Ll}{2}|${VALUE}s\\b`, 'u')],
  ['a verb comes twice', /\b(?:was|were|is|are|has|have) (?:was|were|is|are|has|have)\b/],
  ['a word comes twice', new RegExp(`\\b(\\p{L}{2,}) (?:(?:${VALUE}|\\d+) )?\\1\\b`, 'u')],
];

/** Texts that are not sentences: addresses, class names, lengths and SVG paths. */
const NO_SENTENCE = new RegExp(`://|:\\w+-|\\b(?:text|border|bg|px)-|${VALUE}(?:px|rem|ch)\\b|^M${VALUE}`);
/** A file whose text about a day is empty or begins with a space. */
const WITH_OWN_SPACE = /what-if\/_components\/changes\.ts:\d+ a word touches a value/;

function brokenIn(file: string, code: string): string[] {
  return readPageTexts(file, code).flatMap(({ line, text }) =>
    NO_SENTENCE.test(text)
      ? []
      : BROKEN.filter(([, found]) => found.test(text)).map(
          ([rule]) => `${file}:${line} ${rule}: ${text.replaceAll(VALUE, '…').replaceAll('\n', ' | ')}`,
        ),
  );
}

it('the texts of all pages form whole sentences under all conditions', () => {
  const files = ['app', 'components'].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !/\.(?:test|bench)\./.test(path))
      .map((path) => `${folder}/${path}`),
  );
  const texts = files.map((file) => readFileSync(join(ROOT, file), 'utf8'));
  expect(files.flatMap((file, at) => readPageTexts(file, texts[at] ?? '')).length).toBeGreaterThan(3000);
  const broken = files.flatMap((file, at) => brokenIn(file, texts[at] ?? ''));
  expect(broken.filter((one) => !WITH_OWN_SPACE.test(one))).toEqual([]);
});

it.each([
  ["<p>{on ? 'Includes SCPs.' : 'Nothing.'}\n<a href={to}>Through policies</a></p>", 'a sentence touches the next'],
  ["<p>It is saved.{more ? 'Others follow.' : null}</p>", 'a sentence touches the next'],
  ['<p>It is saved.{more}</p>', 'a sentence touches a value'],
  ['<p>See the<TextLink href={to}>list</TextLink> of it.</p>', null],
  ['<p>See the<Time value={now} /> of it.</p>', 'a word touches a value'],
  ['<p>{name}(the payer) pays.</p>', 'a word touches a bracket'],
  ['<p>Up to {most}and 200 more.</p>', 'a value touches a word'],
  ["<p>{on ? 'No changes,' : ''}no month.</p>", 'a comma touches a word'],
  ["<p>It was {many ? 'were' : 'was'} covered.</p>", 'a verb comes twice'],
  ["<Button>Print cards {plural(count, 'card')}</Button>", 'a word comes twice'],
  ["const to = many ? 'it' : 'them'; const x = <p>Try it {to} now.</p>", 'a word comes twice'],
  ["const at = where ? ' there' : ''; const x = <p>It is{at}.</p>", null],
  ["<p>\n{count} of <b>all</b>{' '}\n<i>users</i></p>", null],
  ['<p className="flex gap-2">Two{count}<i>users</i></p>', null],
])('the check of page texts judges %s', (code, rule) => {
  const found = brokenIn('page.tsx', code);
  if (rule === null) expect(found).toEqual([]);
  else expect(found.join()).toContain(rule);
});
