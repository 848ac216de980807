import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toCsv } from './csv';
import { MOST_LIST_ROWS, readListText, tagsOf, valuesOf } from './list-text';

const COLUMNS = { name: ['name', 'user'], groups: ['groups'], tags: ['tags'] } as const;
const read = (text: string) => readListText(text, COLUMNS);

describe('readListText', () => {
  it('reads names, one per line', () => {
    expect(read('ana\n\n# not this\n  bo \r\n').rows).toEqual([
      { line: 1, cells: { name: 'ana', groups: '', tags: '' } },
      { line: 4, cells: { name: 'bo', groups: '', tags: '' } },
    ]);
  });

  it('reads columns in any order, by any of their names and with any separator', () => {
    for (const delimiter of [',', ';', '\t']) {
      const { rows, problems } = read([['tags', 'User'].join(delimiter), ['"team=web"', 'ana'].join(delimiter)].join('\n'));
      expect([delimiter, rows, problems]).toEqual([
        delimiter,
        [{ line: 2, cells: { name: 'ana', groups: '', tags: 'team=web' } }],
        [],
      ]);
    }
  });

  it('reports every problem with its line', () => {
    expect(read('name,color,name\nana,red\nbo,a,b,c').problems).toEqual([
      { Line: 1, Message: 'There is no column “color”. The columns are name, groups, tags.' },
      { Line: 1, Message: 'The column “name” appears twice.' },
      { Line: 3, Message: 'The line has 4 cells for 3 columns.' },
    ]);
    expect(read('name\n"ana').problems).toHaveLength(1);
    expect(read(' \n').problems).toEqual([{ Line: 1, Message: 'The list is empty.' }]);
    const many = read(Array.from({ length: MOST_LIST_ROWS + 1 }, (_, index) => `u${index}`).join('\n'));
    expect([many.rows.length, many.problems.length]).toEqual([MOST_LIST_ROWS, 1]);
  });

  it('reads rows written by toCsv with their line numbers, and never throws', () => {
    const cell = fc.stringMatching(/^[a-z"',; |=]{1,8}$/).map((text) => `x${text}x`);
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 6 }), (table) => {
        const { rows, problems } = read(toCsv([['name', 'groups', 'tags'], ...table]));
        expect(problems).toEqual([]);
        expect(rows).toEqual(table.map(([name, groups, tags], index) => ({ line: index + 2, cells: { name, groups, tags } })));
      }),
    );
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => void read(text)));
  });
});

it('splits cells with several values', () => {
  expect(valuesOf(' a;b | c ;;')).toEqual(['a', 'b', 'c']);
  expect(tagsOf('team = web; stage|a=b=c')).toEqual([
    { Key: 'team', Value: 'web' },
    { Key: 'stage', Value: '' },
    { Key: 'a', Value: 'b=c' },
  ]);
});
