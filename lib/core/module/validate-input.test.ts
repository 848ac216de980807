import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AwsError } from '../errors';
import { TagList } from '../shapes';
import { validateInput } from './validate-input';

const Schema = z.object({
  Name: z
    .string()
    .max(5)
    .regex(/^(?:[a-z]+)$/),
  Type: z.enum(['ONE', 'TWO']),
  Target: z.object({ Type: z.enum(['ACCOUNT', 'EMAIL']) }).optional(),
});

function failure(service: string, raw: unknown): AwsError {
  try {
    validateInput(service, Schema, raw);
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
  throw new Error('should have been refused');
}

describe('validateInput', () => {
  it('returns the parsed value of a valid input', () => {
    expect(validateInput('organizations', Schema, { Name: 'abc', Type: 'ONE', Unknown: 1 })).toEqual({
      Name: 'abc',
      Type: 'ONE',
    });
  });

  it('refuses a name that would be lost', () => {
    const tags = z.object({ Tags: z.record(z.string(), z.string()) });
    const raw = JSON.parse('{"Tags":{"Team":"Red","__proto__":"Blue"},"Unknown":{"__proto__":1}}');
    expect(() => validateInput('sqs', tags, raw)).toThrow('Gatehouse does not support the name __proto__.');
    expect(validateInput('sqs', tags, { ...raw, Tags: { Team: 'Red' } })).toEqual({ Tags: { Team: 'Red' } });
  });

  it.each([
    [{ Type: 'ONE' }, 'INPUT_REQUIRED', 'You must provide a value for all required parameters.'],
    [{ Name: 'abc' }, 'INPUT_REQUIRED', 'You must provide a value for all required parameters.'],
    [{ Name: 'abc', Type: 'SIX' }, 'INVALID_ENUM_POLICY_TYPE', 'You specified an invalid value.'],
    [{ Name: 'abc', Type: 'ONE', Target: { Type: 'SIX' } }, 'INVALID_ENUM', 'You specified an invalid value.'],
    [{ Name: 'abcdef', Type: 'ONE' }, 'MAX_LENGTH_EXCEEDED', 'You provided a value that does not match the required pattern.'],
    [{ Name: 'ABC', Type: 'ONE' }, 'INVALID_PATTERN', 'You provided a value that does not match the required pattern.'],
  ])('returns the reason of the first violation for Organizations: %j', (raw, reason, message) => {
    const error = failure('organizations', raw);
    expect([error.shape, error.members.Reason, error.message]).toEqual(['InvalidInputException', reason, message]);
  });

  it('lists every violation in one message for IAM, including missing enumerations', () => {
    expect(failure('iam', { Name: 'abcdef' }).message).toBe(
      "2 validation errors detected: Value 'abcdef' at 'name' failed to satisfy constraint: Member must have length less than or equal to 5; " +
        "Value null at 'type' failed to satisfy constraint: Member must not be null",
    );
    expect(failure('iam', { Name: 'abc', Type: 'SIX' }).message).toBe(
      "1 validation error detected: Value 'SIX' at 'type' failed to satisfy constraint: Member must satisfy enum value set: [ONE, TWO]",
    );
  });

  it('lists all model violations for IAM, including nested ones, and other checks only without them', () => {
    const Path = z.string().refine((path) => path.startsWith('/'), 'The path must begin with /.');
    const Deep = z.object({ Path, Tags: z.array(z.object({ Key: z.string().min(1).max(3) })), Count: z.number().min(2) });
    const message = (raw: unknown) => {
      try {
        return String(validateInput('iam', Deep, raw));
      } catch (error) {
        return error instanceof AwsError ? `${error.member}: ${error.message}` : String(error);
      }
    };
    expect(message({ Path: 'x', Tags: [{ Key: 'long-key' }, { Key: '' }, {}], Count: 1 })).toBe(
      "Tags: 4 validation errors detected: Value 'long-key' at 'tags.1.member.key' failed to satisfy constraint: Member must have length less than or equal to 3; " +
        "Value '' at 'tags.2.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
        "Value null at 'tags.3.member.key' failed to satisfy constraint: Member must not be null; " +
        "Value '1' at 'count' failed to satisfy constraint: Member must have value greater than or equal to 2",
    );
    expect(message({ Path: 'x', Tags: [], Count: 2 })).toBe('Path: The path must begin with /.');
  });

  it('prints a pattern as in the service model', () => {
    const Tagged = z.object({ Tags: TagList });
    expect(() => validateInput('iam', Tagged, { Tags: [{ Key: '#', Value: '#' }] })).toThrow(
      /pattern: \[\\p\{L\}\\p\{Z\}\\p\{N\}_\.:\/=\+\\-@\]\+; .*pattern: \[\\p\{L\}\\p\{Z\}\\p\{N\}_\.:\/=\+\\-@\]\*$/,
    );
  });

  it.each(['iam', 'organizations'])('names the top-level member of the first violation: %s', (service) => {
    expect(failure(service, { Name: 'ABC', Type: 'ONE' }).member).toBe('Name');
    expect(failure(service, { Name: 'abc' }).member).toBe('Type');
    expect(failure(service, { Name: 'abc', Type: 'ONE', Target: { Type: 'SIX' } }).member).toBe('Target');
    expect(failure(service, null).member).toBeUndefined();
  });

  it('does not repeat a secret value', () => {
    const Passwords = z.object({ OldPassword: z.string().max(3) });
    expect(() => validateInput('iam', Passwords, { OldPassword: 'correct-horse' })).toThrow(
      /^1 validation error detected: Value at 'oldPassword' failed to satisfy constraint: Member must have length less than or equal to 3$/,
    );
  });
});
