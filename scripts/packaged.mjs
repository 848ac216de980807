import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readSettings } from '../lib/settings/settings.mjs';
import { DRIVER, loadsDriver, npm, requireDriver } from './install.mjs';

/** A file in the folder of a packaged Gatehouse, which is built already and has no sources: the version of SQLite's driver in it. */
export const BUILT_FILE = 'built.json';

/** @param {string} root */
export const isPackaged = (root) => existsSync(join(root, BUILT_FILE));

/**
 * Makes the project's folder the working folder. A packaged Gatehouse takes its `.env`, its data folder, its database and its archive of
 * events from where it is called: its own folder goes with the next upgrade.
 *
 * @param {string} root
 * @throws {import('../lib/settings/settings.mjs').SettingsError}
 */
export function enterProject(root) {
  if (isPackaged(root)) {
    if (existsSync('.env')) process.loadEnvFile('.env');
    const { dataDir, databaseUrl, retention } = readSettings(process.env);
    Object.assign(process.env, { DATA_DIR: dataDir, DATABASE_URL: databaseUrl, EVENT_ARCHIVE: retention.archive ?? 'off' });
  }
  process.chdir(root);
}

/**
 * Fetches SQLite's driver for this system and this Node.js if the one in the package can't be loaded; npm compiles it where there is no
 * binary for them.
 *
 * @param {string} root of a packaged Gatehouse
 * @param {(line: string) => void} [onLine]
 * @returns {Promise<boolean>} whether anything had to be done
 */
export async function fitDriver(root, onLine) {
  if (loadsDriver(root)) return false;
  const { driver } = JSON.parse(readFileSync(join(root, BUILT_FILE), 'utf8'));
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-driver-'));
  try {
    // npm takes leave to run a package's scripts from the folder's package.json alone.
    const manifest = { private: true, allowScripts: { 'better-sqlite3': true }, dependencies: { 'better-sqlite3': driver } };
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
    await npm(folder, ['install', '--no-audit', '--no-fund'], onLine);
    requireDriver(folder);
    // A new file, as the old one may be open.
    rmSync(join(root, DRIVER), { force: true });
    mkdirSync(dirname(join(root, DRIVER)), { recursive: true });
    copyFileSync(join(folder, DRIVER), join(root, DRIVER));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  requireDriver(root);
  return true;
}
