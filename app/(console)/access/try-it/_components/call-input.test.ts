import { expect, it } from 'vitest';
import { inputOf, problemOf, readableOutput } from './call-input';

it('makes the input of a call from what was typed, and leaves out what was not', () => {
  const members = [
    { Name: 'UserName', Kind: 'text' },
    { Name: 'MaxItems', Kind: 'number' },
    { Name: 'OnlyAttached', Kind: 'boolean' },
    { Name: 'Tags', Kind: 'json' },
    { Name: 'Path', Kind: 'text' },
  ] as const;
  const texts = { UserName: 'ana', MaxItems: '5', OnlyAttached: 'false', Tags: '[{"Key":"a","Value":"b"}]', Path: ' ' };
  expect(inputOf(members, texts)).toEqual({
    UserName: 'ana',
    MaxItems: 5,
    OnlyAttached: false,
    Tags: [{ Key: 'a', Value: 'b' }],
  });
});

it('says what is wrong with a member before it is sent', () => {
  expect(problemOf({ Kind: 'text', Required: true }, '')).toBe('It is required.');
  expect(problemOf({ Kind: 'text', Required: false }, '')).toBeUndefined();
  expect(problemOf({ Kind: 'number', Required: false }, 'many')).toBe('It is not a number.');
  expect(problemOf({ Kind: 'json', Required: false }, '{')).toBe('It is not JSON.');
});

it('shows what was answered, and nothing where nothing was', () => {
  expect(readableOutput({ Plaintext: 'aGVsbG8=' })).toBe('{\n  "Plaintext": "aGVsbG8="\n}');
  expect(readableOutput(undefined)).toBe('');
});
