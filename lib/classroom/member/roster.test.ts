import { expect, it } from 'vitest';
import { readRoster } from './roster';
import { WORDS } from './words';

it('reads a list as a spreadsheet saves it', () => {
  const rows = [
    { line: 2, name: 'Noor Haddad', group: 'A' },
    { line: 4, name: 'Felix, Anna', group: null },
  ];
  expect(readRoster('\uFEFFName,Group\r\nNoor  Haddad , A\r\n\r\n"Felix, Anna"\r\n')).toEqual({ rows, problems: [] });
  expect(readRoster('Zoë;B\nÅse\tC').rows.map(({ name, group }) => `${name}/${group}`)).toEqual(['Zoë/B', 'Åse/C']);
  expect(readRoster('')).toEqual({ rows: [], problems: [] });
});

it('says what is wrong with each line, and takes the others', () => {
  const long = 'x'.repeat(41);
  const { rows, problems } = readRoster(`Ana\nA\n"open\n${long}\nana\nBo,1,2\nC\u202Ed\nDora,${long}`);
  expect(rows).toEqual([{ line: 1, name: 'Ana', group: null }]);
  expect(problems.map(({ line, message }) => `${line} ${message}`)).toEqual([
    '2 The name of a student has 2 characters at least.',
    '3 A quotation mark is not closed.',
    '4 The name of a student has 40 characters at most.',
    '5 ana stands in line 1 already.',
    '6 A line has a name and perhaps a group, and no more.',
    '7 The name of a student has letters, digits and signs that are shown.',
    '8 The name of a group has 40 characters at most.',
  ]);
});

it('takes two hundred students and tells of each that is too many', () => {
  const list = Array.from({ length: 202 }, (_, index) => `Student ${index}`).join('\n');
  const { rows, problems } = readRoster(list);
  expect([rows.length, problems.map(({ line }) => line)]).toEqual([200, [201, 202]]);
});

it('has words for seat phrases that are all different', () => {
  expect(new Set(WORDS).size).toBe(WORDS.length);
  expect(WORDS.length).toBeGreaterThan(200);
  expect(WORDS.filter((word) => !/^[a-z]{3,5}$/.test(word))).toEqual([]);
});
