import { describe, expect, it } from 'vitest';
import { readCode, readMarkdown } from './read-texts.mjs';
import { judgeSubject, judgeText } from './word-rules.mjs';

const rules = (text: string) => judgeText(text).map(({ rule }) => rule);
const read = (code: string, options = { jsx: true, sentences: true }) => readCode(code, options);

describe('judgeText', () => {
  it.each([
    ['Of the role, its name.', 'begins with "Of"'],
    ['What is stored.', 'begins with "What"'],
    ['Whose it is.', 'begins with "Whose"'],
    ['Good. Those of the account.', 'begins with "Those"'],
    ['None of them is read.', 'begins with "None"'],
    ['How many there are.', 'begins with "How many"'],
    ['Where the role is kept.', 'begins with "Where"'],
    ['Whether the role is kept.', 'begins with "Whether"'],
    ['Asks whoever calls.', '"whoever" went: name the person, or "anyone who"'],
    ['Reads it if one may.', '"if one may" went: name the subject'],
    ['Hides the name from the asker.', '"asker" went: caller, or viewer'],
    ['Deletes 1 users.', '"1 users" is not singular'],
    [`Reads ${'very '.repeat(30)}much.`, '32 words, more than 30'],
  ])('refuses %j', (text, rule) => {
    expect(rules(text)).toEqual([rule]);
  });

  it.each([
    'Returns the names of those roles, e.g. of them.',
    'What can this role do?',
    'What if',
    `@typedef {{ ${'name: string, '.repeat(30)} }} Names`,
    'How many users may sign in?',
    'Where AWS has a sentence, returns it.',
    'Whether it succeeds or fails, records the call.',
    'Office hours. Nonetheless, Whatsoever.',
    'Reads one user, and one of the roles that one role can assume.',
    'Waits 1 ms, reads 1 access key of 1 class at 1 address.',
    `Reads \`${'a '.repeat(60)}\`.`,
    'Accepts "outsider" for others. `What` is a name.',
    'See https://example.com/whoever/whom for more.',
    '',
  ])('accepts %j', (text) => {
    expect(rules(text)).toEqual([]);
  });

  it('starts a sentence after a blank line, a list item and a tag, and returns its line', () => {
    const text = 'Returns a name\n\nOf it\n- What it is\n@returns Those of it\n1. Whose it is';
    expect(judgeText(text).map(({ line, rule }) => [line, rule])).toEqual([
      [2, 'begins with "Of"'],
      [3, 'begins with "What"'],
      [4, 'begins with "Those"'],
      [5, 'begins with "Whose"'],
    ]);
  });
});

describe('judgeSubject', () => {
  it('accepts 72 characters and refuses 73', () => {
    expect(judgeSubject(`Read ${'x'.repeat(67)}`)).toEqual([]);
    expect(judgeSubject(`Read ${'x'.repeat(68)}`)).toEqual(['73 characters, more than 72']);
  });
});

describe('readCode', () => {
  it('reads comments with their lines, and joins consecutive lines', () => {
    const code = '/**\n * Returns it.\n * Whole.\n */\nf(); // Why\n// it is\n\n// Another\n/* A block */';
    expect(read(code)).toEqual([
      { line: 1, text: '\n Returns it.\n Whole.\n ' },
      { line: 5, text: 'Why\nit is' },
      { line: 8, text: 'Another' },
      { line: 9, text: ' A block ' },
    ]);
  });

  it('reads sentences in strings, templates and JSX, but no code', () => {
    const code = [
      `const a = 'A user’s name', b = "class-name other", c = \`The \${of('x', \`\${y}\`)} name\`;`,
      `const d = /Not "a string/.test(e) && 1 / 2 / 3;`,
      `return <p title="Who can">Don't delete {count} users, {' '}`,
      `  please</p>;`,
      `const f: Array<string> = a > b ? [] : g<string>(1);`,
    ].join('\n');
    expect(read(code).map(({ line, text }) => [line, text])).toEqual([
      [1, 'A user’s name'],
      [1, 'The … name'],
      [3, 'Who can'],
      [3, "Don't delete … users,  \n  please"],
    ]);
  });

  it('ignores strings in tests, and comments for programs', () => {
    const code = `// biome-ignore lint: Of it\n// AWS: Of it\nexpect('What it is');`;
    expect(read(code, { jsx: false, sentences: false })).toEqual([{ line: 2, text: 'Of it' }]);
  });

  it('finds no comments in URLs, strings or templates', () => {
    expect(read('<code>bucket/*</code>\n<p>Names a bucket.</p>')).toEqual([{ line: 2, text: 'Names a bucket.' }]);
    expect(read(`<p>See https://a.b</p>; x('// What'); \`/* Of \${'//'} */\``, { jsx: true, sentences: false })).toEqual([]);
  });

  it.each(['"', "'", '`', '\\', "\\'", '`${', '{', '/', '/*', '//', '<', '>', '>{', '[/', '\\/', 'a.', '\n'])(
    'reads a hundred thousand repetitions of %j within seconds',
    (part) => {
      // Work that grows with the square of the text takes minutes.
      const since = performance.now();
      for (const { text } of read(`x = ${part.repeat(100_000)}`)) judgeText(text);
      for (const { text } of readMarkdown(part.repeat(100_000))) judgeText(text);
      expect(performance.now() - since).toBeLessThan(30_000);
    },
  );
});

describe('readMarkdown', () => {
  it('reads prose and each cell of a table, but no fenced code', () => {
    const text = '# Title\nA [link](x.md) **here**\n\n```sh\nWhose\n```\n| a | What it is |\n|---|---|';
    expect(readMarkdown(text).filter((part) => /\w/.test(part.text))).toEqual([
      { line: 1, text: '# Title\nA link here\n' },
      { line: 7, text: 'a' },
      { line: 7, text: 'What it is' },
    ]);
  });
});
