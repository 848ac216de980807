import { describe, expect, it } from 'vitest';
import { codeOf, findStep, newSeed, stepOf } from './totp';

// Source: RFC 6238, appendix B, the seed "12345678901234567890". Its codes have eight digits, of which AWS uses the last six.
const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a one-time code', () => {
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at second %d equals that of RFC 6238', (seconds, code) => {
    expect(codeOf(SEED, stepOf(new Date(seconds * 1000)))).toBe(code.slice(2));
  });

  it('is found in a range of time steps, alone or with the next code', () => {
    const [first, second] = [codeOf(SEED, 1000), codeOf(SEED, 1001)];
    expect(findStep(SEED, { from: 990, to: 1010 }, first)).toBe(1000);
    expect(findStep(SEED, { from: 990, to: 1010 }, first, second)).toBe(1000);
    expect(findStep(SEED, { from: 990, to: 1010 }, second, first)).toBeNull();
    expect(findStep(SEED, { from: 1001, to: 1010 }, first)).toBeNull();
  });

  it('comes from a random seed of 64 base32 characters', () => {
    expect(newSeed()).toMatch(/^[A-Z2-7]{64}$/);
    expect(newSeed()).not.toBe(newSeed());
  });
});
