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

it('shows bytes as the text that they are', () => {
  const Body = JSON.parse(JSON.stringify(new TextEncoder().encode('hello')));
  expect(JSON.parse(readableOutput({ Body, ContentLength: 5 }))).toEqual({ Body: 'hello', ContentLength: 5 });
  expect(readableOutput(undefined)).toBe('');
});
