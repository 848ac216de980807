import { expect, it } from 'vitest';
import { readRoster } from './roster';
import { WORDS } from './words';

const read = (text: string) => {
  const { rows, problems } = readRoster(text);
  expect(problems).toEqual([]);
  return rows.map(({ id, name, email, group }) => [id, name, email, group]);
};
const problemsOf = (text: string) => readRoster(text).problems.map(({ line, message }) => `${line} ${message}`);

it('readRoster reads a list from a spreadsheet with or without a heading', () => {
  expect(read('\uFEFFName,Group\r\nNoor  Haddad , A\r\n\r\n"Felix, Anna"\r\n')).toEqual([
    [null, 'Noor Haddad', null, 'A'],
    [null, 'Felix, Anna', null, null],
  ]);
  expect(read('Zoë;B\nÅse\tC\n7,Bo,C\nCy,cy@x.edu\n8,Di,di@x.edu,D')).toEqual([
    [null, 'Zoë', null, 'B'],
    [null, 'Åse', null, 'C'],
    ['7', 'Bo', null, 'C'],
    [null, 'Cy', 'cy@x.edu', null],
    ['8', 'Di', 'di@x.edu', 'D'],
  ]);
  expect(readRoster('')).toEqual({ rows: [], problems: [] });
});

it('readRoster reads the exports of learning platforms', () => {
  const moodle = 'First name,Last name,ID number,Email address,Groups\nNoor,Haddad,s1,noor@x.edu,A';
  const canvas = 'Student,ID,SIS User ID,SIS Login ID,Section\n"Haddad, Noor",17,s1,noor,A';
  expect(read(moodle)).toEqual([['s1', 'Noor Haddad', 'noor@x.edu', 'A']]);
  expect(read(canvas)).toEqual([['17', 'Haddad, Noor', null, 'A']]);
});

it('readRoster accepts long, short and non-Latin names, and equal names with IDs', () => {
  const long = 'Wolfeschlegelsteinhausenbergerdorff '.repeat(2).trim();
  expect(read(`Cher\nO\n李\n${long}`).map(([, name]) => name)).toEqual(['Cher', 'O', '李', long]);
  expect(read('id,name\n1,Ana\n2,Ana')).toHaveLength(2);
});

it('readRoster reports all problems of all lines', () => {
  const long = 'x'.repeat(101);
  expect(problemsOf(`Ana\n"open\n${long}\nana\n1,2,3,4,5\nC\u202Ed\nDora,${long}`)).toEqual([
    '2 A quotation mark is not closed.',
    '3 The name of a student can have up to 100 characters.',
    '4 ana is already in line 1. Give both students an id to distinguish them.',
    '5 A line can have an id, a name, an email address and a group. Add a heading line for other columns.',
    '6 The name of a student can contain only visible characters.',
    '7 The name of a group can have up to 40 characters.',
  ]);
  expect(problemsOf(`id,name,email,group\n1,Ana,a@x.edu,\n1,Bo,\n2,Cy,A@x.edu\n3,${long},no,${long}`)).toEqual([
    '3 The id 1 is already in line 2.',
    '4 The email address A@x.edu is already in line 2.',
    '5 The name of a student can have up to 100 characters.',
    '5 Enter an email address such as name@example.edu.',
    '5 The name of a group can have up to 40 characters.',
  ]);
});

it('readRoster accepts five hundred students and reports each further line', () => {
  const list = Array.from({ length: 502 }, (_, index) => `Student ${index}`).join('\n');
  const { rows, problems } = readRoster(list);
  expect([rows.length, problems.map(({ line }) => line)]).toEqual([500, [501, 502]]);
});

it('the words of recovery phrases are unique', () => {
  expect(new Set(WORDS).size).toBe(WORDS.length);
  expect(WORDS.length).toBeGreaterThan(200);
  expect(WORDS.filter((word) => !/^[a-z]{3,5}$/.test(word))).toEqual([]);
});
