import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readSettings } from '../../lib/settings/settings.mjs';

/** A file in the folder of a packaged Gatehouse, which is built already and has no sources. */
export const BUILT_FILE = 'built.json';

/** @param {string} root */
export const isPackaged = (root) => existsSync(join(root, BUILT_FILE));

/**
 * Makes the project's folder the working folder. A packaged Gatehouse takes its `.env`, its data folder, its database and its archive of
 * events from where it is called: its own folder goes with the next upgrade.
 *
 * @param {string} root
 * @throws {import('../../lib/settings/settings.mjs').SettingsError}
 */
export function enterProject(root) {
  if (isPackaged(root)) {
    if (existsSync('.env')) process.loadEnvFile('.env');
    const { dataDir, databaseUrl, retention } = readSettings(process.env);
    Object.assign(process.env, { DATA_DIR: dataDir, DATABASE_URL: databaseUrl, EVENT_ARCHIVE: retention.archive ?? 'off' });
  }
  process.chdir(root);
}
