import { json } from '@codemirror/lang-json';
import { EditorState } from '@codemirror/state';
import { describe, expect, it } from 'vitest';
import { completionPlace } from './completion-place';

/** Returns the completion place at the `|` in a text. */
function at(text: string) {
  const pos = text.indexOf('|');
  const doc = text.replace('|', '');
  return completionPlace(EditorState.create({ doc, extensions: [json()] }), pos);
}

describe('completionPlace', () => {
  it('returns the path to a value without list indexes, and the actions of its statement', () => {
    expect(at('{"Statement":[{"Action":["s3:GetObject","s3:Li|"],"Resource":"*"}]}')).toMatchObject({
      path: ['Statement', 'Action'],
      role: 'value',
      actions: ['s3:GetObject', 's3:Li'],
    });
    expect(at('{"Statement":{"Action":"sqs:*","Condition":{"StringEquals":{"aws:|":""}}}}')).toMatchObject({
      path: ['Statement', 'Condition', 'StringEquals'],
      role: 'name',
      actions: ['sqs:*'],
    });
  });

  it('returns the existing names of an object', () => {
    expect(at('{"Version":"2012-10-17","|":1}')).toMatchObject({ path: [], role: 'name', siblings: ['Version'] });
  });

  it('works in an incomplete document', () => {
    expect(at('{"Statement":[{"Effect":"Al|"')).toMatchObject({ path: ['Statement', 'Effect'], role: 'value' });
  });

  it('returns null outside of strings', () => {
    expect(at('{"Version": | }')).toBeNull();
    expect(at('{"Version": "2012-10-17"| }')).toBeNull();
  });

  it('returns the range inside the quotes', () => {
    const place = at('{"Version": "20|12"}');
    expect(place && [place.from, place.to]).toEqual([13, 17]);
  });
});
