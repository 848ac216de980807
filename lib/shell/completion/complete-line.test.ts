import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WordsAtCursor } from '../../aws-cli/completion/complete';
import type { FromShell } from '../messages';
import { Shell } from '../shell';
import { type CompletionWorld, completeLine } from './complete-line';
import { endOf, type Quotation, quoted } from './quote';

const FILES: Readonly<Record<string, readonly string[]>> = {
  '.': ['my file.json', 'notes', 'policy.json', '.hidden'],
  notes: ['a.txt'],
  '/home/': ['ana'],
  '/home/ana/': ['notes'],
};

/** A shell with some files, variables and names. `asked` gets the words of each command `aws`. */
function worldOf(changes: Partial<CompletionWorld> = {}, asked: WordsAtCursor[] = []): CompletionWorld {
  const variables = new Map([
    ['HOME', '/home/ana'],
    ['HOST', 'h'],
    ['N', 'notes'],
    ['BLANK', 'a b'],
  ]);
  return {
    variables,
    lookup: (name) => variables.get(name) ?? null,
    aliases: new Map([['im', 'aws iam']]),
    functions: new Map([['greet', '']]),
    builtins: new Map([
      ['cd', ''],
      ['export', ''],
      [':', ''],
    ]),
    commands: new Map([
      ['cat', { summary: 'prints files' }],
      ['curl', { summary: '' }],
    ]),
    files: {
      list: async (path) => FILES[path.replace(/(.)\/$/, path.startsWith('/') ? '$1/' : '$1')] ?? [],
      stat: async (path) => ({ isFolder: /(?:notes|ana)$/.test(path), size: 0, modified: new Date() }),
    },
    aws: async (words) => {
      asked.push(words);
      return [{ value: 'iam', kind: 'service' }];
    },
    gatehouse: async () => [],
    ...changes,
  };
}

/** Completes at the bar in a text. Returns the text with each choice. */
async function complete(line: string, world = worldOf(), wasAsked = true): Promise<string[]> {
  const cursor = line.includes('¦') ? line.indexOf('¦') : line.length;
  const text = line.replace('¦', '');
  const { from, to, choices } = await completeLine(text, cursor, world, wasAsked);
  return choices.map((choice) => text.slice(0, from) + choice.text + text.slice(to));
}

describe('the word at the cursor', () => {
  test.each([
    ['ca', ['cat']],
    ['echo a; ca', ['echo a; cat']],
    ['echo a | ca', ['echo a | cat']],
    ['echo a &&ca', ['echo a &&cat']],
    ['N=1 ca', ['N=1 cat']],
    ['if ca', ['if cat']],
    ['echo "$(ca', ['echo "$(cat']],
    ['echo `ca', ['echo `cat']],
    ['(gre', ['(greet']],
    ['for n in a; do gre', ['for n in a; do greet']],
    ['cur', []],
    ['ca¦ x', ['cat x']],
    ['cat p', ['cat policy.json']],
    ['cat m', ['cat my\\ file.json']],
    ['cat "m', ['cat "my file.json"']],
    ['cat "m¦" x', ['cat "my file.json" x']],
    ["cat 'm", ["cat 'my file.json'"]],
    ['cat my\\ f', ['cat my\\ file.json']],
    ['cat n', ['cat notes/']],
    ['cat notes/', ['cat notes/a.txt']],
    ['cat $N/', ['cat $N/a.txt']],
    ['cat "${N}/', ['cat "${N}/a.txt"']],
    ['cat ~', ['cat ~/']],
    ['cat ~/n', ['cat ~/notes/']],
    ['cat $BLANK/', []],
    ['cat p*', []],
    ['cat $(pwd)/', []],
    ['cat .', ['cat .hidden']],
    ['cat > p', ['cat > policy.json']],
    ['cat 2>p', ['cat 2>policy.json']],
    ['cat < p', ['cat < policy.json']],
    ['N=p', ['N=policy.json']],
    ['N=(p', ['N=(policy.json']],
    ['cd ', ['cd notes/']],
    ['echo $HO', ['echo $HOME', 'echo $HOST']],
    ['echo "${HOM', ['echo "${HOME}']],
    ['echo $((HO + $N', ['echo $((HO + $N']],
    ["echo '$HO", []],
    ['echo # p', []],
    ['cat << p', []],
    ['cat << E\np', []],
    ['cat << E\nx\nE\ncat p', ['cat << E\nx\nE\ncat policy.json']],
    ['export HOM', ['export HOME']],
    ['type gre', ['type greet']],
    ['aws ', ['aws iam']],
    ['cat p\\', []],
  ])('%s', async (line, expected) => {
    expect(await complete(line)).toEqual(expected);
  });

  test('the command gets its words as they will be, those behind the cursor too', async () => {
    const asked: WordsAtCursor[] = [];
    const world = worldOf({}, asked);
    await complete('N=1 aws --output "te xt" iam $N i¦x --after | cat', world);
    await complete('im i', world);
    await complete('xargs -n 1 aws i', world);
    await complete('x=$(aws i¦) y', world);
    expect(asked).toEqual([
      { before: ['--output', 'te xt', 'iam', 'notes'], word: 'i', after: ['--after'] },
      { before: ['iam'], word: 'i', after: [] },
      { before: [], word: 'i', after: [] },
      { before: [], word: 'i', after: [] },
    ]);
  });

  test('while a person types, only words of aws that have begun get suggestions', async () => {
    expect(await complete('aws ', worldOf(), false)).toEqual([]);
    expect(await complete('aws i', worldOf(), false)).toEqual(['aws iam']);
    expect(await complete('ca', worldOf(), false)).toEqual([]);
    expect(await complete('cat p', worldOf(), false)).toEqual([]);
    expect(await complete('echo $HO', worldOf(), false)).toEqual([]);
  });

  test('the shared beginning is quoted as a whole', async () => {
    const names = ['a b1', 'a b2'];
    const files = { list: async () => names, stat: worldOf().files.stat };
    expect(await completeLine('cat ', 4, worldOf({ files }), true)).toMatchObject({ from: 4, to: 4, shared: 'a\\ b' });
  });
});

