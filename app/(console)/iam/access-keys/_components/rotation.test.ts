import { describe, expect, it } from 'vitest';
import { type RotatedKey, rotationOf } from './rotation';

const OLD: RotatedKey = { id: 'old', active: true, created: '2026-01-01T00:00:00.000Z', lastUsed: '2026-05-01T00:00:00.000Z' };
const NEW: RotatedKey = { id: 'new', active: true, created: '2026-06-01T00:00:00.000Z', lastUsed: null };
const USED = { ...NEW, lastUsed: '2026-06-02T00:00:00.000Z' };

describe('rotationOf', () => {
  it.each([
    ['one key', [OLD], 'create'],
    ['a new one that nobody has used', [OLD, NEW], 'use'],
    ['a new one of which it may not be known', [OLD, { ...NEW, lastUsed: undefined }], 'use'],
    ['both in use', [{ ...OLD, lastUsed: '2026-06-03T00:00:00.000Z' }, USED], 'use'],
    ['a new one that is inactive', [OLD, { ...USED, active: false }], 'use'],
    ['only the new one in use', [OLD, USED], 'deactivate'],
    ['an old one that was never used', [{ ...OLD, lastUsed: null }, USED], 'deactivate'],
    ['an old one that is inactive', [{ ...OLD, active: false }, USED], 'delete'],
    [
      'both inactive',
      [
        { ...OLD, active: false },
        { ...USED, active: false },
      ],
      'use',
    ],
  ] as const)('returns the next step with %s', (_, keys, step) => {
    for (const order of [keys, [...keys].reverse()]) expect(rotationOf(order)).toMatchObject({ step, old: { id: 'old' } });
  });

  it('returns whether the old key is in use, and null without a key', () => {
    expect(rotationOf([OLD, USED])?.oldInUse).toBe(false);
    expect(rotationOf([{ ...OLD, lastUsed: '2026-06-03T00:00:00.000Z' }, USED])?.oldInUse).toBe(true);
    expect(rotationOf([])).toBeNull();
  });
});
