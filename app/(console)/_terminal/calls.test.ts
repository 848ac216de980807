import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CallRequest } from '@/lib/aws-cli/io';
import { IDENTITY_HEADER, identityRefusals } from '@/lib/console/session/shown-identity';

const PAGE = {
  label: 'maria',
  href: '/s/111122223333-aaaaaaaa/',
  accountId: '111122223333',
  accountName: 'a',
  identityTag: 'tag-maria',
};
const OTHER = { ...PAGE, label: 'ben', href: '/s/111122223333-bbbbbbbb/', identityTag: 'tag-ben' };
const REQUEST = { service: 'iam', operation: 'ListUsers', input: {}, region: 'us-east-1', userAgent: '' };
const DENIED = {
  ok: false,
  code: 'AccessDenied',
  message: 'no',
  members: {},
  status: 403,
  requestId: '',
  decision: '/decisions/1',
};

type Sent = { address: string; identity: string | undefined; body: unknown };

/** The requests of the page, and the answers of the server by address. */
let sent: Sent[];
let answers: Record<string, unknown>;

beforeEach(() => {
  sent = [];
  answers = {
    '/s/111122223333-aaaaaaaa/api/console/sessions': [PAGE, OTHER],
    '/s/111122223333-aaaaaaaa/api/shell/personas': [],
  };
  vi.resetModules();
  const location = { pathname: '/s/111122223333-aaaaaaaa/iam', origin: 'http://localhost' };
  vi.stubGlobal('window', { location });
  vi.stubGlobal('location', location);
  vi.stubGlobal('document', { querySelector: () => ({ content: 'tag-maria' }) });
  vi.stubGlobal('fetch', async (address: string, init?: { headers: Record<string, string>; body: string }) => {
    sent.push({ address, identity: init?.headers[IDENTITY_HEADER], body: init && JSON.parse(init.body) });
    return new Response(JSON.stringify(answers[address] ?? { ok: true, output: {}, status: 200, requestId: '' }));
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

const callAs = async (credentials: unknown) =>
  (await import('./calls')).call({ ...REQUEST, credentials } as unknown as CallRequest);
const calls = () => sent.filter(({ address }) => address.endsWith('/api/shell/call'));

describe('a call of a profile', () => {
  it('goes to the address of its session with the identity that the browser has there', async () => {
    answers['/s/111122223333-bbbbbbbb/api/shell/call'] = DENIED;
    expect(await (await import('./calls')).sessionProfiles()).toEqual(['maria', 'ben']);
    expect(await callAs('session')).toMatchObject({ ok: true });
    // The page that explains a denial belongs to the other session.
    const decision = 'http://localhost/s/111122223333-bbbbbbbb/decisions/1';
    expect(await callAs({ profile: 'ben' })).toEqual({ ...DENIED, decision });
    expect(calls()).toEqual([
      { address: '/s/111122223333-aaaaaaaa/api/shell/call', identity: 'tag-maria', body: { ...REQUEST, credentials: 'session' } },
      { address: '/s/111122223333-bbbbbbbb/api/shell/call', identity: 'tag-ben', body: { ...REQUEST, credentials: 'session' } },
    ]);
  });

  it('reaches nobody else, whatever a script names', async () => {
    const hostile = [
      '',
      'eve',
      '__proto__',
      'constructor',
      '../s/111122223333-cccccccc',
      'tag-ben',
      OTHER.href,
      'BEN',
      'ben ',
      0,
      null,
    ];
    for (const profile of hostile) {
      expect(await callAs({ profile })).toMatchObject({ ok: false, code: 'ExpiredToken' });
      // A script that could choose the address or the tag would be somebody else.
      expect(await callAs({ profile, ...OTHER, href: '/s/111122223333-cccccccc/' })).toMatchObject({ code: 'ExpiredToken' });
    }
    expect(calls()).toEqual([]);
  });

  it('fails as expired keys do after the session ended or another identity signed in there, and the page goes on', async () => {
    const error = { code: 'IdentityChanged', message: 'You are now signed in as eve', requestId: '', signedInAs: 'eve' };
    answers['/s/111122223333-bbbbbbbb/api/shell/call'] = { ok: false, error };
    expect(await callAs({ profile: 'ben' })).toEqual({
      ok: false,
      code: 'ExpiredToken',
      message: 'The security token included in the request is expired',
      members: {},
      status: 403,
      requestId: '',
    });
    expect(identityRefusals.current()).toBeNull();
  });
});
