import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../lib/settings/settings.mjs';
import { ABI, npm } from './install.mjs';

/** In the folder of a packaged Gatehouse, which is built already and has no sources: what SQLite's driver in it was built for. */
export const BUILT_FILE = 'built.json';
const DRIVER = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';

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
 * Fetches SQLite's driver for this system and this Node.js where the package was made on another; npm compiles it where there is no
 * binary for them.
 *
 * @param {string} root of a packaged Gatehouse
 * @param {(line: string) => void} [onLine]
 * @returns {Promise<boolean>} whether anything had to be done
 */
export async function fitDriver(root, onLine) {
  const file = join(root, BUILT_FILE);
  const { abi, driver } = JSON.parse(readFileSync(file, 'utf8'));
  if (abi === ABI) return false;
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-driver-'));
  try {
    await npm(
      folder,
      ['install', '--no-audit', '--no-fund', '--allow-scripts=better-sqlite3', `better-sqlite3@${driver}`],
      onLine,
    );
    copyFileSync(join(folder, DRIVER), join(root, DRIVER));
    writeFileSync(file, `${JSON.stringify({ abi: ABI, driver })}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return true;
}
