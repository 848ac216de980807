import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildFiles } from './build-files.mjs';

const SCRIPT = 'const answer = 42;\n'.repeat(200);

let server: Server;
let origin: string;
const folder = mkdtempSync(join(tmpdir(), 'gatehouse-build-'));
beforeAll(async () => {
  mkdirSync(join(folder, 'static/chunks'), { recursive: true });
  writeFileSync(join(folder, 'static/chunks/a~1.js'), SCRIPT);
  writeFileSync(join(folder, 'static/chunks/gone.js'), SCRIPT);
  writeFileSync(join(folder, 'secret.js'), 'secret');
  const answer = buildFiles(folder);
  rmSync(join(folder, 'static/chunks/gone.js'));
  server = createServer((request, response) => {
    if (!answer(request, response)) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

describe('buildFiles', () => {
  it('serves files of the build compressed and cacheable for a year', async () => {
    for (let time = 0; time < 2; time++) {
      const answer = await fetch(`${origin}/_next/static/chunks/a~1.js`);
      expect(answer.headers.get('content-encoding')).toBe('gzip');
      expect(Number(answer.headers.get('content-length'))).toBeLessThan(SCRIPT.length / 10);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(await answer.text()).toBe(SCRIPT);
    }
  });

  it('returns 404 for a file that was deleted', async () => {
    const answer = await fetch(`${origin}/_next/static/chunks/gone.js`);
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([404, 'no-store']);
  });

  it('leaves other requests to Next', async () => {
    const status = async (path: string, init?: RequestInit) => (await fetch(origin + path, init)).status;
    expect(await status('/_next/static/chunks/none.js')).toBe(418);
    expect(await status('/_next/static/%2e%2e/secret.js')).toBe(418);
    expect(await status('/_next/static/..%2fsecret.js')).toBe(418);
    expect(await status('/_next/static/chunks/a~1.js', { method: 'POST' })).toBe(418);
    expect(await status('/_next/static/chunks/a~1.js', { headers: { range: 'bytes=0-1' } })).toBe(418);
    expect(await status('/_next/static/chunks/a~1.js', { headers: { 'accept-encoding': 'identity' } })).toBe(418);
  });
});
