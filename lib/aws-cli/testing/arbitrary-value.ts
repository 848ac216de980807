import fc from 'fast-check';
import type { Value } from '../python/value';

/** Texts that break formatters: blanks, quotes, line ends, control characters, wide ones, and what looks like another type. */
export const anyText = fc.oneof(
  { weight: 4, arbitrary: fc.string({ maxLength: 12 }) },
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  {
    weight: 4,
    arbitrary: fc
      .array(
        fc.constantFrom(
          ' ',
          'a',
          'B',
          "'",
          '"',
          ':',
          '#',
          '-',
          '?',
          ',',
          '\n',
          '\t',
          '\\',
          '1',
          '名',
          'é',
          '\u{1f600}',
          '%',
          '\u00a0',
        ),
        {
          maxLength: 10,
        },
      )
      .map((chars) => chars.join('')),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...[
        '',
        '~',
        'null',
        'true',
        'True',
        'yes',
        'no',
        'on',
        '1',
        '01',
        '0x1F',
        '0o7',
        '1_000',
        '1e3',
        '1.5',
        '.5',
        '.inf',
        '12:30',
      ],
      ...[
        '2026-01-01',
        '2026-01-01T00:00:00+00:00',
        '---',
        '...',
        '- a',
        '? a',
        '=',
        '<<',
        '!x',
        '&x',
        '*x',
        '|',
        '>',
        '@x',
        '`x',
        '__proto__',
      ],
      ...['arn:aws:iam::111122223333:role/a', '\u001b[31mred', '\u0000', '\u007f', '\u0085', '\u2028', '\ufeff', 'ａｂｃ', '…'],
    ),
  },
  {
    weight: 2,
    arbitrary: fc.array(fc.string({ minLength: 1, maxLength: 30 }), { maxLength: 12 }).map((words) => words.join(' ')),
  },
);

const anyScalar: fc.Arbitrary<Value> = fc.oneof(
  { weight: 6, arbitrary: anyText },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constant(null) },
  { weight: 2, arbitrary: fc.bigInt({ min: -(2n ** 70n), max: 2n ** 70n }) },
  { weight: 1, arbitrary: fc.integer({ min: -3, max: 3 }).map(BigInt) },
  { weight: 2, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.constantFrom(1, 0.1, -0, 1e15, 1e16, 1e22, 1e-4, 1e-5, 123456789.125, 5e-324) },
);

const anyKey = fc.oneof({ weight: 5, arbitrary: fc.stringMatching(/^[A-Z][a-z]{0,6}$/) }, { weight: 1, arbitrary: anyText });

const { value } = fc.letrec<{ value: Value; list: readonly Value[]; dict: ReadonlyMap<string, Value>; rows: readonly Value[] }>(
  (tie) => ({
    value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, anyScalar, tie('list'), tie('dict'), tie('rows')),
    list: fc.array(tie('value'), { maxLength: 4 }),
    dict: fc.array(fc.tuple(anyKey, tie('value')), { maxLength: 5 }).map((entries) => new Map(entries)),
    // Structures of one shape, as services list them.
    rows: fc.uniqueArray(anyKey, { minLength: 1, maxLength: 4 }).chain((keys) =>
      fc.array(
        fc.tuple(...keys.map(() => fc.option(tie('value'), { freq: 5, nil: undefined }))).map((cells) => {
          const entries = keys.flatMap((key, i) => (cells[i] === undefined ? [] : [[key, cells[i]] as const]));
          return new Map(entries);
        }),
        { maxLength: 4 },
      ),
    ),
  }),
);

/** A value of any shape, with hostile texts. */
export const anyValue = value;
