import { describe, expect, it } from 'vitest';
import { checkTags } from './tag-rules';

const messages = (tags: [string, string][], caseSensitive = false) =>
  checkTags(
    tags.map(([Key, Value]) => ({ Key, Value })),
    { caseSensitive },
  ).map(({ index, field, message }) => `${index} ${field}: ${message}`);

describe('checkTags', () => {
  it('accepts all tags that AWS accepts, including empty values and letters of any script', () => {
    expect(
      messages([
        ['Team', ''],
        ['cost-center', 'R+D'],
        ['avdelning', 'Säljkår @ 2/3'],
      ]),
    ).toEqual([]);
  });

  it('marks the second of two keys that are equal except for case', () => {
    expect(
      messages([
        ['Team', 'a'],
        ['team', 'b'],
      ]),
    ).toEqual(['1 Key: This key is already used.']);
  });

  it('accepts keys that differ only in case if the service is case-sensitive', () => {
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

  it('marks missing, long, reserved and malformed keys', () => {
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

  it('marks long and malformed values', () => {
    expect(
      messages([
        ['a', 'v'.repeat(257)],
        ['b', '<x>'],
      ]),
    ).toEqual(['0 Value: At most 256 characters.', '1 Value: Only letters, digits, spaces and _ . : / = + - @']);
  });

  it('does not report two empty keys as duplicates', () => {
    expect(
      messages([
        ['', ''],
        ['', ''],
      ]),
    ).toEqual(['0 Key: A key is required.', '1 Key: A key is required.']);
  });
});
