import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../process/run-command.mjs';

/** The packages to install: `product` for building and running, `all` for testing and developing too. @typedef {'product' | 'all'} Wanted */

/**
 * Installs the dependencies that package-lock.json names, if they are missing or differ. Nothing is compiled.
 *
 * @param {string} root
 * @param {Wanted} wanted
 * @param {(line: string) => void} [onLine]
 * @returns {Promise<boolean>} whether anything had to be done
 */
export async function installDependencies(root, wanted, onLine) {
  if (isInstalled(root, wanted)) return false;
  const fresh = !isInstalled(root, 'product');
  // A start does not remove a clone's test packages.
  const all = wanted === 'all' || hasDevelopment(root);
  // `ci` begins with deleting everything; where only what tests need is missing, it is added.
  const command = fresh && existsSync(join(root, 'package-lock.json')) ? ['ci'] : ['install', '--no-save'];
  const dev = all ? '--include=dev' : '--omit=dev';
  const scripts = all ? [] : ['--ignore-scripts'];
  // SQLite's driver names Node.js 22 or newer, and runs on 20 (lib/decisions/067-sqlite-without-a-compiler.md).
  await npm(root, [...command, dev, ...scripts, '--engine-strict=false', '--no-audit', '--no-fund', '--loglevel=notice'], onLine);
  return true;
}

/**
 * Returns whether node_modules has the packages that package-lock.json names. npm writes a copy of the lockfile last, beside the installed
 * packages, so an interrupted installation has none.
 *
 * @param {string} root
 * @param {Wanted} wanted
 */
export function isInstalled(root, wanted) {
  try {
    const present = presentPackages(root);
    const named = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
    return Object.entries(named).every(([path, { version, integrity, optional, dev, devOptional }]) => {
      // The project and its workspaces are read from their sources.
      if (!path.startsWith('node_modules/') || named[path].link || (wanted === 'product' && (dev || devOptional))) return true;
      const found = present[path];
      return found ? found.version === version && found.integrity === integrity : optional === true;
    });
  } catch {
    return false;
  }
}

/** @param {string} root @returns {Record<string, { version: string, integrity: string, dev?: boolean }>} */
function presentPackages(root) {
  return JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')).packages;
}

/**
 * Returns whether anything is there that only tests and development need.
 * @param {string} root
 */
function hasDevelopment(root) {
  try {
    return Object.values(presentPackages(root)).some(({ dev }) => dev === true);
  } catch {
    return false;
  }
}

/**
 * Runs npm in a folder.
 * @param {string} root
 * @param {string[]} args
 * @param {((line: string) => void) | undefined} onLine
 */
async function npm(root, args, onLine) {
  await runCommand(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd: root, env: npmEnvironment(), onLine });
}

/**
 * `npm start` puts its own settings into the environment, which would override those of the npm it starts.
 * @returns {NodeJS.ProcessEnv}
 */
function npmEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_(config|package|lifecycle|command)/i.test(name));
  return /** @type {NodeJS.ProcessEnv} */ (Object.fromEntries(kept));
}
