import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CommandError } from '../errors/command-error';
import { formatted, type OutputFormat, printAnswer } from '../output/print-answer';
import { decodeBase64 } from '../python/base64';
import { writeJson } from '../python/json-writer';
import { readFloat, readInt } from '../python/numbers';
import { toJson, toValue, type Value } from '../python/value';
import { compileQuery } from '../query/compile';
import { anyText } from '../testing/arbitrary-value';
import { hasPythonCli, type PythonCli, startPythonCli } from '../testing/python-cli';
import { Pages } from './paginate';
import { encodeToken } from './token';

type Case = {
  pages: readonly Readonly<Record<string, unknown>>[];
  tokens: readonly string[];
  others: boolean;
  moreResults: boolean;
  format: OutputFormat;
  query: string | null;
  maxItems: number | null;
  pageSize: number | null;
  startingToken: string | null;
};

const item = fc.record({ Name: fc.stringMatching(/^[a-c]{1,3}$/), Id: fc.integer({ min: 0, max: 9 }) });

const anyPage = fc.record(
  {
    Things: fc.array(item, { maxLength: 4 }),
    Groups: fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
    Count: fc.integer({ min: 0, max: 5 }),
    Prefix: fc.constantFrom('p', ''),
  },
  { requiredKeys: ['Things'] },
);

const startingToken = (tokens: readonly string[]): fc.Arbitrary<string | null> =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(null) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        'bogus',
        'x___1',
        'None___2',
        'a___b',
        'a___b___c',
        'MTIz',
        'WzFd',
        'eyJvdGhlciI6IDF9',
        '',
        ...tokens,
      ),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom<string | null>(null, ...tokens), fc.option(fc.integer({ min: 0, max: 5 })))
        .map(([Marker, amount]) =>
          encodeToken(
            new Map<string, Value>([
              ['Marker', Marker],
              ...(amount === null ? [] : ([['boto_truncate_amount', BigInt(amount)]] as const)),
            ]),
          ),
        ),
    },
  );

const anyCase: fc.Arbitrary<Case> = fc.integer({ min: 1, max: 4 }).chain((count) => {
  const tokens = Array.from({ length: count - 1 }, (_, i) => `token${i + 1}`);
  return fc.record({
    pages: fc
      .tuple(
        fc.array(anyPage, { minLength: count, maxLength: count }),
        fc.constantFrom('ends', 'ends', 'ends', 'repeats', 'false'),
      )
      .map(([pages, end]) =>
        pages.map((page, i) => {
          const next = tokens[i] ?? (end === 'repeats' ? tokens.at(-1) : undefined);
          return {
            ...page,
            IsTruncated: next !== undefined && !(end === 'false' && i === 1),
            ...(next !== undefined && { Marker: next }),
          };
        }),
      ),
    tokens: fc.constant(tokens),
    others: fc.boolean(),
    moreResults: fc.boolean(),
    format: fc.constantFrom<OutputFormat>('json', 'json', 'text', 'yaml-stream', 'table'),
    query: fc.constantFrom(
      null,
      null,
      'Things[].Name',
      'NextToken',
      '[Things[].Id, Count]',
      'length(Things)',
      'IsTruncated',
      '`{}`',
    ),
    maxItems: fc.option(fc.integer({ min: -1, max: 9 })),
    pageSize: fc.option(fc.integer({ min: 1, max: 5 })),
    startingToken: startingToken(tokens),
  });
});

/** Prints the pages of a service that finds each page by the token of its input. */
async function ours({ pages, tokens, ...given }: Case) {
  const calls: unknown[] = [];
  const printed: string[] = [];
  const io = {
    stdout: (text: string | Uint8Array) => void printed.push(String(text)),
    sleep: async () => {},
    toTerminal: false,
    columns: 0,
  };
  let error: string | null = null;
  try {
    const query = given.query === null ? undefined : compileQuery(given.query);
    const answer = new Pages({
      paginator: paginator(given),
      input: {},
      ...(given.maxItems !== null && { maxItems: BigInt(given.maxItems) }),
      ...(given.pageSize !== null && { pageSize: BigInt(given.pageSize) }),
      ...(given.startingToken !== null && { startingToken: given.startingToken }),
      call: async (input) => {
        calls.push(input);
        const page = toValue(pages[tokens.indexOf(String(input.Marker)) + 1]);
        return page instanceof Map ? page : new Map();
      },
    });
    await printAnswer(answer, { format: given.format, query, operation: 'ListThings', color: false, io });
  } catch (thrown) {
    if (!(thrown instanceof CommandError)) throw thrown;
    error = thrown.message;
  }
  return { calls, out: printed.join(''), error };
}

