import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandError } from '../errors/command-error';
import type { Value } from '../python/value';
import { anyValue } from '../testing/arbitrary-value';
import { hasPythonCli, type PythonCli, startPythonCli } from '../testing/python-cli';
import { formatted, type OutputFormat } from './print-answer';
import { textWidth } from './wide-characters';

const STYLE = { columns: 80, color: false };

function ours(format: OutputFormat, value: Value, style = STYLE): { ok: string } | { error: string } {
  try {
    return { ok: [...formatted(format, 'ListThings', value, style)].join('') };
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { error: error.message };
  }
}

// The answer of an operation is a structure. A query makes any value of it.
const anyAnswer = fc.oneof(
  anyValue,
  anyValue.map((value) => new Map([['Things', value]])),
  fc.array(fc.tuple(fc.stringMatching(/^[A-Z][a-z]{0,5}$/), anyValue), { maxLength: 4 }).map((entries) => new Map(entries)),
);

describe.runIf(hasPythonCli)('an answer', () => {
  let python: PythonCli;
  beforeAll(() => {
    python = startPythonCli();
  });
  afterAll(() => python.close());

  const isAsInPython = async (
    format: OutputFormat,
    value: Value,
    more: readonly (readonly [string, Value])[] = [],
    style = STYLE,
  ) => {
    const given = new Map<string, Value>([['format', format], ['value', value], ...more]);
    const answer = await python.ask<string>('formatted', given);
    const mine = ours(format, value, style);
    // Python takes the items of a list among structures as indexes of that list, and fails in one of several ways.
    const mixed = 'error' in mine && mine.error.startsWith('list indices');
    if (mixed) expect(answer).toHaveProperty('error');
    else expect(mine).toEqual('ok' in answer ? answer : { error: answer.error });
  };

  it.each(['json', 'text', 'yaml', 'yaml-stream'] as const)('in %s has the bytes of the AWS CLI', async (format) => {
    await fc.assert(
      fc.asyncProperty(anyAnswer, (value) => isAsInPython(format, value)),
      { numRuns: 1_000 },
    );
  });

  it('in a table has the bytes of the AWS CLI, in any width and with colors', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswer, fc.constantFrom(20, 40, 80, 120), fc.boolean(), (value, columns, color) =>
        isAsInPython(
          'table',
          value,
          [
            ['columns', BigInt(columns)],
            ['color', color ? 'on' : 'off'],
          ],
          { columns, color },
        ),
      ),
      { numRuns: 1_500 },
    );
  });

  it('has the widths of characters that the AWS CLI counts', async () => {
    const answer = await python.ask<[number, number][]>('width_ranges', null);
    const ranges = 'ok' in answer ? answer.ok : [];
    const wide = new Set(ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => from + i)));
    const wrong: number[] = [];
    for (let code = 0; code < 0x110000; code++) {
      if ((textWidth(String.fromCodePoint(code)) === 2) !== wide.has(code)) wrong.push(code);
    }
    expect(wide.size).toBeGreaterThan(100_000);
    expect(wrong).toEqual([]);
  });
});
