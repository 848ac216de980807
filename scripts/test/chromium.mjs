import { accessSync, constants } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { runCommand } from '../process/run-command.mjs';
import { canInstallDebianPackages, installDebianPackages } from './debian-packages.mjs';

// The headless shell draws no window of its own: journeys take a fifth less work in it.
const SHELL = 'chromium-headless-shell';
const NAMES = [SHELL, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The system's Chromium or Chrome, or null. CHROMIUM names another one. @returns {string | null} */
export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/Applications/Google Chrome.app/Contents/MacOS'];
  const candidates = [...NAMES, 'Google Chrome'].flatMap((name) => folders.map((folder) => join(folder, name)));
  return candidates.find(isExecutable) ?? null;
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Makes sure that Playwright has a browser: for root on Debian its headless shell, even where there is another one; else the system's, else
 * Playwright's own.
 *
 * @param {string} root
 * @param {(line: string) => void} [onLine]
 * @returns {Promise<boolean>} whether anything had to be installed
 */
export async function ensureChromium(root, onLine) {
  const found = findChromium();
  if (process.env.CHROMIUM || basename(found ?? '') === SHELL) return false;
  if (canInstallDebianPackages()) {
    try {
      await installDebianPackages(root, [SHELL], onLine);
      return true;
    } catch (error) {
      // On a closed network, the other one does as well.
      if (!found) throw error;
    }
  }
  if (found) return false;
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  await runCommand(process.execPath, [cli, 'install', 'chromium'], { cwd: root, onLine });
  return true;
}
