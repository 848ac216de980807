import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coversRedirect, isRedirectUri } from './redirect-uri';

// Law: a code only ever goes to a loopback address, or to the host that the client registered with TLS.

const HOSTS = [
  '127.0.0.1',
  'localhost',
  '[::1]',
  'example.com',
  'EXAMPLE.com',
  '127.0.0.1.evil.example',
  'evil.example',
  '127.1',
  '2130706433',
];
const PARTS = [
  'http://',
  'https://',
  'javascript:',
  '//',
  '/',
  ':',
  ':80',
  ':49152',
  '@',
  '\\',
  '?',
  '#',
  '%2f',
  '..',
  'oauth/callback',
  ' ',
  '\t',
  ...HOSTS,
];
const uris = fc.oneof(
  fc.array(fc.constantFrom(...PARTS), { maxLength: 7 }).map((parts) => parts.join('')),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
  fc.constantFrom('http://127.0.0.1/oauth/callback', 'http://127.0.0.1', 'https://example.com/back', 'http://[::1]:80/x'),
  fc.string(),
);
const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '[::1]', 'localhost']);

describe('a redirect URI', () => {
  it('is a loopback address or has TLS, as a browser reads it', () => {
    fc.assert(
      fc.property(uris, (uri) => {
        if (!isRedirectUri(uri)) return;
        const { protocol, hostname, username, password, search, hash } = new URL(uri);
        expect(protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname))).toBe(true);
        expect([username, password, search, hash]).toEqual(['', '', '', '']);
      }),
      runs(2000),
    );
  });

  it('covers only addresses with its own scheme, host and path, as a browser reads them', () => {
    fc.assert(
      fc.property(uris, uris, fc.boolean(), (registered, other, same) => {
        const asked = same ? registered : other;
        if (!isRedirectUri(registered) || !coversRedirect(registered, asked)) return;
        const [one, two] = [new URL(registered), new URL(asked)];
        expect([two.protocol, two.hostname, two.pathname]).toEqual([one.protocol, one.hostname, one.pathname]);
        if (one.protocol === 'https:' && !LOOPBACK.has(one.hostname)) expect(two.port).toBe(one.port);
      }),
      runs(2000),
    );
  });

  it('of a loopback address covers every port', () => {
    expect(coversRedirect('http://127.0.0.1/oauth/callback', 'http://127.0.0.1:49152/oauth/callback')).toBe(true);
    expect(coversRedirect('http://127.0.0.1', 'http://127.0.0.1:49152')).toBe(true);
    expect(coversRedirect('https://example.com/a', 'https://example.com:8443/a')).toBe(false);
  });
});
