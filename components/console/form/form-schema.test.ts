import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checked, tagList } from './form-schema';

afterEach(() => z.config({ jitless: false }));

const newSchema = () =>
  z.object({
    name: checked(z.string(), (name) => (name === '' ? 'Required.' : null)),
    console: checked(z.object({ password: z.string() }), ({ password }) => (password === '' ? 'Type it.' : null), ['password']),
    tags: tagList(),
  });
const WRONG = { name: '', console: { password: '' }, tags: [{ Key: '', Value: '' }] };

describe('a form schema', () => {
  // zod runs different code without eval, which the console's pages forbid.
  it.each([false, true])('reports the same issues on every parse (without eval: %s)', (jitless) => {
    z.config({ jitless });
    const schema = newSchema();
    for (const _ of [1, 2, 3])
      expect(schema.safeParse(WRONG).error?.issues.map(({ path, message }) => [path.join('.'), message])).toEqual([
        ['name', 'Required.'],
        ['console.password', 'Type it.'],
        ['tags.0.Key', 'A key is required.'],
      ]);
  });

  it('accepts a valid form', () => {
    expect(newSchema().safeParse({ name: 'ana', console: { password: 'x' }, tags: [] }).success).toBe(true);
  });
});
