import { expect, it } from 'vitest';
import { toCsv } from './to-csv';

it('quotes values for a spreadsheet and escapes formulas', () => {
  const columns = [
    { header: 'Name', value: (row: { name: string }) => row.name },
    { header: 'Tags', value: () => ['a', 'b'] },
  ];
  expect(toCsv(columns, [{ name: 'kim' }, { name: '=1+1' }, { name: 'say "hi"' }])).toBe(
    'Name,Tags\r\nkim,"a, b"\r\n\'=1+1,"a, b"\r\n"say ""hi""","a, b"\r\n',
  );
});
