import { describe, expect, it } from 'vitest';
import { parseJson } from './parse-json';
import type { JsonNode } from './types';

function read(text: string): JsonNode {
  const result = parseJson(text);
  if (!result.ok) throw new Error(result.issues[0]?.message);
  return result.value;
}

describe('parseJson', () => {
  it('returns the half-open span of every value, with lines and columns from 1', () => {
    const root = read('{\n  "Action": [\n    "s3:Get*"\n  ]\n}');
    if (root.kind !== 'object') throw new Error('not an object');
    const [member] = root.members;
    expect(root.span).toEqual({ start: { offset: 0, line: 1, column: 1 }, end: { offset: 35, line: 5, column: 2 } });
    expect(member?.keySpan).toEqual({ start: { offset: 4, line: 2, column: 3 }, end: { offset: 12, line: 2, column: 11 } });
    expect(member?.value.span.start).toEqual({ offset: 14, line: 2, column: 13 });
    const item = member?.value.kind === 'array' ? member.value.items[0] : undefined;
    expect(item?.span).toEqual({ start: { offset: 20, line: 3, column: 5 }, end: { offset: 29, line: 3, column: 14 } });
  });

  it('reports duplicate members with both positions and keeps both in the tree', () => {
    const result = parseJson('{"a": 1, "b": [{"c": 1, "c": 2}], "a": 3}');
    if (!result.ok) throw new Error('refused');
    expect(result.duplicates.map(({ key, path, first, span }) => [key, path, first.start.offset, span.start.offset])).toEqual([
      ['c', ['b', 0, 'c'], 16, 24],
      ['a', ['a'], 1, 34],
    ]);
    expect(result.value.kind === 'object' && result.value.members.map((member) => member.key)).toEqual(['a', 'b', 'a']);
  });

  it('keeps the text of numbers', () => {
    expect(read('1e2')).toMatchObject({ kind: 'number', value: 100, text: '1e2' });
    expect(read('-0.50')).toMatchObject({ kind: 'number', value: -0.5, text: '-0.50' });
  });

  it('decodes escapes', () => {
    expect(read('"\\u0041\\n\\"\\\\\\/\\ud83d\\ude00"')).toMatchObject({ value: 'A\n"\\/😀' });
  });

  it.each([
    ['', 'The text ends where a value is expected.', 1, 1],
    ['{"a": 1', "Expected ',' or '}' after a member.", 1, 8],
    ['[1,]', 'Expected a JSON value.', 1, 4],
    ['{"a": 1,}', 'Expected a member name in double quotes.', 1, 9],
    ["{'a': 1}", 'Expected a member name in double quotes.', 1, 2],
    ['{"a" 1}', "Expected ':' after a member name.", 1, 6],
    ['"abc', 'The text ends inside a string.', 1, 5],
    ['"a\nb"', 'A control character must be escaped in a string.', 1, 3],
    ['"\\x"', 'Unknown escape in a string.', 1, 2],
    ['"\\u12G4"', 'Unknown escape in a string.', 1, 2],
    ['01', 'Not a JSON number.', 1, 2],
    ['1.', 'Not a JSON number.', 1, 2],
    ['-', 'Not a JSON number.', 1, 1],
    ['{}\n{}', 'Unexpected text after the end of the document.', 2, 1],
    ['nul', 'Expected a JSON value.', 1, 1],
    ['\ufeff{}', 'The document starts with a byte order mark.', 1, 1],
  ])('refuses %j with the position', (text, message, line, column) => {
    const result = parseJson(text);
    if (result.ok) throw new Error('accepted');
    expect(result.issues.map((issue) => [issue.message, issue.span.start.line, issue.span.start.column])).toEqual([
      [message, line, column],
    ]);
  });

  it('reads 32 levels of nesting and refuses 33', () => {
    expect(parseJson('['.repeat(32) + ']'.repeat(32)).ok).toBe(true);
    const deep = parseJson('['.repeat(33) + ']'.repeat(33));
    expect(!deep.ok && deep.issues[0]?.code).toBe('JSON_TOO_DEEP');
  });

  it('refuses a text over the maximum length', () => {
    const long = parseJson(`"${'x'.repeat(300_000)}"`);
    expect(!long.ok && long.issues[0]?.code).toBe('JSON_TOO_LONG');
  });
});
