import { createServer, IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { clientReader } from './client.mjs';
import { boundConnections, LIMITS, serverOptions } from './connections.mjs';
import { hostCheck, hostMeant } from './hosts.mjs';

function requestFrom(remoteAddress: string, headers: Record<string, string>, encrypted = false): IncomingMessage {
  const socket = Object.defineProperty(new Socket(), 'remoteAddress', { value: remoteAddress });
  const request = new IncomingMessage(encrypted ? Object.assign(socket, { encrypted }) : socket);
  Object.assign(request.headers, headers);
  return request;
}

const FORWARDED = {
  host: 'inside:3000',
  'x-forwarded-for': '203.0.113.7',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'iam.example.org',
};

describe('the client of a request', () => {
  it('is read from the connection without a trusted proxy, regardless of the headers', () => {
    for (const trusted of [[], ['10.0.0.1'], ['192.0.2.0/25']]) {
      expect(clientReader(trusted)(requestFrom('::ffff:192.0.2.130', FORWARDED))).toEqual({
        address: '192.0.2.130',
        encrypted: false,
        host: 'inside:3000',
      });
    }
    expect(clientReader([])(requestFrom('::1', FORWARDED, true))).toMatchObject({ address: '::1', encrypted: true });
  });

  it('is read from the headers of a trusted proxy', () => {
    const seen = { address: '203.0.113.7', encrypted: true, host: 'iam.example.org' };
    for (const trusted of ['192.0.2.1', '192.0.2.0/24'])
      expect(clientReader([trusted])(requestFrom('192.0.2.1', FORWARDED))).toEqual(seen);
    expect(clientReader(['fd00::/8'])(requestFrom('fd00::1', FORWARDED))).toEqual(seen);
    expect(clientReader(['192.0.2.1'])(requestFrom('192.0.2.1', { host: 'inside' }))).toEqual({
      address: '192.0.2.1',
      encrypted: false,
      host: 'inside',
    });
  });

  it.each([
    ['198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['198.51.100.1, 203.0.113.7, 10.1.2.3', '203.0.113.7'],
    ['10.9.9.9, 10.1.2.3', '10.9.9.9'],
    ['203.0.113.7:4711', '203.0.113.7'],
    ['[2001:db8::7]:4711', '2001:db8::7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['198.51.100.1, unknown, 10.1.2.3', '10.1.2.3'],
    ['<script>', '10.0.0.1'],
    ['', '10.0.0.1'],
  ])('is the last address that is not a proxy’s: %s', (list, address) => {
    expect(clientReader(['10.0.0.0/8'])(requestFrom('10.0.0.1', { 'x-forwarded-for': list })).address).toBe(address);
  });
});

describe('the host of a request', () => {
  const own = [
    'localhost',
    'LOCALHOST:3000',
    'acme.localhost',
    '127.0.0.1:3000',
    '127.1.2.3',
    '[::1]:3000',
    'localhost.',
    '111122223333.localhost:4566',
    '111122223333.127.0.0.1:4566',
  ];
  const foreign = [
    'evil.test',
    'localhost.evil.test',
    '127.0.0.1.evil.test',
    'localhost@evil.test',
    '',
    ':3000',
    'a b',
    'evil.test:80:80',
    'evil.test#.localhost',
  ];

  it('is a name of this machine, or is refused', () => {
    const allowed = hostCheck({ host: '127.0.0.1', allowedHosts: [] });
    for (const host of own) expect([host, allowed(host)]).toEqual([host, true]);
    for (const host of [...foreign, '192.0.2.1', '[2001:db8::1]']) expect([host, allowed(host)]).toEqual([host, false]);
    expect(allowed(undefined)).toBe(true);
  });

  it('is refused with any special character, regardless of its ending', () => {
    const allowed = hostCheck({ host: '0.0.0.0', allowedHosts: ['iam.example.org', '.amazonaws.com'] });
    const other = fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom(...'#/?@\\%!$&\'()*+,;=<>"{}|^`~:[]ä') });
    const name = fc.stringMatching(/^[a-z0-9.-]{0,10}$/);
    const ending = fc.constantFrom('.localhost', 'localhost', '.amazonaws.com', '127.0.0.1', 'iam.example.org');
    fc.assert(
      fc.property(name, other, name, ending, (before, middle, after, end) => {
        expect(allowed(`${before}${middle}${after}${end}`)).toBe(false);
      }),
    );
  });

  it('is any address if the server listens on all addresses, or a host of the settings', () => {
    const allowed = hostCheck({ host: '0.0.0.0', allowedHosts: ['iam.example.org', '.amazonaws.com'] });
    for (const host of [
      ...own,
      '192.0.2.1:3000',
      '[2001:db8::1]',
      'IAM.example.org',
      'iam.amazonaws.com',
      'sts.us-east-1.amazonaws.com',
    ])
      expect([host, allowed(host)]).toEqual([host, true]);
    for (const host of [...foreign, 'x.iam.example.org', 'amazonaws.com', 'amazonaws.com.evil.test'])
      expect([host, allowed(host)]).toEqual([host, false]);
    expect(hostCheck({ host: '192.0.2.9', allowedHosts: [] })('192.0.2.9:3000')).toBe(true);
  });

  it('is the console’s public address if the page’s origin is that address', () => {
    const url = 'https://console.example.org';
    expect(hostMeant(url, '127.0.0.1:3000', url)).toBe('console.example.org');
    for (const origin of [
      undefined,
      'null',
      'http://console.example.org',
      'https://evil.test',
      'https://console.example.org:8443',
    ])
      expect(hostMeant(origin, '127.0.0.1:3000', url)).toBe('127.0.0.1:3000');
    expect(hostMeant('https://evil.test', 'evil.test', null)).toBe('evil.test');
  });
});

describe('connections', () => {
  let server: Server;
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  async function listen(limits: Partial<typeof LIMITS>, answer: (response: ServerResponse) => void) {
    const all = { ...LIMITS, ...limits };
    server = createServer(serverOptions(all));
    const bound = boundConnections(server, all);
    server.on('request', (_request, response) => answer(response));
    await bound.listen(0, '127.0.0.1');
    return bound;
  }

  it.runIf(Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1')))(
    'are accepted on both addresses of localhost until the server is drained',
    async () => {
      const bound = await listen({}, (response) => response.end(response.req.socket.remoteAddress));
      const { port } = server.address() as AddressInfo;
      const ask = async (host: string) => (await fetch(`http://${host}:${port}/`, { headers: { connection: 'close' } })).text();
      expect([await ask('127.0.0.1'), await ask('[::1]')]).toEqual(['127.0.0.1', '127.0.0.1']);
      await bound.drain();
      for (const host of ['127.0.0.1', '[::1]']) await expect(ask(host)).rejects.toThrow();
    },
  );

  /** Opens a connection. Records the answers on it and how it ends. */
  function open(text: string) {
    const client = { received: '', ended: '' };
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => {
      client.received += chunk;
    });
    socket.on('error', ({ message }) => {
      client.ended = message;
    });
    socket.on('close', () => {
      client.ended ||= 'closed';
    });
    return Object.assign(client, { socket });
  }
  const REQUEST = 'GET / HTTP/1.1\r\nhost: x\r\n\r\n';

  it('that are slow are closed, even 400, and do not block others', async () => {
    await listen({ headersTimeoutMs: 100, requestTimeoutMs: 200, checkEveryMs: 20, maxConnections: 300 }, (response) =>
      response.end(),
    );
    const slow = Array.from({ length: 400 }, () => open('GET / HTTP/1.1\r\nhost: '));
    const quick = open(REQUEST);
    await expect.poll(() => quick.received).toContain('200 OK');
    await expect.poll(() => slow.filter(({ ended }) => ended === '').length).toBe(0);
  });

  it('are answered when the server stops: 400 calls in progress, and one that arrives late', async () => {
    const held: ServerResponse[] = [];
    const bound = await listen({ lateMs: 1_000 }, (response) => held.push(response));
    const idle = open(REQUEST);
    await expect.poll(() => held.length).toBe(1);
    held.pop()?.end('first');
    await expect.poll(() => idle.received).toContain('first');
    expect(idle.received).toContain('Connection: keep-alive');
    const calls = Array.from({ length: 400 }, () => open(REQUEST));
    await expect.poll(() => held.length).toBe(400);

    let drained = false;
    const end = bound.drain().then(() => {
      drained = true;
    });
    idle.socket.write(REQUEST);
    await expect.poll(() => held.length).toBe(401);
    expect(drained).toBe(false);
    for (const response of held) response.end('late');
    await end;
    await expect.poll(() => [idle, ...calls].filter(({ ended }) => ended === '').length).toBe(0);
    for (const { received, ended } of [idle, ...calls]) {
      expect(received).toMatch(/Connection: close\r\n[\s\S]*late/);
      expect(ended).toBe('closed');
    }
  });
});
