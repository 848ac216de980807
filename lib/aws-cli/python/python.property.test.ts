import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyText, anyValue } from '../testing/arbitrary-value';
import { hasPythonCli, type PythonCli, startPythonCli } from '../testing/python-cli';
import { JsonSyntaxError, readJson } from './json-reader';
import { writeJson } from './json-writer';
import { repr, str, typeName } from './text';
import { compareTexts, toValue } from './value';

type Read = { json: string; repr: string; str: string; type: string };

describe.runIf(hasPythonCli)('values', () => {
  let python: PythonCli;
  beforeAll(() => {
    python = startPythonCli();
  });
  afterAll(() => python.close());

  it('are written and read as Python does', async () => {
    await fc.assert(
      fc.asyncProperty(anyValue, async (value) => {
        const json = writeJson(value, { ascii: true });
        const answer = await python.ask<Read>('json_loads', json);
        expect(answer).toEqual({ ok: { json, repr: repr(value), str: str(value), type: typeName(value) } });
        expect(readJson(json)).toEqual(value);
      }),
      { numRuns: 500 },
    );
  });

  it('are indented as Python does', async () => {
    await fc.assert(
      fc.asyncProperty(anyValue, async (value) => {
        const style = new Map<string, boolean | bigint>([
          ['indent', 4n],
          ['ensure_ascii', false],
        ]);
        const given = new Map([
          ['value', value],
          ['style', style],
        ]);
        expect(await python.ask('json_dumps', given)).toEqual({ ok: writeJson(value, { indent: 4 }) });
      }),
      { numRuns: 300 },
    );
  });

  it('are refused in Python’s words when their JSON is wrong', async () => {
    const damaged = fc.tuple(
      anyValue,
      fc.nat(),
      fc.nat({ max: 3 }),
      fc.constantFrom('', '"', '\\', '\\u12', ',', '}', ']', '{', '[', ':', '\n', 'x', '\u{1f600}'),
    );
    await fc.assert(
      fc.asyncProperty(damaged, async ([value, where, removed, put]) => {
        const json = writeJson(value, { indent: 1 });
        const at = where % (json.length + 1);
        // A cut surrogate pair cannot be sent to Python.
        const text = Buffer.from(json.slice(0, at) + put + json.slice(at + removed)).toString();
        const answer = await python.ask<Read>('json_loads', text);
        if ('ok' in answer) expect(writeJson(readJson(text), { ascii: true })).toBe(answer.ok.json);
        else expect(() => readJson(text)).toThrow(expect.objectContaining({ message: answer.error }));
      }),
      { numRuns: 1_000 },
    );
  });

  it('are sorted by code points', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText), async (texts) => {
        const answer = await python.ask<string[]>('sort', texts);
        expect(answer).toEqual({ ok: [...texts].sort(compareTexts) });
      }),
    );
  });
});

describe('readJson', () => {
  it('bounds the depth and the digits', () => {
    expect(() => readJson('['.repeat(100_000))).toThrow('maximum recursion depth exceeded');
    expect(() => readJson('1'.repeat(5_000))).toThrow('Exceeds the limit (4300 digits)');
  });

  it('keeps a key named __proto__', () => {
    expect(readJson('{"__proto__": 1}')).toEqual(new Map([['__proto__', 1n]]));
    expect(toValue(JSON.parse('{"__proto__": 1}'))).toEqual(new Map([['__proto__', 1n]]));
  });

  it('says where the text is wrong, in code points', () => {
    expect(() => readJson('{\n"\u{1f600}": x}')).toThrow(new JsonSyntaxError('Expecting value', '{\n"\u{1f600}": x}', 8).message);
    expect(() => readJson('["\u{1f600}" x')).toThrow("Expecting ',' delimiter: line 1 column 6 (char 5)");
  });
});