const paginator = ({ others, moreResults }: Pick<Case, 'others' | 'moreResults'>) => ({
  inputTokens: ['Marker'],
  outputTokens: ['Marker'],
  limitKey: 'MaxItems',
  resultKeys: ['Things', 'Groups', 'Count'],
  ...(moreResults && { moreResults: 'IsTruncated' }),
  ...(others && { otherKeys: ['Prefix', 'Absent'] }),
});

describe.runIf(hasPythonCli)('pages', () => {
  let python: PythonCli;
  beforeAll(() => {
    python = startPythonCli();
  });
  afterAll(() => python.close());

  it('are read, merged, cut and continued as botocore does', async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, async (given) => {
        const { inputTokens, outputTokens, limitKey, resultKeys, moreResults, otherKeys } = paginator(given);
        const question = toValue({
          pages: given.pages,
          tokens: given.tokens,
          format: given.format,
          query: given.query,
          options: { MaxItems: given.maxItems, PageSize: given.pageSize, StartingToken: given.startingToken },
          paginator: {
            input_token: inputTokens,
            output_token: outputTokens,
            limit_key: limitKey,
            result_key: resultKeys,
            ...(moreResults && { more_results: moreResults }),
            ...(otherKeys && { non_aggregate_keys: otherKeys }),
          },
        });
        expect(await python.ask('paginate', question)).toEqual({ ok: await ours(given) });
      }),
      { numRuns: 2_000 },
    );
  });

  it('have tokens that are decoded as Python does', async () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom('A', 'b', '/', '+', '=', '-', '\n', '9', 'é'), maxLength: 12 }),
      fc.base64String(),
    );
    await fc.assert(
      fc.asyncProperty(text, async (given) => {
        const answer = await python.ask<number[]>('b64decode', given.replaceAll('é', '!'));
        if ('ok' in answer) expect([...decodeBase64(given)]).toEqual(answer.ok);
        else expect(() => decodeBase64(given)).toThrow(answer.error);
      }),
      { numRuns: 1_000 },
    );
  });

  it('have numbers in old tokens that are read as Python does', async () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom('1', '0', '_', '-', '+', '.', 'e', ' ', '\t'), maxLength: 6 }),
      fc.constantFrom('inf', '-Infinity', 'nan', '１'),
      anyText,
    );
    await fc.assert(
      fc.asyncProperty(text, async (given) => {
        const [int, float] = [readInt(given), readFloat(given)];
        const mine = [int, float].map((number) => (number === null ? null : writeJson(number)));
        // Python reads the digits of all scripts.
        if (/[^\d\s]/.test(given.replace(/[-+._eE\w]/g, '')) || /１/.test(given)) return;
        expect(await python.ask('numbers', given)).toEqual({ ok: mine });
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('toJson', () => {
  it('keeps a member named __proto__ as a member', () => {
    expect(JSON.stringify(toJson(new Map([['__proto__', 'x']])))).toBe('{"__proto__":"x"}');
    expect(writeJson(toValue(toJson(new Map([['__proto__', 'x']]))))).toBe('{"__proto__": "x"}');
  });
});

describe('a long answer', () => {
  const users = Array.from({ length: 5_000 }, (_, i) => ({
    UserName: `user-${i}`,
    Arn: `arn:aws:iam::111122223333:user/user-${i}`,
    Tags: [{ Key: 'team', Value: 'blue' }],
  }));
  const value = toValue({ Users: users });

  it.each(['json', 'text', 'table', 'yaml'] as const)('in %s comes in small parts', (format) => {
    let [longest, parts] = [0, 0];
    for (const part of formatted(format, 'ListUsers', value, { columns: 80, color: false })) {
      longest = Math.max(longest, part.length);
      parts++;
    }
    expect(parts).toBeGreaterThan(5_000);
    expect(longest).toBeLessThan(2_000);
  });

  it('lets other work run while it is printed', async () => {
    let pauses = 0;
    const io = { stdout: () => {}, sleep: async () => void pauses++, toTerminal: false, columns: 0 };
    const answer = value instanceof Map ? value : new Map();
    await printAnswer(answer, { format: 'yaml', operation: 'ListUsers', color: false, io });
    expect(pauses).toBeGreaterThan(0);
  });
});
