import { describe, expect, it } from 'vitest';
import { validityOf } from './validity';

const NOW = Date.parse('2026-03-01T00:00:00Z');

describe('a server certificate', () => {
  it('is expired from its expiration time on', () => {
    expect(validityOf('2026-03-01T00:00:00.000Z', NOW)).toBe('Expired');
    expect(validityOf('2020-01-01T00:00:00.000Z', NOW)).toBe('Expired');
  });

  it('expires soon in its last thirty days', () => {
    expect(validityOf('2026-03-01T00:00:01.000Z', NOW)).toBe('Expires soon');
    expect(validityOf('2026-03-30T23:59:59.000Z', NOW)).toBe('Expires soon');
    expect(validityOf('2026-03-31T00:00:00.000Z', NOW)).toBe('Valid');
  });

  it('stays valid without an expiration time', () => {
    expect(validityOf(undefined, NOW)).toBe('Valid');
  });
});
