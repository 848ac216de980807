import { describe, expect, it } from 'vitest';
import { fitsIntoPage, isLeftToBrowser } from './large-answers';

const NOW = Date.UTC(2026, 0, 1);
const MINUTE_MS = 60_000;
const rows = (count: number) => ({ ok: true, data: Array.from({ length: count }, (_, index) => `row ${index} of a long list`) });

describe('an answer that a page was read with', () => {
  it('goes into the page while it is small, and is read with it again', () => {
    expect(fitsIntoPage('111111111111 small', rows(10), NOW)).toBe(true);
    expect(isLeftToBrowser('111111111111 small', NOW)).toBe(false);
  });

  it('is left to the browser from then on where it was too large, for this read alone', () => {
    expect(fitsIntoPage('111111111111 large', rows(10_000), NOW)).toBe(false);
    expect(isLeftToBrowser('111111111111 large', NOW + MINUTE_MS)).toBe(true);
    expect(isLeftToBrowser('222222222222 large', NOW + MINUTE_MS)).toBe(false);
  });

  it('is read with the page again after a while, as it may have become smaller', () => {
    fitsIntoPage('333333333333 large', rows(10_000), NOW);
    expect(isLeftToBrowser('333333333333 large', NOW + 11 * MINUTE_MS)).toBe(false);
  });
});
