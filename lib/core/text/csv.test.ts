import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCsv, toCsv } from './csv';
import { harmlessCell } from './harmless-cell';

describe('CSV', () => {
  it('quotes special characters, and ends without a line break', () => {
    expect(
      toCsv([
        ['user', 'arn'],
        ['a,b', 'say "x"'],
        ['plain', ''],
      ]),
    ).toBe('user,arn\n"a,b","say ""x"""\nplain,');
  });

  it('is parsed to the same rows', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', '"', '=', ' ', 'é', '\n') });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (rows) => {
        expect(parseCsv(toCsv([['one', 'two'], ...rows]))).toEqual(rows.map(([one, two]) => ({ one, two })));
      }),
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('prevents a spreadsheet from computing %j', (text) => {
    expect(harmlessCell(text)).toBe(`'${text}`);
  });

  it('leaves other text unchanged', () => {
    expect(harmlessCell('a=b')).toBe('a=b');
    expect(harmlessCell('')).toBe('');
  });
});
