import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIMITS, serverOptions } from '../../lib/listener/connections.mjs';
import { answerTwofold, answerUnreadable } from './too-many-cookies.mjs';

let server: Server;
beforeAll(async () => {
  server = createServer(serverOptions(LIMITS), (_request, response) => response.end('read'));
  answerUnreadable(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

const send = (text: string) =>
  new Promise<string>((resolve, reject) => {
    let answer = '';
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
  });

/** Requests a page with the cookies in `jar`, and updates `jar` from the response as a browser does. */
async function visit(jar: Map<string, string>, path = '/iam/users?filter="<b>') {
  const cookies = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const answer = await send(
    `GET ${encodeURI(path)} HTTP/1.1\r\nHost: localhost\r\nCookie: ${cookies}\r\nConnection: close\r\n\r\n`,
  );
  if (/^Clear-Site-Data: "cookies"\r$/m.test(answer)) jar.clear();
  for (const [, name = '', value = '', rest = ''] of answer.matchAll(/^Set-Cookie: ([^=]+)=([^;]*)(.*)\r$/gm)) {
    if (/Max-Age=0/.test(rest)) jar.delete(name);
    else jar.set(name, value);
  }
  return answer;
}
const filled = (size: number) =>
  new Map([['gatehouse-session', 'mine'], ...Array.from({ length: 180 }, (_, i) => [`c${i}`, 'x'.repeat(size)] as const)]);

describe('a browser with too many cookies', () => {
  it.each([200, 4000])('receives an explanation, loses the cookies and stays signed in (%i bytes each)', async (size) => {
    const jar = filled(size);
    const answer = await visit(jar);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('Too many cookies');
    expect(answer).not.toContain('<b>');
    expect([...jar.keys()]).toEqual(['gatehouse-session', 'gatehouse-cleared']);
    expect(await visit(jar)).toContain('read');
  });

  it('loses all cookies when some cannot be deleted individually', async () => {
    const jar = filled(4000);
    const kept = new Map(jar);
    await visit(jar);
    for (const [name, value] of kept) jar.set(name, value);
    expect(await visit(jar)).toContain('Clear-Site-Data');
    expect(jar.size).toBe(0);
  });

  it('loses an oversized cookie that has the name of a Gatehouse cookie', async () => {
    const jar = new Map([['gatehouse-session', 'x'.repeat(40_000)]]);
    await visit(jar);
    expect(jar.has('gatehouse-session')).toBe(false);
  });
});

it('a malformed request receives the same response as from Node.js', async () => {
  expect(await send('nonsense\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
  const long = await send(`GET / HTTP/1.1\r\nX-Long: ${'x'.repeat(40_000)}\r\n\r\n`);
  expect(long).toMatch(/^HTTP\/1\.1 431 /);
  expect(long).not.toContain('cookies than');
});

describe('a Gatehouse cookie that is sent twice', () => {
  const twice = (name: string, url = '/iam/users?x=<b>') =>
    answerTwofold({ url, headers: { cookie: `a=1; a=2; ${name}=theirs; region=x; ${name}=mine` } }, 'iam.example.org:3000');

  it.each([
    'gatehouse-session',
    'gatehouse-session-111122223333-Ab3dEf9_',
    'gatehouse-seat',
    'gatehouse-person',
    'gatehouse-device',
  ])('is rejected and deleted for every possible path and domain: %s', (name) => {
    const answer = twice(name);
    expect(answer?.body).not.toContain('<b>');
    for (const path of ['/', '/iam', '/iam/', '/iam/users', '/iam/users/'])
      for (const domain of ['', '; Domain=iam.example.org', '; Domain=example.org'])
        expect(answer?.headers['set-cookie']).toContain(`${name}=; Path=${path}${domain}; Max-Age=0`);
  });

  it('is detected only for Gatehouse cookies, and not if each is sent once', () => {
    expect(twice('other')).toBeNull();
    const cookie = 'gatehouse-session=a; gatehouse-session-111122223333-Ab3dEf9_=b; gatehouse-device=c; gatehouse-region=d';
    expect(answerTwofold({ url: '/', headers: { cookie } }, 'localhost:3000')).toBeNull();
    expect(answerTwofold({ url: '/', headers: {} }, 'localhost:3000')).toBeNull();
  });
});
