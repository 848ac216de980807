import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { firstIssueIn, problemAt } from './form-problems';
import { checked, tagList } from './form-schema';

const schema = z.object({
  name: z.string().min(2, 'Too short.').regex(/^a/, 'Begins with a.'),
  console: checked(z.object({ password: z.string() }), ({ password }) => (password === '' ? 'Type it.' : null), ['password']),
  trust: checked(z.object({ provider: z.string() }), ({ provider }) => (provider === '' ? 'Choose one.' : null)),
  tags: tagList(),
});
const form: z.infer<typeof schema> = {
  name: 'b',
  console: { password: '' },
  trust: { provider: '' },
  tags: [
    { Key: 'a', Value: '' },
    { Key: 'A', Value: '' },
  ],
};
const issues = schema.safeParse(form).error?.issues ?? [];
const at = (field: string, tried: string[], more: Partial<Parameters<typeof problemAt>[0]> = {}, typed = false) =>
  problemAt({ form, issues, tried: new Set(tried), said: null, ...more }, field, typed);

describe('the problem shown at a field', () => {
  it('is absent before the field is tried or typed into', () => {
    expect(at('name', ['trust'])).toBeUndefined();
    expect(at('name', [], {}, true)).toBe('Too short.');
  });

  it('is the first issue of exactly that field', () => {
    const tried = ['name', 'console', 'trust', 'tags'];
    expect(at('name', tried)).toBe('Too short.');
    expect([at('console', tried), at('console.password', tried)]).toEqual([undefined, 'Type it.']);
    expect([at('trust', tried), at('trust.provider', tried)]).toEqual(['Choose one.', undefined]);
    expect([at('tags', tried), at('tags.0.Key', tried), at('tags.1.Key', tried)]).toEqual([
      undefined,
      undefined,
      'This key is already used.',
    ]);
  });

  it('is the error of the service as long as the field keeps the refused value', () => {
    const said = { field: 'name', value: 'b', message: 'It is taken.' };
    expect(at('name', [], { said })).toBe('It is taken.');
    expect(at('name', [], { said, form: { ...form, name: 'c' } })).toBeUndefined();
    expect(at('trust', [], { said })).toBeUndefined();
    const saidOfTags = { field: 'tags', value: structuredClone(form.tags), message: 'Too many.' };
    expect(at('tags', [], { said: saidOfTags })).toBe('Too many.');
  });
});

describe('firstIssueIn', () => {
  it('returns the full path of the first issue in the given parts of the form', () => {
    expect(firstIssueIn(issues, ['tags', 'console'])).toBe('console.password');
    expect(firstIssueIn(issues, ['tags'])).toBe('tags.1.Key');
    expect(firstIssueIn(issues, ['elsewhere'])).toBeUndefined();
  });
});
