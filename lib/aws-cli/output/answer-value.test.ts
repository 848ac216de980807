import { describe, expect, it } from 'vitest';
import type { CliShape } from '../model/model';
import { writeJson } from '../python/json-writer';
import { answerValue } from './answer-value';

const SHAPES: Readonly<Record<string, CliShape>> = {
  Answer: {
    type: 'structure',
    members: [
      { name: 'Name', shape: 'Text' },
      { name: 'Created', shape: 'Time' },
      { name: 'Policy', shape: 'policyDocumentType' },
      { name: 'Size', shape: 'Count' },
      { name: 'Ratio', shape: 'Ratio' },
      { name: 'Tags', shape: 'Tags' },
      { name: 'Parts', shape: 'Parts' },
      { name: 'Any', shape: 'Any' },
    ],
  },
  Part: {
    type: 'structure',
    members: [
      { name: 'B', shape: 'Text' },
      { name: 'A', shape: 'Text' },
    ],
  },
  Parts: { type: 'list', item: 'Part' },
  Tags: { type: 'map', key: 'Text', value: 'Text' },
  Any: { type: 'structure', members: [], document: true },
  Text: { type: 'string' },
  Time: { type: 'timestamp' },
  policyDocumentType: { type: 'string' },
  Count: { type: 'long' },
  Ratio: { type: 'double' },
};

const read = (output: Readonly<Record<string, unknown>>, timestamps: 'iso8601' | 'wire' = 'iso8601') =>
  writeJson(answerValue(SHAPES, 'Answer', output, timestamps));

describe('answerValue', () => {
  it('orders members by the model, and leaves out what the model does not have', () => {
    const output = { Ratio: 0.5, Extra: 1, Parts: [{ A: 'a', Z: 'z', B: 'b' }], Size: 3, Created: null, Name: 'n' };
    expect(read(output)).toBe('{"Name": "n", "Size": 3, "Ratio": 0.5, "Parts": [{"B": "b", "A": "a"}]}');
  });

  it('answers nothing for operations that answer nothing', () => {
    expect(answerValue(SHAPES, undefined, { Name: 'n' }, 'iso8601')).toEqual(new Map());
  });

  it.each([
    ['2026-11-30T17:47:10Z', '2026-11-30T17:47:10+00:00'],
    ['2026-11-30T17:47:10.137Z', '2026-11-30T17:47:10.137000+00:00'],
    ['2026-11-30T17:47:10.000Z', '2026-11-30T17:47:10+00:00'],
    [1_796_060_830, '2026-11-30T17:47:10+00:00'],
    [1_796_060_830.137, '2026-11-30T17:47:10.137000+00:00'],
    ['no time', 'no time'],
  ])('writes the time %s as Python does', (Created, text) => {
    expect(read({ Created })).toBe(`{"Created": "${text}"}`);
  });

  it('keeps times as they came where the setting says so', () => {
    expect(read({ Created: '2026-11-30T17:47:10Z' }, 'wire')).toBe('{"Created": "2026-11-30T17:47:10Z"}');
  });

  it.each([
    ['{"Version":"2012-10-17"}', '{"Version": "2012-10-17"}'],
    [encodeURIComponent('{"Version":"2012-10-17"}'), '{"Version": "2012-10-17"}'],
    ['{bad %', '"{bad %"'],
  ])('reads the policy %s', (Policy, text) => {
    expect(read({ Policy })).toBe(`{"Policy": ${text}}`);
  });

  it('keeps hostile keys of maps and documents', () => {
    const hostile = JSON.parse('{"__proto__": "x", "constructor": "y"}');
    expect(read({ Tags: hostile, Any: hostile })).toBe(
      '{"Tags": {"__proto__": "x", "constructor": "y"}, "Any": {"__proto__": "x", "constructor": "y"}}',
    );
  });
});
