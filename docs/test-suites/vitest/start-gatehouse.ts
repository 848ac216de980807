import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The clone of Gatehouse. */
const HOME = process.env.GATEHOUSE_HOME ?? join(import.meta.dirname, '../../..');

/** For `globalSetup`: one server for all workers, which learn of it from the environment. A server that is named there already is used. */
export default async function startGatehouse(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.GATEHOUSE_URL) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-tests-'));
  const token = randomUUID();
  const server = spawn('node', [join(HOME, 'scripts/gatehouse.mjs'), 'start', '--api-only'], {
    env: { ...process.env, DEMO: 'false', PORT: '0', API_PORT: '0', DATA_DIR: folder, GATEHOUSE_RESET_TOKEN: token },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  const stop = async () => {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for await (const line of createInterface(server.stdout)) {
    if (!line.startsWith('{"ready":true')) continue;
    server.stdout.resume();
    Object.assign(process.env, { GATEHOUSE_URL: JSON.parse(line).api, GATEHOUSE_RESET_TOKEN: token });
    return stop;
  }
  await stop();
  throw new Error('Gatehouse did not start.');
}
