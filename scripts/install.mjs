import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { runCommand } from './run-command.mjs';

/** The packages to install: `product` for building and running, `all` for testing and developing too. @typedef {'product' | 'all'} Wanted */

/**
 * Installs the dependencies that package-lock.json names, if they are missing or differ. `buildDriver` builds SQLite's driver.
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
  // `ci` begins with deleting what is there, the driver included; where only what tests need is missing, it is added.
  const command = fresh && existsSync(join(root, 'package-lock.json')) ? ['ci'] : ['install', '--no-save'];
  const dev = all ? '--include=dev' : '--omit=dev';
  const scripts = all ? [] : ['--ignore-scripts'];
  await npm(root, [...command, dev, ...scripts, '--no-audit', '--no-fund', '--loglevel=notice'], onLine);
  return true;
}

/** The compiled part of SQLite's driver, relative to a folder that has it installed. */
export const DRIVER = 'node_modules/better-sqlite3/build/Release/better_sqlite3.node';

/**
 * Returns whether this Node.js can load SQLite's driver. A driver is compiled for one system and one version of Node's binary interface, so
 * loading it is the only proof.
 *
 * @param {string} root a folder that has the driver installed
 */
export function loadsDriver(root) {
  try {
    createRequire(import.meta.url)(join(root, DRIVER));
    return true;
  } catch {
    return false;
  }
}

/**
 * Throws if this Node.js can't load SQLite's driver after it was built.
 *
 * @param {string} root
 */
export function requireDriver(root) {
  if (loadsDriver(root)) return;
  throw new Error(
    `SQLite’s driver was built but Node.js ${process.versions.node} can’t load it. Install a C++ compiler and Python, or set DATABASE_URL to a PostgreSQL database.`,
  );
}

/**
 * Fetches or compiles SQLite's driver when this Node.js can't load the one that is there. It takes a minute of one core where it has to be
 * compiled, and nothing before the first query needs it.
 *
 * @param {string} root
 * @param {(line: string) => void} [onLine]
 * @returns {Promise<boolean>} whether anything had to be done
 */
export async function buildDriver(root, onLine) {
  if (loadsDriver(root)) return false;
  await npm(root, ['rebuild', 'better-sqlite3'], onLine);
  requireDriver(root);
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
export async function npm(root, args, onLine) {
  await runCommand(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd: root, env: npmEnvironment(), onLine });
}

/**
 * `npm start` puts its own settings into the environment, which would override those of the npm it starts.
 * @returns {NodeJS.ProcessEnv}
 */
function npmEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_(config|package|lifecycle|command)/i.test(name));
  // For what is compiled: files side by side, and optimized as far as distributions do, which takes two thirds of the time.
  return { JOBS: 'max', CFLAGS: '-O2', CXXFLAGS: '-O2', .../** @type {NodeJS.ProcessEnv} */ (Object.fromEntries(kept)) };
}
