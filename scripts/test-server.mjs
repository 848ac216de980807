import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort } from './ports.mjs';

/** How long a first start may take, its build included. */
const READY_LIMIT_MS = 5 * 60_000;
const STOP_LIMIT_MS = 20_000;

/**
 * Starts Gatehouse as `npm start` does, on free ports, and waits until it says that it is ready.
 *
 * @param {string} root
 * @param {string} dataDir
 * @param {NodeJS.ProcessEnv} [settings] further settings
 */
export async function startGatehouse(root, dataDir, settings = {}) {
  const [port, apiPort] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    HOST: '127.0.0.1',
    ALLOW_EXPOSED: '',
    DATABASE_URL: '',
    SECRET_KEY: '',
    DEMO: '',
    GATEHOUSE_RESET_TOKEN: '',
    LOG_LEVEL: 'warn',
    ...settings,
    PORT: String(port),
    API_PORT: String(apiPort),
    DATA_DIR: dataDir,
  };
  const started = Date.now();
  const child = spawn(process.execPath, [join(root, 'scripts/start.mjs')], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  let output = '';
  const ended = new Promise((resolve) => child.once('close', resolve));
  await new Promise((resolve, reject) => {
    const limit = setTimeout(
      () => reject(new Error(`Gatehouse was not ready after ${READY_LIMIT_MS / 1000} s:\n${output}`)),
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
    child.once('close', (code) => {
      clearTimeout(limit);
      reject(new Error(`Gatehouse ended with exit code ${code} before it was ready:\n${output}`));
    });
  });
  return {
    baseUrl: `http://localhost:${port}`,
    apiUrl: `http://localhost:${apiPort}`,
    readyAfter: Date.now() - started,
    /** What it printed until it was ready: where to sign in, and with what. */
    greeting: output,
    pid: child.pid,
    /** Ends it with a signal and says how it ended: its exit code, or null when it had to be killed. */
    stop: async (signal = /** @type {NodeJS.Signals} */ ('SIGTERM')) => {
      const limit = setTimeout(kill, STOP_LIMIT_MS);
      child.kill(signal);
      const code = await ended;
      clearTimeout(limit);
      process.removeListener('exit', kill);
      return { code, output };
    },
  };
}
