import { describe, expect, it } from 'vitest';
import { fitsIntoPage, isLeftToBrowser } from './large-answers';

const NOW = Date.UTC(2026, 0, 1);
const MINUTE_MS = 60_000;
const rows = (count: number) => ({ ok: true, data: Array.from({ length: count }, (_, index) => `row ${index} of a long list`) });

describe('the query result of a page', () => {
  it('is included in the page while it is small', () => {
    expect(fitsIntoPage('111111111111 small', rows(10), NOW)).toBe(true);
    expect(isLeftToBrowser('111111111111 small', NOW)).toBe(false);
  });

  it('is left to the browser after it was too large, for this query only', () => {
    expect(fitsIntoPage('111111111111 large', rows(10_000), NOW)).toBe(false);
    expect(isLeftToBrowser('111111111111 large', NOW + MINUTE_MS)).toBe(true);
    expect(isLeftToBrowser('222222222222 large', NOW + MINUTE_MS)).toBe(false);
  });

  it('is included in the page again after some minutes', () => {
    fitsIntoPage('333333333333 large', rows(10_000), NOW);
    expect(isLeftToBrowser('333333333333 large', NOW + 11 * MINUTE_MS)).toBe(false);
  });
});
