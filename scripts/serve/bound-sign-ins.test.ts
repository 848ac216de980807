import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { boundSignIns } from './bound-sign-ins.mjs';

let server: Server;
let held: ServerResponse[];
let hold: boolean;

beforeEach(async () => {
  held = [];
  hold = true;
  server = createServer(
    boundSignIns((request, response) => {
      if (hold && request.method === 'POST') held.push(response);
      else response.end('page');
    }),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const send = (path: string, method = 'POST') =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method });

describe('the limit on simultaneous sign-ins', () => {
  test('refuses more than sixteen at a time and still serves pages and other forms', async () => {
    const flood = Array.from({ length: 60 }, (_, i) =>
      send(
        ['/sign-in', '/s/111122223333-Ab3dEf9_/sign-in/root?next=%2F', '/sign-up', '/class/sign-in', '/class/set-up?token=T'][
          i % 5
        ] ?? '',
      ),
    );
    const refused: Response[] = [];
    for (const answer of flood) void answer.then((response) => response.status === 429 && refused.push(response));
    await expect.poll(() => refused.length).toBe(44);
    expect(held).toHaveLength(16);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(await refused[0]?.text()).toBe('Too many requests. Try again in a moment.');
    expect((await send('/sign-in', 'GET')).status).toBe(200);

    hold = false;
    expect((await send('/switch-role')).status).toBe(200);
    for (const response of held) response.end('done');
    await Promise.all(flood);
    expect((await send('/sign-in')).status).toBe(200);
  });

  test('allows a hundred joins of a class at a time, independently of sign-ins', async () => {
    const room = Array.from({ length: 130 }, () => send('/join?code=K'));
    const refused: Response[] = [];
    for (const answer of room) void answer.then((response) => response.status === 429 && refused.push(response));
    await expect.poll(() => refused.length).toBe(30);
    expect(held).toHaveLength(100);
    hold = false;
    expect((await send('/sign-in')).status).toBe(200);
    for (const response of held) response.end('done');
    await Promise.all(room);
  });

  test('frees the place of a client that disconnects', async () => {
    const gone = new AbortController();
    const port = (server.address() as AddressInfo).port;
    const lost = Array.from({ length: 16 }, () =>
      fetch(`http://127.0.0.1:${port}/sign-in`, { method: 'POST', signal: gone.signal }).catch(() => null),
    );
    await expect.poll(() => held.length).toBe(16);
    gone.abort();
    await Promise.all(lost);
    hold = false;
    await expect.poll(async () => (await send('/sign-in')).status).toBe(200);
  });
});
