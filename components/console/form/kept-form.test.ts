import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checked, tagList } from './form-schema';
import { fromKept, toKept } from './kept-form';

const schema = z.object({
  name: checked(z.string(), (name) => (name === '' ? 'Required.' : null)),
  console: z.object({ wanted: z.boolean(), password: z.string().min(8) }),
  groups: z.array(z.string()),
  boundary: z.string().nullable(),
  tags: tagList(),
});
const FRESH: z.infer<typeof schema> = {
  name: '',
  console: { wanted: false, password: '' },
  groups: [],
  boundary: null,
  tags: [],
};
const FILLED = { ...FRESH, name: 'ana', console: { wanted: true, password: 'Correct-horse-1' }, groups: ['Developers'] };
const SECRETS = ['console.password'];
const back = (text: string | null) => fromKept(text, schema, SECRETS, FRESH);

describe('a stored form', () => {
  it('is restored without its secrets', () => {
    const text = toKept(FILLED, SECRETS);
    expect(text).not.toContain('Correct-horse-1');
    expect(FILLED.console.password, 'what is on the page stays').toBe('Correct-horse-1');
    expect(back(text)).toEqual({ ...FILLED, console: { wanted: true, password: '' } });
  });

  it('is restored even if it is incomplete', () => {
    const unfinished = { ...FRESH, tags: [{ Key: 'aws:reserved', Value: '' }] };
    expect(back(toKept(unfinished, SECRETS))).toEqual(unfinished);
  });

  it('is null if nothing was stored or the stored text does not match the schema', () => {
    const others = ['', 'not JSON', '"text"', '[]', '{}', JSON.stringify({ ...FILLED, groups: 'Developers' })];
    for (const text of [null, ...others, JSON.stringify({ ...FILLED, tags: [{ Key: 1, Value: '' }] })])
      expect(back(text), String(text)).toBeNull();
  });
});
