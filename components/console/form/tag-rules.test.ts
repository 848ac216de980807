import { describe, expect, it } from 'vitest';
import { checkTags } from './tag-rules';

const messages = (tags: [string, string][], caseSensitive = false) =>
  checkTags(
    tags.map(([Key, Value]) => ({ Key, Value })),
    { caseSensitive },
  ).map(({ index, field, message }) => `${index} ${field}: ${message}`);

describe('checkTags', () => {
  it('accepts what AWS accepts, empty values and letters of any script too', () => {
    expect(
      messages([
        ['Team', ''],
        ['cost-center', 'R+D'],
        ['avdelning', 'Säljkår @ 2/3'],
      ]),
    ).toEqual([]);
  });

  it('marks the second of two equal keys, whatever their case', () => {
    expect(
      messages([
        ['Team', 'a'],
        ['team', 'b'],
      ]),
    ).toEqual(['1 Key: This key is already used.']);
  });

  it('lets keys differ by case alone where the service does', () => {
    expect(
      messages(
        [
          ['Team', 'a'],
          ['team', 'b'],
        ],
        true,
      ),
    ).toEqual([]);
  });

  it('marks missing, long, reserved and ill-spelt keys', () => {
    expect(
      messages([
        ['', 'x'],
        ['k'.repeat(129), ''],
        ['AWS:name', ''],
        ['a*b', ''],
      ]),
    ).toEqual([
      '0 Key: A key is required.',
      '1 Key: At most 128 characters.',
      '2 Key: Keys that begin with aws: are reserved.',
      '3 Key: Only letters, digits, spaces and _ . : / = + - @',
    ]);
  });

  it('marks long and ill-spelt values', () => {
    expect(
      messages([
        ['a', 'v'.repeat(257)],
        ['b', '<x>'],
      ]),
    ).toEqual(['0 Value: At most 256 characters.', '1 Value: Only letters, digits, spaces and _ . : / = + - @']);
  });

  it('does not call two unfilled rows duplicates', () => {
    expect(
      messages([
        ['', ''],
        ['', ''],
      ]),
    ).toEqual(['0 Key: A key is required.', '1 Key: A key is required.']);
  });
});
