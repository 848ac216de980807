import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasPythonCli, type PythonCli, startPythonCli } from '../testing/python-cli';
import { quoteWord, splitWords } from './split-words';

const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\t', '\n', '"', "'", '\\', '$', '#', '-', 'é'), maxLength: 20 });

describe.runIf(hasPythonCli)('words of aliases', () => {
  let python: PythonCli;
  beforeAll(() => {
    python = startPythonCli();
  });
  afterAll(() => python.close());

  it('are divided as Python divides them', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (line) => {
        const ours = splitWords(line);
        const theirs = await python.ask<string[]>('split_words', line);
        if ('problem' in ours) expect(theirs).toMatchObject({ error: ours.problem });
        else expect(theirs).toEqual({ ok: ours.words });
      }),
      { numRuns: 1000 },
    );
  });

  it('are quoted as Python quotes them, and read back', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (word) => {
        const quoted = quoteWord(word);
        expect(await python.ask('quote_word', word)).toEqual({ ok: quoted });
        expect(splitWords(quoted)).toEqual({ words: [word] });
      }),
      { numRuns: 300 },
    );
  });
});
