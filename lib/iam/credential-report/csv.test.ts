import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv, toCsv } from './csv';

describe('CSV', () => {
  it('quotes what would break it, and ends without a line break', () => {
    expect(
      toCsv([
        ['user', 'arn'],
        ['a,b', 'say "x"'],
        ['plain', ''],
      ]),
    ).toBe('user,arn\n"a,b","say ""x"""\nplain,');
  });

  it('is read back as it was written', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '=', ' ', 'é') });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        const read = parseCsv(toCsv([['one', 'two'], ...rows]));
        expect(read).toEqual(rows.map(([one, two]) => ({ one, two })));
      }),
    );
  });
});
