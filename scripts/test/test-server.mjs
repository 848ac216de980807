import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from '../process/ports.mjs';
import { endProcessTree, killProcessTree } from '../process/process-tree.mjs';

/** Safety nets: a first start takes about a minute, its build included, and an end a second. */
const READY_LIMIT_MS = 30 * 60_000;
const STOP_LIMIT_MS = 5 * 60_000;

/**
 * A Gatehouse of its own, as `npm start` makes it. `greeting` is what it printed until it was ready, after `readyAfter` milliseconds: where
 * to sign in, and with what. `stop` ends it with a signal and says how it ended: its exit code, or null when it had to be killed.
 *
 * @typedef {{
 *   baseUrl: string,
 *   apiUrl: string,
 *   readyAfter: number,
 *   greeting: string,
 *   pid: number,
 *   stop(signal?: NodeJS.Signals): Promise<{ code: number | null, output: string }>,
 * }} TestServer
 */

/**
 * Starts Gatehouse as `npm start` does, on free ports, and waits until it says that it is ready.
 * One that does not get ready is ended with all it has started before the error is thrown.
 *
 * @param {string} root
 * @param {string} dataDir
 * @param {Record<string, string | undefined>} [settings] further settings
 * @param {readonly string[]} [options] of the start: `--dev` for `npm run dev`
 * @returns {Promise<TestServer>}
 */
export async function startGatehouse(root, dataDir, settings = {}, options = []) {
  const [port, apiPort] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    ALLOW_EXPOSED: '',
    DATABASE_URL: '',
    SECRET_KEY: '',
    DEMO: '',
    GATEHOUSE_RESET_TOKEN: '',
    QUOTAS: '',
    CONSOLE_URL: '',
    ALLOWED_HOSTS: '',
    TRUSTED_PROXIES: '',
    SESSION_IDLE_MINUTES: '',
    // Each journey opens accounts.
    SIGN_UP: '1000000',
    LOG_LEVEL: 'warn',
    ...settings,
    PORT: String(port),
    API_PORT: String(apiPort),
    DATA_DIR: dataDir,
  };
  const started = Date.now();
  // A process group of its own, so that what it has started is found although it has ended.
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs'), ...options], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const pid = child.pid ?? 0;
  const kill = () => killProcessTree(pid);
  process.once('exit', kill);
  let output = '';
  /** @type {Promise<number | null>} */
  const ended = new Promise((resolve) => child.once('close', resolve));
  try {
    await new Promise((resolve, reject) => {
      const limit = setTimeout(
        () => reject(new Error(`Gatehouse was not ready after ${READY_LIMIT_MS / 1000} s and was stopped`)),
        READY_LIMIT_MS,
      );
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding('utf8').on('data', (chunk) => {
          output += chunk;
          if (!output.includes('Gatehouse is ready')) return;
          clearTimeout(limit);
          resolve(undefined);
        });
      }
      child.once('close', (code, signal) => {
        clearTimeout(limit);
        reject(new Error(`Gatehouse ended with ${signal ?? `exit code ${code}`} before it was ready`));
      });
    });
  } catch (error) {
    await endProcessTree(pid);
    process.removeListener('exit', kill);
    throw new Error(`${error instanceof Error ? error.message : error}:\n${output}`);
  }
  return {
    baseUrl: `http://localhost:${port}`,
    apiUrl: `http://localhost:${apiPort}`,
    readyAfter: Date.now() - started,
    greeting: output,
    pid,
    stop: async (signal = 'SIGTERM') => {
      const limit = setTimeout(kill, STOP_LIMIT_MS);
      child.kill(signal);
      const code = await ended;
      clearTimeout(limit);
      await endProcessTree(pid);
      process.removeListener('exit', kill);
      return { code, output };
    },
  };
}
