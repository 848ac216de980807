import { connect, type Socket } from 'node:net';
import { CreateUserCommand, ListUsersCommand } from '@aws-sdk/client-iam';
import { runs } from '@gatehouse/policy/test-runs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApi, type Keys, type TestApi } from '../testing/api';
import { queryCall, signRequest, toHttpText } from '../testing/signer';
import { readAnswer, sendRaw } from '../testing/socket';

let api: TestApi;
let keys: Keys;
let valid: string;
beforeAll(async () => {
  api = await createTestApi();
  keys = await api.rootKeys();
  valid = toHttpText(await signRequest(keys, queryCall('ListUsers')));
});
afterAll(() => api.close());

const opened = (port: number) =>
  new Promise<Socket>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket));
    socket.once('error', reject);
  });
const works = async () => expect((await sendRaw(api.port, valid)).status).toBe(200);

/** Sends bytes and ends its side. Resolves with the answer when the server has closed too. */
function exchange(bytes: Buffer | string): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    const socket = connect(api.port, '127.0.0.1', () => socket.end(bytes));
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(received));
  });
}

describe('arbitrary bytes', () => {
  it('never stop the server, and get answers without HTML or stack traces', async () => {
    const pieces = fc.oneof(
      fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
      fc.string({ unit: 'binary', maxLength: 200 }).map((text) => Buffer.from(text)),
      // A valid request with a part cut, doubled or replaced.
      fc
        .tuple(fc.nat(valid.length), fc.nat(40), fc.uint8Array({ maxLength: 20 }))
        .map(([at, length, bytes]) =>
          Buffer.concat([Buffer.from(valid.slice(0, at)), bytes, Buffer.from(valid.slice(at + length))]),
        ),
      fc
        .tuple(
          fc.constantFrom('POST', 'GET', 'PUT', 'HEAD', 'OPTIONS', 'TRACE'),
          fc.webPath(),
          fc.webQueryParameters(),
          fc.string({ maxLength: 200 }),
        )
        .map(([method, path, query, body]) =>
          Buffer.from(
            `${method} ${path || '/'}?${query} HTTP/1.1\r\nhost: x\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
          ),
        ),
    );
    await fc.assert(
      fc.asyncProperty(pieces, async (bytes) => {
        const answer = await exchange(bytes);
        expect(answer).not.toMatch(/<html|node_modules|at .*\.ts:/i);
        expect(answer).not.toMatch(/^HTTP\/1\.1 5/);
      }),
      runs(300),
    );
    await works();
  });

  it('in headers of a signed call are refused or ignored', async () => {
    const names = [
      'authorization',
      'x-amz-date',
      'x-amz-security-token',
      'x-amz-target',
      'content-type',
      'content-length',
      'transfer-encoding',
      'expect',
      'host',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.stringMatching(/^[ -~]{0,80}$/), async (name, value) => {
        const changed = valid.replace('\r\n', `\r\n${name}: ${value}\r\n`);
        const answer = await exchange(changed);
        expect(answer).not.toMatch(/^HTTP\/1\.1 5|<html/i);
      }),
      runs(150),
    );
    await works();
  });

  it('in signed parameters never cause a server error', async () => {
    const word = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom('__proto__', 'constructor', '-1', '1e999', 'NaN', '\u0000', '../..', '%', '${x}'),
    );
    const field = fc.oneof(
      fc.constantFrom(
        'UserName',
        'Path',
        'Tags',
        'Tags.member.1.Key',
        'Tags.member.1.Value',
        'Tags.member.-1',
        'Tags.entry.1.key',
        'MaxItems',
        'Marker',
        'PolicyDocument',
      ),
      word,
    );
    const action = fc.constantFrom(
      'CreateUser',
      'ListUsers',
      'TagUser',
      'CreatePolicy',
      'GetUser',
      'SimulateCustomPolicy',
      'AssumeRole',
    );
    await fc.assert(
      fc.asyncProperty(action, fc.array(fc.tuple(field, word), { maxLength: 6 }), async (name, fields) => {
        const parameters = Object.fromEntries(fields.map(([key, value]) => [key, value]));
        const request = await signRequest(keys, { body: `${new URLSearchParams(parameters)}&Action=${name}&Version=2010-05-08` });
        const { status } = await sendRaw(api.port, toHttpText(request));
        expect(status).toBeLessThan(500);
      }),
      runs(150),
    );
  });
});

describe('abusive clients', () => {
  it('cannot send unlimited headers', async () => {
    const answer = await exchange(`POST / HTTP/1.1\r\nhost: x\r\n${`x-a: ${'y'.repeat(1000)}\r\n`.repeat(60)}\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 431 /);
    expect(answer).toContain('<Code>RequestHeaderFieldsTooLarge</Code>');
  });

  it('cannot hold a connection by sending slowly or not at all', async () => {
    const quick = await createTestApi({ limits: { headersTimeoutMs: 1500, requestTimeoutMs: 2000, checkEveryMs: 100 } });
    try {
      const silent = await opened(quick.port);
      const slowHead = await opened(quick.port);
      const slowBody = await opened(quick.port);
      slowHead.write('POST / HTTP/1.1\r\nhost: x\r\n');
      slowBody.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc');
      const answers = await Promise.all([slowHead, slowBody].map(readAnswer));
      expect(answers.map(({ status }) => status)).toEqual([408, 408]);
      await new Promise((resolve) => silent.once('close', resolve).resume());
    } finally {
      await quick.close();
    }
  });

  it('cannot block other clients with idle connections', async () => {
    const small = await createTestApi({ limits: { maxConnections: 50 } });
    const idle: Socket[] = [];
    try {
      const root = await small.rootKeys();
      for (let i = 0; i < 200; i++) {
        const socket = await opened(small.port);
        socket.on('error', () => undefined);
        idle.push(socket);
      }
      await small.clients(root).iam.send(new ListUsersCommand({}));
    } finally {
      for (const socket of idle) socket.destroy();
      await small.close();
    }
  });

  it('are refused under a foreign host name before their body is read', async () => {
    const named = await createTestApi({ isOwnHost: (host) => host === 'ours' });
    try {
      const head = (host: string, headers = '') => `POST / HTTP/1.1\r\nhost: ${host}\r\n${headers}content-length: 10\r\n\r\n`;
      const answer = await sendRaw(named.port, head('evil.test'));
      expect(answer).toMatchObject({ status: 421, body: expect.stringContaining('<Code>MisdirectedRequest</Code>') });
      const json = head(
        'evil.test',
        'x-amz-target: AWSOrganizationsV20161128.ListRoots\r\ncontent-type: application/x-amz-json-1.1\r\n',
      );
      expect(await sendRaw(named.port, json)).toMatchObject({
        status: 421,
        body: expect.stringContaining('MisdirectedRequestException'),
      });
      expect((await sendRaw(named.port, 'POST / HTTP/1.1\r\nhost: ours\r\ncontent-length: 0\r\n\r\n')).status).not.toBe(421);
    } finally {
      await named.close();
    }
  });

  it('can pipeline requests', async () => {
    const socket = await opened(api.port);
    socket.write(valid.repeat(3));
    let received = '';
    await new Promise<void>((resolve) => {
      socket.on('data', (chunk) => {
        received += chunk.toString('latin1');
        if (received.split('</ListUsersResponse>').length === 4) resolve();
      });
    });
    socket.destroy();
    expect(received.match(/HTTP\/1\.1 200/g)).toHaveLength(3);
  });
});

describe('many concurrent clients', () => {
  it('lose no write: 200 create 200 users, and 1 of 20 with the same name succeeds', async () => {
    const root = await api.rootKeys();
    const { iam } = api.clients(root);
    const created = await Promise.all(
      Array.from({ length: 200 }, (_, i) => iam.send(new CreateUserCommand({ UserName: `user-${i}` }))),
    );
    expect(new Set(created.map(({ User }) => User?.UserId)).size).toBe(200);
    const listed: string[] = [];
    let Marker: string | undefined;
    do {
      const page = await iam.send(new ListUsersCommand({ Marker, MaxItems: 70 }));
      listed.push(...(page.Users ?? []).map(({ UserName }) => UserName ?? ''));
      Marker = page.Marker;
    } while (Marker !== undefined);
    expect(new Set(listed).size).toBe(200);
    const same = await Promise.allSettled(
      Array.from({ length: 20 }, () => iam.send(new CreateUserCommand({ UserName: 'same' }))),
    );
    expect(same.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of same)
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ name: 'EntityAlreadyExistsException' });
    const events = await api.database.reader.event.count({ where: { accountId: root.actor.accountId, eventName: 'CreateUser' } });
    expect(events).toBe(220);
  });
});

describe('a closing server', () => {
  it('answers requests in progress and accepts no new connections', async () => {
    const closing = await createTestApi();
    const root = await closing.rootKeys();
    const text = toHttpText(await signRequest(root, queryCall('CreateUser', { UserName: 'last' })));
    const [busy, idle] = await Promise.all([opened(closing.port), opened(closing.port)]);
    // The interim response shows that the server has read the headers.
    busy.write(text.replace('\r\n', '\r\nexpect: 100-continue\r\n').slice(0, -5));
    expect((await readAnswer(busy)).status).toBe(100);
    const ended = closing.close();
    busy.write(text.slice(-5));
    expect((await readAnswer(busy)).status).toBe(200);
    await ended;
    await new Promise((resolve) => (idle.closed ? resolve(undefined) : idle.resume().once('close', resolve)));
    await expect(opened(closing.port)).rejects.toThrow();
  });
});
