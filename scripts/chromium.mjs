import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { canInstallDebianPackages, installDebianPackages } from './debian-packages.mjs';
import { runCommand } from './run-command.mjs';

// The headless shell draws no window of its own: journeys take a fifth less work in it.
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

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
 * Makes sure that Playwright has a browser: the system's, else Debian's package when this is root on Debian, else Playwright's own.
 *
 * @param {string} root
 * @param {(line: string) => void} [onLine]
 * @returns {Promise<boolean>} whether anything had to be installed
 */
export async function ensureChromium(root, onLine) {
  if (findChromium()) return false;
  if (canInstallDebianPackages()) {
    await installDebianPackages(root, ['chromium-headless-shell'], onLine);
    return true;
  }
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  await runCommand(process.execPath, [cli, 'install', 'chromium'], { cwd: root, onLine });
  return true;
}
