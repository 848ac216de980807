import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { matchesStamp, writeStamp } from './fingerprint.mjs';
import { runCommand } from './run-command.mjs';

/**
 * Installs the dependencies that package-lock.json names, when they are missing or others than installed.
 *
 * @param {string} root
 * @param {(line: string) => void} [onLine]
 * @returns {Promise<boolean>} whether anything had to be done
 */
export async function installDependencies(root, onLine) {
  const stamp = join(root, 'node_modules/.gatehouse-abi');
  // Native packages are built for one version of Node's binary interface.
  const abi = `${process.platform}-${process.arch}-${process.versions.modules}`;
  const sameNode = !existsSync(stamp) || matchesStamp(stamp, abi);
  if (isInstalled(root) && sameNode) {
    if (!existsSync(stamp)) writeStamp(stamp, abi);
    return false;
  }
  const command = existsSync(join(root, 'package-lock.json')) ? 'ci' : 'install';
  // Development packages too, whatever NODE_ENV says: building the console checks its types.
  const args = [command, '--include=dev', '--no-audit', '--no-fund', '--loglevel=notice'];
  await runCommand(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, { cwd: root, env: npmEnvironment(), onLine });
  writeStamp(stamp, abi);
  return true;
}

/**
 * Whether node_modules holds what package-lock.json names. npm keeps a copy of the lockfile beside what it installed and writes it
 * last, so an installation that was cut short has none.
 *
 * @param {string} root
 */
export function isInstalled(root) {
  try {
    const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
    const present = JSON.parse(readFileSync(join(root, 'node_modules/.package-lock.json'), 'utf8')).packages;
    return Object.entries(wanted).every(([path, { version, integrity, optional }]) => {
      const found = present[path];
      return path === '' || (found ? found.version === version && found.integrity === integrity : optional === true);
    });
  } catch {
    return false;
  }
}

/** `npm start` puts its own settings into the environment, which would override those of the npm it starts. @returns {NodeJS.ProcessEnv} */
function npmEnvironment() {
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_(config|package|lifecycle|command)/i.test(name));
  return /** @type {NodeJS.ProcessEnv} */ (Object.fromEntries(kept));
}
