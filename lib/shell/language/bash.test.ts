import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Result, runInBash, runInShell } from '../testing/bash';
import { anyScript } from '../testing/scripts';

const FOLDER = join(import.meta.dirname, 'cases');

/** The scripts of a file. A line that begins with `#:` has the title of the next one. */
function scriptsOf(file: string): { title: string; script: string }[] {
  const [, ...cases] = readFileSync(join(FOLDER, file), 'utf8').split(/^#: /m);
  return cases.map((text) => ({ title: text.slice(0, text.indexOf('\n')), script: text.slice(text.indexOf('\n') + 1) }));
}

const FILES = readdirSync(FOLDER).map((file) => ({ file, scripts: scriptsOf(file) }));

describe('scripts do what bash does', () => {
  const expected = new Map<string, Result>();

  beforeAll(() => {
    const scripts = FILES.flatMap((one) => one.scripts.map(({ script }) => script));
    for (const [at, result] of runInBash(scripts).entries()) expected.set(scripts[at] as string, result);
  });

  for (const { file, scripts } of FILES) {
    describe(file, () => {
      test.each(scripts)('$title', async ({ script }) => {
        expect(await runInShell(script)).toEqual(expected.get(script));
      });
    });
  }
});

/** The scripts that do something else here, with the reason. */
const DIFFERENCES: readonly { script: string; ours: Result; because: string }[] = [
  {
    script: '[[ foo.txt == *.@(txt|md) ]] && echo yes',
    ours: { status: 2, stdout: '', stderr: "syntax error near unexpected token `('\n" },
    because: 'Extended patterns would need a second kind of pattern. A set or two patterns say the same.',
  },
  {
    script: 'r="("; [[ a =~ $r ]]; echo $?',
    ours: { status: 0, stdout: '2\n', stderr: "[[: invalid regular expression `('\n" },
    because: 'bash says nothing, so that the mistake is hard to find.',
  },
  {
    script: 'x=ab; echo "${x@A}"',
    ours: { status: 1, stdout: '', stderr: '${x@A}: bad substitution\n' },
    because: '`declare -p` prints the same.',
  },
  {
    script: 'echo >(true)',
    ours: { status: 2, stdout: '', stderr: '>(…) is not available in this shell\n' },
    because: 'A process that reads what another one writes to a path needs named pipes.',
  },
  {
    script: "trap 'echo d' DEBUG; echo $?",
    ours: { status: 0, stdout: '1\n', stderr: 'trap: DEBUG: invalid signal specification\n' },
    because: 'Traps before each command are for debuggers.',
  },
];

describe('other results than in bash', () => {
  test.each(DIFFERENCES)('$script', async ({ script, ours }) => {
    expect(await runInShell(script)).toEqual(ours);
  });

  test('are differences', () => {
    const inBash = runInBash(DIFFERENCES.map(({ script }) => script));
    for (const [at, { ours }] of DIFFERENCES.entries()) expect(inBash[at]).not.toEqual(ours);
  });
});

test('words, quotation marks and expansions in any combination do what they do in bash', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyScript, { minLength: 60, maxLength: 60 }), async (scripts) => {
      const expected = runInBash(scripts);
      for (const [at, script] of scripts.entries()) expect(await runInShell(script), script).toEqual(expected[at]);
    }),
    // A failure names its script, and a smaller one takes long to find.
    { numRuns: 4, endOnFailure: true },
  );
});
