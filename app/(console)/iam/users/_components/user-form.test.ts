import { describe, expect, it } from 'vitest';
import { NEW_USER, toNewUser, type UserForm, userFormSchema } from './user-form';

const schema = userFormSchema(({ custom, password }) => (custom && password.length < 8 ? 'Too short.' : undefined));

/** Returns the form's problems by the path of the field. */
function problems(change: Partial<UserForm>): Record<string, string> {
  const issues = schema.safeParse({ ...NEW_USER, name: 'ana', ...change }).error?.issues ?? [];
  return Object.fromEntries(issues.map(({ path, message }) => [path.join('.'), message]));
}
const console = { wanted: true, custom: true, password: 'short', mustChange: false };

describe('the form for a new user', () => {
  it('requires only a valid name', () => {
    expect(problems({})).toEqual({});
    expect(problems({ name: '' })).toEqual({ name: 'Required.' });
    expect(problems({ name: 'a/b' })).toEqual({ name: 'Only letters, digits and + = , . @ _ -' });
  });

  it('validates the password only if a custom password is chosen', () => {
    expect(problems({ console })).toEqual({ 'console.password': 'Too short.' });
    expect(problems({ console: { ...console, wanted: false } })).toEqual({});
    expect(problems({ console: { ...console, custom: false } })).toEqual({});
  });

  it('requires the user to copy permissions from and the permissions boundary if they are chosen', () => {
    const permissions = { ...NEW_USER.permissions, from: 'user' } as const;
    expect(problems({ permissions, boundary: '' })).toEqual({
      permissions: 'Choose a user to copy permissions from.',
      boundary: 'Choose the policy to use as the permissions boundary, or create it without one.',
    });
    expect(problems({ permissions: { ...permissions, user: 'ben' }, boundary: 'arn:aws:iam::aws:policy/X' })).toEqual({});
  });

  it('reports a problem at the tag that has it', () => {
    expect(problems({ tags: [{ Key: 'aws:x', Value: '' }] })).toEqual({
      'tags.0.Key': 'Keys that begin with aws: are reserved.',
    });
  });
});

describe('toNewUser', () => {
  it('includes only the options that are chosen', () => {
    const permissions = { from: 'policies', groups: ['Developers'], user: 'ben', arns: ['arn:aws:iam::aws:policy/X'] } as const;
    const form = { ...NEW_USER, name: 'ana', console, permissions };
    expect(toNewUser(form)).toEqual({
      name: 'ana',
      console: { password: 'short', mustChange: false },
      permissions: { from: 'policies', arns: ['arn:aws:iam::aws:policy/X'] },
      boundary: null,
      tags: [],
    });
    expect(toNewUser({ ...form, console: { ...console, custom: false } }).console).toEqual({
      password: { generate: true },
      mustChange: false,
    });
    expect(toNewUser({ ...form, console: { ...console, wanted: false } }).console).toBeNull();
  });
});
