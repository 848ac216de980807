import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import { refusalOf } from './refuse-requests.mjs';

function status(method: string, url: string, headers: Record<string, string> = {}): number | null {
  const request = Object.assign(new IncomingMessage(new Socket()), { method, url });
  Object.assign(request.headers, headers);
  return refusalOf(request, 'localhost:3000')?.status ?? null;
}

describe('a request to the console', () => {
  test.each(['/%', '/iam/users/%e0%a4%a', '/%c0%ae', '*', 'http://evil.test/'])('is refused for the address %s', (url) => {
    expect(status('GET', url)).toBe(400);
    expect(status('POST', url)).toBe(400);
  });

  test.each(['/', '/iam/users/J%C3%BCrgen?tab=%', '/access?context=%0A'])('is accepted for the address %s', (url) => {
    expect(status('GET', url)).toBeNull();
  });

  test.each([
    { origin: 'http://evil.test' },
    { origin: 'http://localhost' },
    { origin: 'http://localhost:3001' },
    { origin: 'null' },
    { origin: 'localhost:3000' },
    { origin: '' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' },
  ])('is refused for a change from another site: %j', (headers) => {
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect(status(method, '/sign-in', headers as Record<string, string>)).toBe(403);
  });

  test.each([{}, { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }, { origin: 'https://LOCALHOST:3000' }])(
    'is accepted for a change from the same site or from a client without a browser: %j',
    (headers) => {
      expect(status('POST', '/sign-in', headers as Record<string, string>)).toBeNull();
    },
  );

  test('is refused without a length or above the maximum length', () => {
    expect(status('POST', '/sign-in', { 'content-length': '1114112' })).toBeNull();
    expect(status('POST', '/sign-in', { 'content-length': '1114113' })).toBe(413);
    expect(status('POST', '/sign-in', { 'transfer-encoding': 'chunked' })).toBe(411);
  });
});