test('completing never fails and changes nothing that is typed', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...[
        'aws ',
        'cat ',
        ' ',
        '"',
        "'",
        '$',
        '${',
        '$(',
        '$((',
        '))',
        ')',
        '`',
        '\\',
        '\n',
        '|',
        ';',
        '&',
        '<',
        '<<E',
        '>',
        '(',
        '#',
        '~',
        '~/',
        '*',
      ],
      ...['{', '}', 'N=', 'im ', "$'", '[', 'if ', 'p', 'n', '$N', '--', '/', '&>', '<(', '\t', '\u00a0'],
    ),
    fc.string({ maxLength: 3 }),
  );
  const texts = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
  const cursors = fc.oneof(fc.nat(40), fc.integer(), fc.constant(Number.NaN));
  await fc.assert(
    fc.asyncProperty(texts, cursors, fc.boolean(), async (text, cursor, wasAsked) => {
      const at = Math.min(Math.max(cursor || 0, 0), text.length);
      const { from, to, shared, choices } = await completeLine(text, cursor, worldOf(), wasAsked);
      expect(from).toBeLessThanOrEqual(at);
      expect(to).toBeGreaterThanOrEqual(at);
      for (const choice of choices) {
        if (choice.text !== text.slice(from, at)) expect(choice.text.startsWith(shared.slice(0, at - from))).toBe(true);
        expect(choice.text.startsWith(text.slice(from, at))).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});

test('a long text takes no longer than a moment, and a longer one has no completions', async () => {
  expect(await complete(`${' '.repeat(20_000)}ca`)).toEqual([]);
  for (const part of ['a', ' a', '$(', '"$(', '((', '`', '${a', "'", '\\', 'a=(', '<<E\n', '# ', 'a\n']) {
    const text = part.repeat(Math.floor(10_000 / part.length));
    const start = performance.now();
    await completeLine(text, text.length, worldOf(), true);
    expect(performance.now() - start, part).toBeLessThan(200);
  }
});

/** A shell that runs, with the answers of its page. */
function startShell(): (text: string) => Promise<string> {
  let output = '';
  let ended: () => void = () => {};
  const shell = new Shell({
    runAws: async () => 0,
    post: (message: FromShell) => {
      if (message.type === 'output') output += message.text;
      if (message.type === 'request') shell.receive({ type: 'answered', id: message.id, answer: [] });
      if (message.type === 'done' || message.type === 'incomplete') ended();
    },
  });
  const prompt = { user: 'ana', account: '111122223333', isRoot: false };
  shell.receive({ type: 'start', columns: 80, environment: {}, prompt, regions: [] });
  return async (text) => {
    output = '';
    await new Promise<void>((resolve) => {
      ended = resolve;
      shell.receive({ type: 'run', id: 1, text });
    });
    return output;
  };
}

test('a completed file name is read back as exactly that file', async () => {
  const run = startShell();
  const character = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...' \t\n\r\'"\\$`!*?[]{}()<>|&;#~=^%-,:@+aé名“’\u2013\u00a0\u2028\u200b\u{1f600}') },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) },
  );
  const names = fc
    .array(character, { minLength: 1, maxLength: 8 })
    .map((characters) => characters.join('').replaceAll(/[\0/]/g, ''))
    .filter((name) => name !== '' && name !== '.' && name !== '..');
  const quotations = fc.constantFrom<Quotation>('bare', 'single', 'double', 'ansi');
  await fc.assert(
    fc.asyncProperty(names, fc.nat(8), quotations, fc.boolean(), async (name, length, quotation, isClosed) => {
      const typed = [...name].slice(0, Math.min(length, [...name].length - 1)).join('');
      const opening = { bare: '', single: "'", double: '"', ansi: "$'" }[quotation];
      const hides = name.startsWith('.') && typed === '';
      fc.pre(!hides && !(typed === '' && quotation !== 'bare' && /^-/.test(name)));
      // A hyphen at the beginning is typed as a person has to.
      const begun = typed.startsWith('-') ? `./${typed}` : typed;
      const before = `printf %s ${opening}${quoted(begun, quotation)}`;
      const line = before + (isClosed ? endOf(quotation) : '');
      const files = { list: async () => [name], stat: async () => ({ isFolder: false, size: 0, modified: new Date() }) };
      const { from, to, choices } = await completeLine(line, before.length, worldOf({ files }), true);
      expect(choices, JSON.stringify(line)).toHaveLength(1);
      const completed = line.slice(0, from) + choices[0]?.text + line.slice(to);
      expect((await run(completed)).replace(/^\.\//, ''), completed).toBe(name);
    }),
    { numRuns: 500 },
  );
}, 60_000);
