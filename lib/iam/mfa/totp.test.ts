import { describe, expect, it } from 'vitest';
import { codeOf, findStep, newSeed, stepOf } from './totp';

// RFC 6238, appendix B: the seed "12345678901234567890"; its codes have eight digits, of which six are the last ones.
const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('one-time codes', () => {
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at second %d are those of RFC 6238', (seconds, code) => {
    expect(codeOf(SEED, stepOf(new Date(seconds * 1000)))).toBe(code.slice(2));
  });

  it('are found in a range of steps, alone or with the one that follows', () => {
    const [first, second] = [codeOf(SEED, 1000), codeOf(SEED, 1001)];
    expect(findStep(SEED, { from: 990, to: 1010 }, first)).toBe(1000);
    expect(findStep(SEED, { from: 990, to: 1010 }, first, second)).toBe(1000);
    expect(findStep(SEED, { from: 990, to: 1010 }, second, first)).toBeNull();
    expect(findStep(SEED, { from: 1001, to: 1010 }, first)).toBeNull();
  });

  it('come from seeds of 64 base32 characters, never the same twice', () => {
    expect(newSeed()).toMatch(/^[A-Z2-7]{64}$/);
    expect(newSeed()).not.toBe(newSeed());
  });
});
