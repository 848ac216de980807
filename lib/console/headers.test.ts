import { NextRequest } from 'next/server';
import { describe, expect, it } from 'vitest';
import { config, proxy } from '../../proxy';
import { cookieName } from './session/cookie-name';

const answer = (headers: Record<string, string> = {}) => proxy(new NextRequest('http://localhost/home', { headers })).headers;

describe('the response headers of the console', () => {
  it('allow only scripts with the nonce, and no framing by other sites', () => {
    const policy = answer().get('content-security-policy');
    expect(policy).toMatch(/script-src 'self' 'nonce-[\w+/=]+' 'strict-dynamic';/);
    expect(policy).toContain("frame-ancestors 'self'");
    expect(answer().get('x-frame-options')).toBe('SAMEORIGIN');
    expect(policy).not.toBe(answer().get('content-security-policy'));
    // The matcher also covers prefetched pages.
    expect(config.matcher).toEqual([expect.any(String)]);
  });

  it('set HSTS only on HTTPS requests', () => {
    expect(answer({ 'x-forwarded-proto': 'https' }).get('strict-transport-security')).toBe('max-age=31536000');
    expect(answer({ 'x-forwarded-proto': 'http' }).get('strict-transport-security')).toBeNull();
  });

  it('keep cookies to the host over HTTPS by the __Host- prefix', () => {
    expect([cookieName('session', true), cookieName('session', false)]).toEqual([
      '__Host-gatehouse-session',
      'gatehouse-session',
    ]);
  });
});
