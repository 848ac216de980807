import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pluralOf, singularOf } from './plural';

const ROOT = join(import.meta.dirname, '../../..');

/** Returns the nouns of tables, from their `noun`. */
function nounsOfTables(files: readonly string[]): string[] {
  const nouns = files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/\bnoun="([a-zA-Z ]+)"/g)].map(([, noun = '']) => noun),
  );
  return [...new Set(nouns)];
}

function filesIn(...folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !/\.(test|bench)\./.test(path))
      .map((path) => join(ROOT, folder, path)),
  );
}

const FILES = filesIn('app', 'components');
const COUNTED =
  'account|action|address|answer|call|change|character|check|day|entry|event|file|finding|group|hint|key|member|minute|node|operation|policy|principal|resource|result|role|row|service|step|student|test|user|version';
const MANY = COUNTED.split('|').map(pluralOf).join('|');
/** Matches a computed number before a plural noun, in a template or in a page's text. */
const COUNT_AND_NOUN = new RegExp(
  `\\{[^{}]*(?:\\.length|toLocaleString\\('en'\\)|\\b[cC]ount\\b|[cC]ount\\([^)]*\\)|\\b[tT]otal\\b)[^{}]*\\}(?:</b>)? (?:[a-z]+ )?(?:${MANY})\\b(?!=)`,
);
/** Matches nearby lines that handle the singular, or a number that is always more than one. */
const TELLS_ONE = /=== 1\b|=== '1'|> [1-9]\b|plural\(|MOST|\bmost\b|MAX|Most|Quota|countText\(|maxCharacters/;

it('no source text has a plural noun after a number that can be 1', () => {
  const found = FILES.flatMap((file) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    return lines.flatMap((line, at) => {
      const around = lines.slice(Math.max(0, at - 3), at + 2).join('\n');
      const isComment = /^\s*(\*|\/\/|\/\*)/.test(line);
      return COUNT_AND_NOUN.test(line) && !TELLS_ONE.test(around) && !isComment
        ? [`${file.slice(ROOT.length + 1)}:${at + 1} ${line.trim()}`]
        : [];
    });
  });
  // These numbers are never 1: a first page that has more to follow, all checks, and password rules.
  const never = /use-paid-accounts\.ts|checks-panel\.tsx|iam-account-settings-page\.tsx|account-quota\.tsx|browser-sessions\.tsx/;
  expect(found.filter((line) => !never.test(line))).toEqual([]);
});

/** Matches a number whose noun a condition chooses, in a text, in a template and in JSX. */
const BY_HAND = [
  /=== 1 \? '1 ([a-z ]+?)(?: is)?' : `\$\{[^{}]*\} ([a-z ]+?)(?: are)?`/g,
  /\$\{[^{}]*\} \$\{[^{}]* === 1 \? '([A-Za-z ]+)' : '([A-Za-z ]+)'\}/g,
  /[^$]\{[\w.?()]*(?:\('en'\))?\}\s+\{[\w.?]* === 1 \? '([A-Za-z ]+?)(?: is)?' : '([A-Za-z ]+?)(?: are)?'\}/g,
  /\$\{[^{}]*\} (\w+)\$\{[^{}]* === 1 \? '()' : 's'\}/g,
  /\$\{[^{}]*\} \$\{(\w+)\}\$\{[^{}]* === 1 \? '()' : 's'\}/g,
];
/** These files cannot import `plural`: primitives import nothing of ours, and page files import no texts. */
const WITHOUT_PLURAL = /\/components\/ui\/|\/page\.tsx$/;

it('no source text chooses a noun by hand if plural() can count it', () => {
  const found = FILES.filter((file) => !WITHOUT_PLURAL.test(file)).flatMap((file) => {
    const text = readFileSync(file, 'utf8');
    return BY_HAND.flatMap((pattern) =>
      [...text.matchAll(pattern)]
        .filter(([, one = '', many = '']) => many === '' || pluralOf(one) === many)
        .map(([whole]) => `${file.slice(ROOT.length + 1)}: ${whole}`),
    );
  });
  expect(found).toEqual([]);
});

it('singularOf knows the singular of every noun that tables count', () => {
  const nouns = nounsOfTables(FILES);
  expect(nouns.length).toBeGreaterThan(20);
  const many = nouns.filter((noun) => nouns.includes(pluralOf(noun)) || /s$/.test(noun));
  for (const noun of many) {
    const one = /s$/.test(noun) ? singularOf(noun) : noun;
    expect(one, noun).toMatch(/[^s]$|ss$/);
    expect(pluralOf(one), one).toBe(/s$/.test(noun) ? noun : pluralOf(noun));
  }
  expect(['policies', 'addresses', 'children', 'entities', 'services', 'access keys', 'ways'].map(singularOf)).toEqual([
    'policy',
    'address',
    'child',
    'entity',
    'service',
    'access key',
    'way',
  ]);
});
