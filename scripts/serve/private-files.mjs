import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

// Other users of the machine must not read the data folder: it has password hashes, encrypted secrets and their key.
const FOLDER = 0o700;
const FILE = 0o600;
const OF_OTHERS = 0o077;
/** The file with the addresses of a running process. */
export const READY_FILE = 'ready.json';
/** The mode of a folder like /tmp, which all users share. */
const SHARED = 0o1000;

/** Makes whatever this process and the programs it starts create from now on readable by its own user only. */
export function createPrivateFiles() {
  process.umask(OF_OTHERS);
}

/**
 * Takes the permissions of other users off the database and the secret key in the data folder, where an earlier version left them, and off
 * the folder itself. Touches nothing that Gatehouse did not make: no other file, no link, no folder that holds anything else.
 *
 * @param {{ dataDir: string, databaseUrl: string }} settings
 */
export function makeFilesPrivate({ dataDir, databaseUrl }) {
  const database = databaseUrl.startsWith('file:') ? databaseUrl.slice('file:'.length) : undefined;
  const names = ['secret.key', READY_FILE];
  if (database !== undefined && dirname(database) === dataDir)
    names.push(...['', '-wal', '-shm', '-journal'].map((suffix) => basename(database) + suffix));
  const entries = readdirSync(dataDir);
  for (const name of entries) if (names.includes(name)) restrict(join(dataDir, name), FILE, (stats) => stats.isFile());
  if (entries.every((name) => names.includes(name)))
    restrict(dataDir, FOLDER, (stats) => stats.isDirectory() && (stats.mode & SHARED) === 0);
}

/** @param {string} path @param {number} mode @param {(stats: import('node:fs').Stats) => boolean} isOurs */
function restrict(path, mode, isOurs) {
  const stats = lstatSync(path);
  // Only its owner may change a mode; a file that somebody else made for us has the permissions they chose.
  if (!isOurs(stats) || (stats.mode & OF_OTHERS) === 0 || stats.uid !== process.getuid?.()) return;
  chmodSync(path, mode);
}
